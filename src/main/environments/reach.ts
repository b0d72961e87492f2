import type { Reach } from '../../shared/environment-config'
import { environmentId, shortHash, slugOf } from '../../shared/ids'
import type { EnvironmentId } from '../../shared/ids'
import type { ConnectionProblem } from '../../shared/problem'
import { failed, ok } from '../../shared/result'
import type { Result } from '../../shared/result'
import { addressOf } from '../docker/endpoint'
import type { Endpoint } from '../docker/endpoint'
import { connectEndpoint } from './connect-endpoint'
import { currentDaemon, daemonOfContext } from './docker-context'
import type { CurrentDaemon, NoCurrentDaemon, Surroundings } from './docker-context'
import type { Place } from './environment'
import { readTls } from './tls-files'

export interface ReachPorts {
  readonly surroundings: () => Surroundings
  /** Where the demo engine listens; begins it when it doesn't run yet. */
  readonly demo: () => Promise<Result<Endpoint, ConnectionProblem>>
}

/** The key that a configuration says is kept, opened. */
export type KeptKey = () => Promise<Result<string, ConnectionProblem>>

/** Where it leads at the moment: looked up afresh for each attempt to connect. */
export async function placeOf(
  reach: Reach,
  keptKey: KeptKey,
  { surroundings, demo }: ReachPorts,
): Promise<Place> {
  switch (reach.kind) {
    case 'current':
      return (await placeOfCurrent(surroundings())).place
    case 'context':
      return placeOfDaemon(await daemonOfContext(reach.name, surroundings()))
    case 'socket':
      return placeAt(ok({ kind: 'socket', path: reach.path }), nameOf(reach), plainAddress(reach))
    case 'tcp': {
      const { host, port } = reach
      const tls = reach.tls === null ? ok(null) : await readTls(reach.tls, keptKey)
      const endpoint = tls.ok ? ok({ kind: 'tcp', host, port, tls: tls.value } as const) : tls
      return placeAt(endpoint, nameOf(reach), plainAddress(reach))
    }
    case 'ssh':
      return placeAt(ok(reach), nameOf(reach), plainAddress(reach))
    case 'demo': {
      const endpoint = await demo()
      return placeAt(endpoint, nameOf(reach), endpoint.ok ? addressOf(endpoint.value) : '')
    }
  }
}

/** What it is called as long as the user gives it no other name. */
export function nameOf(reach: Reach): string {
  switch (reach.kind) {
    case 'current':
      return 'Docker'
    case 'context':
      return reach.name
    case 'socket':
      return reach.path
    case 'tcp':
      return reach.host
    case 'ssh':
      return reach.destination
    case 'demo':
      return 'Demo'
  }
}

/** As Docker writes it; empty where that takes a look at files. */
function plainAddress(reach: Reach): string {
  switch (reach.kind) {
    case 'current':
    case 'context':
    case 'demo':
      return ''
    case 'socket':
      return addressOf({ kind: 'socket', path: reach.path })
    case 'tcp':
      return addressOf({ kind: 'tcp', host: reach.host, port: reach.port, tls: null })
    case 'ssh':
      return addressOf(reach)
  }
}

/** The daemon that Docker's command line would talk to at the moment, and its environment's id. */
export async function placeOfCurrent(
  surroundings: Surroundings,
): Promise<{ readonly id: EnvironmentId; readonly place: Place }> {
  const daemon = await currentDaemon(surroundings)
  const { attempts, address, name } = daemon.ok ? daemon.value : daemon.problem
  const isBare = attempts.some(({ place, value }) => place === 'DOCKER_HOST' && value !== null)
  // A context by its name, which stays when it comes to point elsewhere; a bare address by itself.
  const id = isBare ? `${slugOf(address)}-${shortHash(address)}` : slugOf(name)
  return { id: environmentId.parse(id), place: placeOfDaemon(daemon) }
}

function placeOfDaemon(daemon: Result<CurrentDaemon, NoCurrentDaemon>): Place {
  const { name, address, attempts } = daemon.ok ? daemon.value : daemon.problem
  const endpoint = daemon.ok ? ok(daemon.value.endpoint) : failed(daemon.problem.problem)
  return { ...placeAt(endpoint, name, address), attempts }
}

function placeAt(
  endpoint: Result<Endpoint, ConnectionProblem>,
  name: string,
  address: string,
): Place {
  return {
    name,
    address,
    attempts: [],
    endpoint: endpoint.ok ? endpoint.value : null,
    connect: () => (endpoint.ok ? connectEndpoint(endpoint.value) : Promise.resolve(endpoint)),
  }
}
