import { createServer } from 'node:http'
import type { RequestListener, Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { ApiProblem } from '../../shared/api/problem'
import { failed, ok } from '../../shared/result'
import type { Result } from '../../shared/result'
import { refusalOf } from './guard'
import { answerHeaders, problemType } from './headers'
import { problemOf } from './problems'

/** Milliseconds; whoever sends slower than that holds a connection, not a request. */
const patience = { headers: 5_000, request: 15_000, idle: 5_000, looking: 1_000 } as const
const limits = { headerBytes: 16_384, headers: 100, connections: 256 } as const

export interface Listening {
  close(): void
}

/**
 * Listens on both loopbacks: `localhost` may be either, and whoever listened on the other one would
 * be sent tokens. Answers what the system said: `EADDRINUSE`, `EACCES`.
 */
export async function listenOnLoopback(
  port: number,
  handler: RequestListener,
): Promise<Result<Listening, string>> {
  const first = serverFor(port, handler)
  const second = serverFor(port, handler)
  const close = (): void => {
    for (const server of [first, second]) {
      server.close()
      server.closeAllConnections()
    }
  }
  const failure = (await listens(first, port, '127.0.0.1')) ?? (await listens(second, port, '::1'))
  if (failure === null || hasNoSuchAddress.has(failure)) return ok({ close })
  close()
  return failed(failure)
}

/** A system without IPv6. */
const hasNoSuchAddress: ReadonlySet<string> = new Set(['EADDRNOTAVAIL', 'EAFNOSUPPORT'])

function listens(server: Server, port: number, host: string): Promise<string | null> {
  return new Promise((resolve) => {
    server.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message))
    server.listen({ port, host, exclusive: true }, () => resolve(null))
  })
}

function serverFor(port: number, handler: RequestListener): Server {
  const server = createServer({
    headersTimeout: patience.headers,
    requestTimeout: patience.request,
    keepAliveTimeout: patience.idle,
    connectionsCheckingInterval: patience.looking,
    maxHeaderSize: limits.headerBytes,
    // A request without one gets the same answer as one with another's.
    requireHostHeader: false,
  })
  server.maxHeadersCount = limits.headers
  server.maxConnections = limits.connections
  server.on('request', (request, response) => {
    const refusal = refusalOf(request, port)
    if (refusal === null) handler(request, response)
    else answerWith(response, refusal)
  })
  server.on('checkExpectation', (_, response) =>
    answerWith(response, problemOf('expectation-failed', 'Only 100-continue is known.')),
  )
  server.on('clientError', answerGarbage)
  return server
}

function answerWith(response: ServerResponse, problem: ApiProblem): void {
  response.writeHead(problem.status, {
    ...answerHeaders,
    'Content-Type': problemType,
    // What is left of the request isn't read.
    Connection: 'close',
  })
  response.end(JSON.stringify(problem))
}

/** What is no HTTP, or takes too long, or too much: there is no request to answer. */
function answerGarbage(error: NodeJS.ErrnoException, socket: Socket): void {
  if (!socket.writable || socket.bytesWritten > 0) {
    socket.destroy()
    return
  }
  const { status, title, ...rest } = problemOfGarbage(error.code)
  const body = JSON.stringify({ ...rest, title, status })
  const head = [
    `HTTP/1.1 ${status} ${reasons[status] ?? 'Bad Request'}`,
    `Content-Type: ${problemType}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ]
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy())
}

const reasons: Readonly<Record<number, string>> = {
  408: 'Request Timeout',
  431: 'Request Header Fields Too Large',
}

function problemOfGarbage(code: string | undefined): ApiProblem {
  switch (code ?? '') {
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return problemOf('request-timeout', 'The request did not come in time.')
    case 'HPE_HEADER_OVERFLOW':
      return problemOf('headers-too-large', `At most ${limits.headerBytes} bytes.`)
    default:
      return problemOf('invalid-request', 'This is no HTTP request.')
  }
}
