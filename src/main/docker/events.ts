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
 * (`exec_…`), which are most of all events. `died`, `remove` and `cleanup` are Podman's words: a
 * container whose process has ended is `exited` only when it is cleaned up.
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
  'cleanup',
]

/** Docker's words for what Podman calls otherwise. */
const dockersWords: Readonly<Record<string, string>> = { died: 'die', remove: 'destroy' }

const message = z.object({
  Type: z.string(),
  Action: z.string(),
  Actor: z.object({
    ID: z.string(),
    Attributes: z.object({ name: z.string() }).nullish().catch(null),
  }),
})

/** null: a line that can't be read, or tells of something else. */
export function eventIn(line: string): EngineEvent | null {
  const parsed = message.safeParse(jsonIn(line))
  if (!parsed.success) return null
  const { Type: type, Action: word, Actor: actor } = parsed.data
  if (type === 'service') return { type, action: word, service: actor.ID }
  const action = dockersWords[word] ?? word
  if (type === 'container') {
    const container = containerId.safeParse(actor.ID)
    return container.success ? { type, action, container: container.data } : null
  }
  if (type !== 'volume' || (action !== 'create' && action !== 'destroy')) return null
  // Podman has no id for a volume, and names it among the attributes.
  const volume = actor.ID === '' ? (actor.Attributes?.name ?? '') : actor.ID
  const place = placeOf(volume)
  return place && { type: 'tag', action, productDeploymentId: place.product, volume }
}

function jsonIn(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return null
  }
}
