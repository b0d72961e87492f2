import type { Clock } from '../../maintenance/ports'

export interface HostEvent {
  readonly type: 'container' | 'volume' | 'network'
  readonly action: string
  readonly id: string
  readonly attributes: Readonly<Record<string, string>>
  /** Milliseconds since 1970 by the host's clock. */
  readonly at: number
}

/** As many as dockerd keeps (`eventsLimit`). */
const kept = 256

export interface EventLog {
  readonly tell: (event: Omit<HostEvent, 'at'>) => void
  /** Those that are kept, oldest first. */
  recent(): readonly HostEvent[]
  /** Yields what ends it. */
  follow(listener: (event: HostEvent) => void): () => void
  /** As a restart of the daemon does. */
  forget(): void
}

export function createEventLog(clock: Clock): EventLog {
  const ring: HostEvent[] = []
  const listeners = new Set<(event: HostEvent) => void>()
  return {
    tell: (told) => {
      const event = { ...told, at: clock.now() }
      ring.push(event)
      if (ring.length > kept) ring.shift()
      for (const listener of listeners) listener(event)
    },
    recent: () => ring,
    follow: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    forget: () => ring.splice(0),
  }
}
