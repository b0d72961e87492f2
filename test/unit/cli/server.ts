import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createClient } from '../../../src/cli/client'
import { CommandFailure } from '../../../src/cli/failure'
import { programOf } from '../../../src/cli/program'

/** What the API would answer, by method and path; a function gets the request's body. */
export type Answers = Readonly<Record<string, Canned | ((body: string) => Canned)>>
interface Canned {
  readonly status?: number
  readonly json?: unknown
  /** Server-sent events, and the stream stays open. */
  readonly events?: string
}

export interface Ran {
  readonly exit: string
  readonly stdout: readonly string[]
  readonly stderr: readonly string[]
  readonly asked: readonly string[]
}

/** Runs the command line on a real HTTP server that answers so. */
export async function ranOn(answers: Answers, ...args: readonly string[]): Promise<Ran> {
  const asked: string[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.setEncoding('utf8').on('data', (text: string) => (body += text))
    request.on('end', () => {
      const key = `${request.method ?? ''} ${request.url ?? ''}`
      asked.push(body === '' ? key : `${key} ${body}`)
      const found = answers[key] ?? { status: 404, json: aProblem(404, 'not-found', key) }
      const { status = 200, json, events } = typeof found === 'function' ? found(body) : found
      response.writeHead(status, {
        'Content-Type': events === undefined ? 'application/json' : 'text/event-stream',
      })
      if (events === undefined) response.end(JSON.stringify(json))
      else response.write(events)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const [stdout, stderr]: [string[], string[]] = [[], []]
  const program = programOf({
    version: '1.2.3',
    connect: () => createClient({ url, token: 'tagout_test' }),
    terminal: {
      line: (text) => void stderr.push(text),
      status: () => undefined,
      clear: () => undefined,
    },
    answer: ({ json, lines }, asJson) =>
      void stdout.push(...(asJson ? [JSON.stringify(json)] : lines)),
  })
  try {
    await program.parseAsync([...args], { from: 'user' })
    return { exit: 'done', stdout, stderr, asked }
  } catch (error) {
    if (!(error instanceof CommandFailure)) throw error
    const said = [error.message, ...(error.todo === null ? [] : [error.todo])]
    return { exit: error.exit, stdout, stderr: [...stderr, ...said], asked }
  } finally {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
}

export function aProblem(status: number, code: string, detail: string, more: object = {}): object {
  return { type: `urn:tagout:problem:${code}`, title: code, status, detail, code, ...more }
}
