import { createServer } from 'node:http'
import type { AddressInfo, Server } from 'node:net'

/** What the server does when it is asked: says so, or fails. */
type Answering = 'flag' | 'error' | 'third-value' | 'nothing'

/**
 * A product's own server with a flag that it can be told, and asked for: what an observer and a
 * setter have in common.
 */
export interface FlagServer {
  /** `{"maintenanceMode":true}` */
  readonly flagUrl: string
  /** Where it is told: `{"state":"maintenance"|"normal"}`. */
  readonly tellUrl: string
  /** In order: `maintenance`, `normal refused`. */
  readonly told: readonly string[]
  /** How often it was asked for the flag. */
  asked(): number
  set(flag: boolean): void
  answers(how: Answering): void
  /** What it is told from now on is refused, and changes no flag. */
  refuses(isSo: boolean): void
  /** What it is told from now on shows in its flag only after that was asked for once more. */
  lags(): void
  /** Nothing listens there any more. */
  close(): Promise<void>
}

export async function openFlagServer(): Promise<FlagServer> {
  const told: string[] = []
  let flag = false
  let asked = 0
  let how: Answering = 'flag'
  let isRefusing = false
  let isLagging = false
  let upcoming: boolean | null = null

  const server = createServer((request, response) => {
    if (request.method !== 'POST') {
      asked++
      response.statusCode = how === 'error' ? 500 : 200
      response.setHeader('Content-Type', 'application/json')
      response.end(JSON.stringify(how === 'nothing' ? {} : { maintenanceMode: valueOf(how, flag) }))
      flag = upcoming ?? flag
      upcoming = null
      return
    }
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const { state } = JSON.parse(Buffer.concat(chunks).toString()) as { state: string }
      told.push(isRefusing ? `${state} refused` : state)
      const next = state === 'maintenance'
      if (isLagging) upcoming = next
      else if (!isRefusing) flag = next
      response.statusCode = isRefusing ? 500 : 204
      response.end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo

  return {
    flagUrl: `http://127.0.0.1:${port}/api/maintenance`,
    tellUrl: `http://127.0.0.1:${port}/internal/maintenance`,
    told,
    asked: () => asked,
    set: (next) => {
      flag = next
    },
    answers: (next) => {
      how = next
    },
    refuses: (isSo) => {
      isRefusing = isSo
    },
    lags: () => {
      isLagging = true
    },
    close: () => closed(server, () => server.closeAllConnections()),
  }
}

function valueOf(how: Answering, flag: boolean): unknown {
  return how === 'third-value' ? 'perhaps' : flag
}

function closed(server: Server, closeConnections: () => void): Promise<void> {
  if (!server.listening) return Promise.resolve()
  return new Promise((resolve) => {
    server.close(() => resolve())
    closeConnections()
  })
}
