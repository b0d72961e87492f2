import type { ServerResponse } from 'node:http'
import type { ApiEventData, ApiEventName } from '../../shared/api/events'

/** One reader of the events. */
export interface EventStream {
  /**
   * Tells it. While its reader is slower than the events come, only the newest of each `about` is
   * kept: no more than there are things to tell about.
   */
  send<Name extends ApiEventName>(name: Name, data: ApiEventData<Name>, about: string): void
  /** A sign of life. A reader that has taken nothing since the last one is cut off. */
  beat(): void
  close(): void
}

interface Pending {
  readonly name: ApiEventName
  readonly data: unknown
}

/** @param response its head is sent */
export function openEventStream(
  response: ServerResponse,
  nextId: () => string,
  closed: () => void,
): EventStream {
  const pending = new Map<string, Pending>()
  let isBlocked = false
  let isStuck = false

  function write(text: string): void {
    isBlocked = !response.write(text)
  }

  function flush(): void {
    for (const [about, { name, data }] of pending) {
      if (isBlocked) return
      pending.delete(about)
      write(`id: ${nextId()}\nevent: ${name}\ndata: ${JSON.stringify(data)}\n\n`)
    }
  }

  response.on('drain', () => {
    isBlocked = false
    isStuck = false
    flush()
  })
  response.on('close', closed)
  // A reader that is gone ends the stream by `close`; what the system said of it is nobody's concern.
  response.on('error', () => response.destroy())
  write('retry: 2000\n\n')

  return {
    send: (name, data, about) => {
      // In the order of what is newest, so that a product's end comes after what it was.
      pending.delete(about)
      pending.set(about, { name, data })
      flush()
    },
    beat: () => {
      if (isStuck) response.destroy()
      else if (isBlocked) isStuck = true
      else write(': still here\n\n')
    },
    close: () => {
      response.end()
      response.destroy()
    },
  }
}
