import type { Reached } from '../../shared/environment-config'
import type { ConnectionProblem } from '../../shared/problem'
import { failed, ok } from '../../shared/result'
import type { Result } from '../../shared/result'
import type { Place } from './environment'

/** Connects once, looks, and ends it. */
export async function reached(
  place: Place,
  nameOf: (engineId: string) => string | null,
): Promise<Result<Reached, ConnectionProblem>> {
  const connected = await place.connect()
  if (!connected.ok) return connected
  const docker = connected.value
  const [listed, engineId] = await Promise.all([docker.list(), docker.engineId()])
  docker.close()
  if (!listed.ok) return failed({ code: 'connection-lost', detail: listed.problem.code })
  const { engineName: engine, apiVersion } = docker
  const knownAs = engineId === null ? null : nameOf(engineId)
  return ok({ engine, apiVersion, containers: listed.value.length, engineId, knownAs })
}
