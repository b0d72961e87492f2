import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

interface Told {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: string
  /** What was so when it was told. */
  readonly seen: readonly string[]
}

/** A product's own server, which looks around whenever it is told something. */
export interface ToldServer {
  readonly url: string
  /** In order. */
  readonly told: readonly Told[]
  /** From now on. */
  answers(status: number): void
  close(): Promise<void>
}

export async function openToldServer(look: () => Promise<readonly string[]>): Promise<ToldServer> {
  const told: Told[] = []
  let status = 204
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      void look().then((seen) => {
        const body = Buffer.concat(chunks).toString('utf8')
        told.push({ headers: request.headers, body, seen })
        response.statusCode = status
        response.end()
      })
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/internal/maintenance`,
    told,
    answers: (next) => {
      status = next
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
