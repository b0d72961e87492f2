import { z } from 'zod'
import type { Container, ContainerState, Health } from '../../shared/container'
import { containerId } from '../../shared/ids'
import { hasEnded, healthNamed, labels, networkShared, state, swarmPartOf } from './container-words'

/** Only the id has to be there: an engine's slip in one container must not hide the others. */
const listedContainer = z
  .object({
    Id: containerId,
    Names: z.array(z.string()).catch([]),
    Image: z.string().catch(''),
    Labels: labels,
    State: state.catch('running'),
    Status: z.string().catch(''),
    HostConfig: z.object({ NetworkMode: z.string() }).catch({ NetworkMode: '' }),
  })
  .transform(({ Id, Names, Image, Labels, State, Status, HostConfig }): Container => ({
    id: Id,
    name: nameAmong(Names) ?? Id.slice(0, 12),
    image: Image,
    labels: Labels,
    state: State,
    health: healthIn(State, Status),
    exitCode: exitCodeIn(State, Status),
    sharesNetworkOf: networkShared(HostConfig.NetworkMode),
    swarm: swarmPartOf(Labels),
    details: null,
  }))

/** `GET /containers/json` */
export const containerList = z.array(listedContainer)

/** One that others link to is also listed as `/other/alias`. */
function nameAmong(names: readonly string[]): string | undefined {
  const own = names.find((name) => name.lastIndexOf('/') <= 0) ?? names[0]
  return own?.replace(/^\//, '')
}

/** `Up 2 minutes (health: starting)`. The list tells it of running ones only. */
function healthIn(state: ContainerState, status: string): Health {
  if (state !== 'running') return 'none'
  return healthNamed(/\((?:health: )?(starting|healthy|unhealthy)\)$/.exec(status)?.[1])
}

/** `Exited (137) 3 minutes ago`, `Restarting (1) 5 seconds ago` */
function exitCodeIn(state: ContainerState, status: string): number | null {
  const code = /^(?:Exited|Restarting) \((-?\d+)\)/.exec(status)?.[1]
  return code === undefined || !hasEnded(state) ? null : Number(code)
}
