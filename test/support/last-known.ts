import type { LastKnown } from '../../src/main/storage/last-known'
import type { Said } from '../../src/main/storage/said'
import type { EnvironmentId } from '../../src/shared/ids'

/** Keeps in memory what environments said, and how it was told to. */
export interface LastKnownInMemory extends LastKnown {
  readonly kept: Map<EnvironmentId, Said>
  /** In order: `written`, `written at once`, `still so`, `removed`. */
  readonly log: string[]
}

export function lastKnownInMemory(): LastKnownInMemory {
  const kept = new Map<EnvironmentId, Said>()
  const log: string[] = []
  return {
    kept,
    log,
    read: (id) => Promise.resolve(kept.get(id) ?? null),
    write: (id, said) => {
      log.push('written')
      kept.set(id, said)
      return Promise.resolve(true)
    },
    writeAtOnce: (id, said) => {
      log.push('written at once')
      kept.set(id, said)
    },
    stillSo: (id, asOf) => {
      log.push('still so')
      const said = kept.get(id)
      if (said !== undefined) kept.set(id, { ...said, asOf })
    },
    remove: (id) => {
      log.push('removed')
      kept.delete(id)
    },
  }
}
