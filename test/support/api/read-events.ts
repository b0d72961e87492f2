import { request } from 'node:http'
import type { IncomingMessage } from 'node:http'
import { once } from 'node:events'

interface ReceivedEvent {
  readonly id: string
  readonly name: string
  readonly data: unknown
}

/** A reader of the server-sent events. */
export interface EventReader {
  readonly received: readonly ReceivedEvent[]
  readonly response: IncomingMessage
  /** The first one that is of interest, among those that came and those to come. */
  first(isMeant: (event: ReceivedEvent) => boolean): Promise<ReceivedEvent>
  /** When the other side has ended the stream. */
  readonly ended: Promise<void>
  close(): void
}

export async function readEvents(port: number, token: string): Promise<EventReader> {
  const asked = request({
    ...{ host: '127.0.0.1', port, path: '/api/events', agent: false },
    headers: { Authorization: `Bearer ${token}` },
  })
  asked.on('error', () => undefined)
  asked.end()
  const [response] = (await once(asked, 'response')) as [IncomingMessage]
  const received: ReceivedEvent[] = []
  const waiting = new Set<() => void>()
  let rest = ''
  response.setEncoding('utf8').on('data', (text: string) => {
    const blocks = (rest + text).split('\n\n')
    rest = blocks.pop() ?? ''
    received.push(...blocks.flatMap(eventIn))
    for (const look of waiting) look()
  })
  response.on('error', () => undefined)
  const ended = new Promise<void>((resolve) => response.once('close', () => resolve()))
  return {
    received,
    response,
    ended,
    first: (isMeant) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const found = received.find(isMeant)
          if (found === undefined) return
          waiting.delete(look)
          resolve(found)
        }
        waiting.add(look)
        void ended.then(() => reject(new Error('The stream ended before')))
        look()
      }),
    close: () => asked.destroy(),
  }
}

function eventIn(block: string): readonly ReceivedEvent[] {
  const fields = new Map(
    block.split('\n').map((line): [string, string] => {
      const at = line.indexOf(': ')
      return [line.slice(0, at), line.slice(at + 2)]
    }),
  )
  const [id, name, data] = [fields.get('id'), fields.get('event'), fields.get('data')]
  if (id === undefined || name === undefined || data === undefined) return []
  return [{ id, name, data: JSON.parse(data) }]
}
