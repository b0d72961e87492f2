import { ok } from '../../../shared/result'
import type { Result } from '../../../shared/result'
import type { Clock } from '../../maintenance/ports'
import type { EventLog } from './events'
import { refused } from './refusal'
import type { Refusal } from './refusal'

export interface Volume {
  readonly name: string
  readonly labels: Readonly<Record<string, string>> | null
  /** Milliseconds since 1970. */
  readonly createdAt: number
}

export interface HostVolumes {
  all(): readonly Volume[]
  get(name: string): Volume | null
  /** One that exists is handed out as it is, and told as if it had been created. */
  create(name: string, labels: Volume['labels']): Result<Volume, Refusal>
  remove(name: string): Result<void, Refusal>
  restore(volumes: readonly Volume[]): void
}

export function createHostVolumes(clock: Clock, { tell }: EventLog): HostVolumes {
  const volumes = new Map<string, Volume>()
  const say = (action: string, id: string): void =>
    tell({ type: 'volume', action, id, attributes: { driver: 'local' } })
  return {
    all: () => [...volumes.values()],
    get: (name) => volumes.get(name) ?? null,
    create: (name, labels) => {
      if (!/^[a-zA-Z0-9][a-zA-Z0-9_.-]*$/.test(name)) {
        return refused(
          400,
          `create ${name}: "${name}" includes invalid characters for a local volume name, only "[a-zA-Z0-9][a-zA-Z0-9_.-]" are allowed. If you intended to pass a host directory, use absolute path`,
        )
      }
      if (name.length < 2) {
        return refused(
          400,
          `create ${name}: volume name is too short, names should be at least two alphanumeric characters`,
        )
      }
      const created = volumes.get(name) ?? { name, labels, createdAt: clock.now() }
      volumes.set(name, created)
      say('create', name)
      return ok(created)
    },
    remove: (name) => {
      if (!volumes.delete(name)) return refused(404, `get ${name}: no such volume`)
      say('destroy', name)
      return ok()
    },
    restore: (restored) => {
      volumes.clear()
      for (const each of restored) volumes.set(each.name, each)
    },
  }
}
