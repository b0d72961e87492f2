import type { Reached } from '../../shared/environment-config'
import type { ConnectionProblem } from '../../shared/problem'
import { failed, ok } from '../../shared/result'
import type { Result } from '../../shared/result'
import type { Place } from './environment'

/** Connects once, looks, and ends it. */
export async function reached(place: Place): Promise<Result<Reached, ConnectionProblem>> {
  const connected = await place.connect()
  if (!connected.ok) return connected
  const docker = connected.value
  const listed = await docker.list()
  docker.close()
  if (!listed.ok) return failed({ code: 'connection-lost', detail: listed.problem.code })
  const { engineName: engine, apiVersion } = docker
  return ok({ engine, apiVersion, containers: listed.value.length })
}
