import { request } from 'node:http'
import type { IncomingHttpHeaders } from 'node:http'
import { text } from 'node:stream/consumers'

export interface Asking {
  readonly method?: string
  readonly path: string
  readonly token?: string
  readonly headers?: Readonly<Record<string, string | string[]>>
  /** Sent as it is when it is a text or bytes, else as JSON. */
  readonly body?: unknown
  readonly signal?: AbortSignal
}

export interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly text: string
}

/** One request over a connection of its own, with any header whatever. */
export function ask(port: number, asking: Asking): Promise<Answer> {
  const { method = 'GET', path, token, headers = {}, body, signal } = asking
  const isRaw = body === undefined || typeof body === 'string' || Buffer.isBuffer(body)
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        host: '127.0.0.1',
        port,
        method,
        path,
        agent: false,
        ...(signal === undefined ? {} : { signal }),
        headers: {
          ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
          ...(isRaw ? {} : { 'Content-Type': 'application/json' }),
          ...headers,
        },
      },
      (answer) => {
        text(answer).then(
          (text) => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text }),
          reject,
        )
      },
    )
    sent.on('error', reject)
    sent.end(isRaw ? body : JSON.stringify(body))
  })
}
