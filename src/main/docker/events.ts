import { z } from 'zod'
import { containerId } from '../../shared/ids'
import type { ContainerId } from '../../shared/ids'
import { placeOf } from './tag-volumes'

/** What the engine says that happened, as far as it matters here. */
export type EngineEvent =
  /** `action` in the engine's words, e.g. `start`, `die`, `health_status: healthy`. */
  | { readonly type: 'container'; readonly action: string; readonly container: ContainerId }
  /** A service of the swarm, told to managers only. */
  | { readonly type: 'service'; readonly action: string; readonly service: string }
  /** A tag or one of its marks. A `create` may also be one that found it there already. */
  | {
      readonly type: 'tag'
      readonly action: 'create' | 'destroy'
      readonly productDeploymentId: string
      readonly volume: string
    }

/**
 * What may change how a container, or a service, is listed. Left out are those of each health check's process
 * (`exec_…`), which are most of all events. `died` and `remove` are Podman's words.
 */
export const containerActions = [
  'create',
  'start',
  'restart',
  'die',
  'died',
  'stop',
  'pause',
  'unpause',
  'health_status',
  'rename',
  'update',
  'destroy',
  'remove',
]

const message = z.object({
  Type: z.string(),
  Action: z.string(),
  Actor: z.object({ ID: z.string() }),
})

/** null: a line that can't be read, or tells of something else. */
export function eventIn(line: string): EngineEvent | null {
  const parsed = message.safeParse(jsonIn(line))
  if (!parsed.success) return null
  const { Type: type, Action: action, Actor: actor } = parsed.data
  if (type === 'container') {
    const container = containerId.safeParse(actor.ID)
    return container.success ? { type, action, container: container.data } : null
  }
  if (type === 'service') return { type, action, service: actor.ID }
  if (type !== 'volume' || (action !== 'create' && action !== 'destroy')) return null
  const place = placeOf(actor.ID)
  return place && { type: 'tag', action, productDeploymentId: place.product, volume: actor.ID }
}

function jsonIn(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return null
  }
}
