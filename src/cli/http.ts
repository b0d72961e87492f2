import { request as plainly } from 'node:http'
import type { IncomingMessage } from 'node:http'
import { request as securely } from 'node:https'
import { CommandFailure } from './failure'

export interface Call {
  readonly method: 'GET' | 'PUT'
  readonly url: URL
  readonly token: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
  readonly signal?: AbortSignal
}

/** Yields as soon as the answer begins. It may take as long as it takes: a change takes minutes. */
export function call({
  method,
  url,
  token,
  headers,
  body,
  signal,
}: Call): Promise<IncomingMessage> {
  const content = body === undefined ? null : JSON.stringify(body)
  return new Promise((resolve, reject) => {
    const request = (url.protocol === 'https:' ? securely : plainly)(url, {
      method,
      agent: false,
      headers: {
        Accept: 'application/json, application/problem+json',
        Authorization: `Bearer ${token}`,
        ...(content === null ? {} : { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(signal === undefined ? {} : { signal }),
    })
    request.once('response', resolve)
    request.once('error', (error) => reject(unreachable(url, error)))
    request.end(content ?? undefined)
  })
}

export async function textOf(answer: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  try {
    for await (const part of answer) parts.push(part as Buffer)
  } catch (error) {
    throw unreachable(null, error)
  }
  return Buffer.concat(parts).toString('utf8')
}

function unreachable(url: URL | null, error: unknown): CommandFailure {
  const detail = error instanceof Error ? error.message : String(error)
  return new CommandFailure(
    'no-tagout',
    url === null
      ? `The connection to Tagout broke off: ${detail}`
      : `There is no answer from Tagout at ${url.origin}: ${detail}`,
    'What it was doing goes on there, or is finished when it is started again. `tagout status` tells.',
  )
}
