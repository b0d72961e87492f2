import type { ApiStatus } from '../../shared/api-status'
import type { Result } from '../../shared/result'

type ListenerStatus = Pick<ApiStatus, 'state' | 'address' | 'failure'>

/** Listens where it is wanted, and follows that. */
export interface Listener {
  status(): ListenerStatus
  /** Where it is wanted may be another place. */
  look(): void
  close(): void
}

interface ListenerPorts {
  /** Null: nowhere. */
  wanted(): number | null
  listen(port: number): Promise<Result<{ close(): void }, string>>
  /** Yields what is to be done when it ends. */
  listening(address: string): () => void
  /** `status` yields something else now. */
  changed(): void
}

/** Milliseconds until a port that was not to be had is tried again: who has it may let it go. */
const retryEvery = 5_000

export function createListener(ports: ListenerPorts): Listener {
  let status: ListenerStatus = off
  let isClosed = false
  /** What was tried last, or is there. */
  let port: number | null = null
  let end: (() => void) | null = null
  let isMoving = false
  let retry: NodeJS.Timeout | undefined

  const wanted = (): number | null => (isClosed ? null : ports.wanted())

  function tell(next: ListenerStatus): void {
    status = next
    if (!isClosed) ports.changed()
  }

  function leave(): void {
    clearTimeout(retry)
    end?.()
    end = null
  }

  /** One after the other: what is wanted may become another while it is on its way. */
  async function move(): Promise<void> {
    if (isMoving) return
    isMoving = true
    do {
      leave()
      port = wanted()
      if (port === null) tell(off)
      else await arrive(port)
    } while (wanted() !== port)
    isMoving = false
  }

  async function arrive(at: number): Promise<void> {
    if (status.state !== 'failed') tell({ state: 'starting', address: null, failure: null })
    const opened = await ports.listen(at).catch(failureOf)
    if (!opened.ok) {
      tell({ state: 'failed', address: null, failure: { port: at, detail: opened.problem } })
      retry = setTimeout(() => void move(), retryEvery)
      return
    }
    const address = `http://127.0.0.1:${at}`
    const gone = ports.listening(address)
    end = () => {
      gone()
      opened.value.close()
    }
    tell({ state: 'listening', address, failure: null })
  }

  return {
    status: () => status,
    look: () => {
      if (wanted() !== port) void move()
    },
    close: () => {
      isClosed = true
      leave()
    },
  }
}

const off: ListenerStatus = { state: 'off', address: null, failure: null }

function failureOf(error: unknown): Result<never, string> {
  return { ok: false, problem: error instanceof Error ? error.message : String(error) }
}
