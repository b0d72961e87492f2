import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A business application that says over HTTP in which mode it is. */
export interface Erp {
  readonly url: string
  /** From now on. */
  says(mode: string): void
  /** From now on, whatever is asked. */
  failsWith(status: number): void
  /** The keys with which it was asked, each once. */
  keys(): readonly string[]
  close(): Promise<void>
}

export async function openErp(): Promise<Erp> {
  let [status, mode] = [200, 'normal']
  const keys = new Set<string>()
  const server = createServer((request, response) => {
    keys.add(String(request.headers['x-api-key'] ?? 'none'))
    response.writeHead(status, { 'Content-Type': 'application/json' })
    response.end(JSON.stringify({ mode }))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/api/maintenance`,
    says: (given) => {
      status = 200
      mode = given
    },
    failsWith: (given) => {
      status = given
    },
    keys: () => [...keys],
    close: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
