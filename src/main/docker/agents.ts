import http from 'node:http'
import https from 'node:https'
import type { Duplex } from 'node:stream'
import { inspect } from 'node:util'
import type { DirectEndpoint } from './endpoint'
import { lookUp } from './look-up'

declare module 'http' {
  interface Agent {
    /** Called for each request of the agent. Not documented, but what all agents on npm build on. */
    addRequest(request: ClientRequest, ...rest: unknown[]): void
  }
}

/**
 * The agent through which dockerode's requests of one endpoint go, so that destroying it ends them
 * all; so that TLS may be told not to verify, which dockerode has no option for; and so that a peer
 * that went away silently is noticed.
 */
export function agentFor(endpoint: DirectEndpoint): http.Agent {
  const pooled = { keepAlive: true, keepAliveMsecs: 10_000, timeout: 5_000, lookup: lookUp }
  if (endpoint.kind === 'socket' || endpoint.tls === null) return new HttpAgent(pooled)
  const { ca, cert, key, verify } = endpoint.tls
  return new HttpsAgent({
    ...pooled,
    rejectUnauthorized: verify,
    ...(ca === null ? {} : { ca }),
    ...(cert === null ? {} : { cert }),
    ...(key === null ? {} : { key }),
  })
}

/** docker-modem sends a request some time after it was asked to, perhaps when all is over. */
function guard(request: http.ClientRequest, isDestroyed: boolean): void {
  request.prependListener('response', guardResponse)
  if (isDestroyed) request.destroy(new Error('The connection was closed'))
}

/**
 * docker-modem 5.0.7 follows redirects, wherever they lead, and throws where nobody can catch it
 * when they lead nowhere. It waits without end for an answer that breaks off in the middle.
 */
function guardResponse(this: http.ClientRequest, response: http.IncomingMessage): void {
  delete response.headers.location
  response.on('error', (error) => this.emit('error', error))
}

/** Milliseconds between two of them. */
const pause = 20
const knocks = 500

class HttpAgent extends http.Agent {
  #isDestroyed = false

  /**
   * On Linux, a socket at which too many are waiting to be let in says to try again: 128 at one of
   * OpenSSH. They are let in a moment later.
   */
  override createConnection(
    options: http.ClientRequestArgs,
    created?: (error: Error | null, socket: Duplex) => void,
  ): Duplex | null | undefined {
    if (typeof options.socketPath !== 'string' || created === undefined) {
      return super.createConnection(options, created)
    }
    const knock = (left: number): void => {
      const socket = super.createConnection(options)
      if (!socket) return
      const refused = (error: Error): void => {
        const isFull = 'code' in error && error.code === 'EAGAIN'
        if (isFull && left > 0 && !this.#isDestroyed) setTimeout(() => knock(left - 1), pause)
        else created(error, socket)
      }
      socket.once('error', refused)
      socket.once('connect', () => {
        socket.off('error', refused)
        created(null, socket)
      })
    }
    knock(knocks)
    return undefined
  }

  override addRequest(request: http.ClientRequest, ...rest: unknown[]): void {
    super.addRequest(request, ...rest)
    guard(request, this.#isDestroyed)
  }

  override destroy(): void {
    this.#isDestroyed = true
    super.destroy()
  }

  /**
   * docker-modem inspects the options of every request in full depth, debugging or not. With an
   * agent's sockets in it that takes seconds.
   */
  [inspect.custom](): string {
    return '[agent]'
  }
}

class HttpsAgent extends https.Agent {
  #isDestroyed = false

  override addRequest(request: http.ClientRequest, ...rest: unknown[]): void {
    super.addRequest(request, ...rest)
    guard(request, this.#isDestroyed)
  }

  override destroy(): void {
    this.#isDestroyed = true
    super.destroy()
  }

  [inspect.custom](): string {
    return '[agent]'
  }
}
