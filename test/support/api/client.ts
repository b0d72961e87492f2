import { ask } from './ask'
import type { Answer, Asking } from './ask'
import { conformingTo } from './conforming'
import type { Conforming } from './conforming'

/** Asks an API, and holds each answer against its document. */
export interface Client {
  readonly conforming: Conforming
  get(path: string, more?: Partial<Asking>): Promise<Answered>
  put(path: string, body: unknown, more?: Partial<Asking>): Promise<Answered>
  post(path: string, more?: Partial<Asking>): Promise<Answered>
}

interface Answered {
  readonly status: number
  readonly headers: Answer['headers']
  readonly body: unknown
}

export async function clientOf(port: number, token: string): Promise<Client> {
  const document = await ask(port, { path: '/api/openapi.json' })
  const conforming = conformingTo(document.text)

  async function checked(asking: Asking): Promise<Answered> {
    const { method = 'GET', path } = asking
    const answer = await ask(port, { token, ...asking })
    const faults = conforming.faults(method, path, answer)
    if (faults.length > 0) {
      throw new Error(`${method} ${path}: ${answer.status} ${answer.text}\n${faults.join('\n')}`)
    }
    return { status: answer.status, headers: answer.headers, body: JSON.parse(answer.text) }
  }

  return {
    conforming,
    get: (path, more = {}) => checked({ path, ...more }),
    put: (path, body, more = {}) => checked({ method: 'PUT', path, body, ...more }),
    post: (path, more = {}) => checked({ method: 'POST', path, ...more }),
  }
}
