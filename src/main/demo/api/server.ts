import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { DemoHost } from '../host/host'
import { badRequest } from './answer'
import type { Answer } from './answer'
import { containerRoutes } from './containers'
import { eventRoutes } from './events'
import { execRoutes } from './exec'
import { networkRoutes } from './networks'
import { createRouter, pageNotFound } from './route'
import { apiVersion, oldestApiVersion, systemRoutes } from './system'
import { volumeRoutes } from './volumes'

/**
 * What a request meets before the engine: yields whether it is to be answered as usual. A test's way
 * to make an engine slow, mute or broken.
 */
export type Gate = (request: IncomingMessage, response: ServerResponse) => Promise<boolean>

const route = createRouter([
  ...systemRoutes,
  ...containerRoutes,
  ...execRoutes,
  ...volumeRoutes,
  ...networkRoutes,
  ...eventRoutes,
])

/** As Go's: docker-modem repeats a body in the query of its request. */
const maxHeaderSize = 1 << 20

/** The Docker Engine API of a host, as far as Tagout speaks it. */
export function createApiServer(host: DemoHost, gate: Gate): Server {
  return createServer({ maxHeaderSize }, (request, response) => {
    response.setHeader('Api-Version', apiVersion)
    response.setHeader('Ostype', 'linux')
    response.setHeader('Server', 'Tagout-Demo (linux)')
    void gate(request, response).then(async (isOpen) => {
      if (isOpen) send(response, await answerTo(request, host))
    })
  })
}

async function answerTo(request: IncomingMessage, host: DemoHost): Promise<Answer> {
  const { pathname, searchParams: query } = new URL(request.url ?? '/', 'http://demo')
  const unspoken = unspokenVersion(pathname)
  if (unspoken !== null) return unspoken
  const found = route(request.method ?? 'GET', pathname)
  if (found === null) return pageNotFound()
  const text = await textOf(request)
  const body = text === '' ? undefined : jsonIn(text)
  if (body === null) return badRequest('invalid JSON')
  return found.route.answer({ host, query, body, parameters: found.parameters })
}

function unspokenVersion(path: string): Answer | null {
  const [, version] = /^\/v1\.(\d+)\//.exec(path) ?? []
  if (version === undefined) return null
  if (Number(version) > minorOf(apiVersion)) {
    return badRequest(
      `client version 1.${version} is too new. Maximum supported API version is ${apiVersion}`,
    )
  }
  return Number(version) < minorOf(oldestApiVersion)
    ? badRequest(
        `client version 1.${version} is too old. Minimum supported API version is ${oldestApiVersion}, please upgrade your client to a newer version`,
      )
    : null
}

function minorOf(version: string): number {
  return Number(version.split('.')[1])
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString()
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function send(response: ServerResponse, answer: Answer): void {
  if (response.destroyed) return
  if ('open' in answer) {
    response.writeHead(answer.status, { 'Content-Type': 'application/json' })
    response.flushHeaders()
    answer.open(response)
  } else if ('bytes' in answer) {
    response.writeHead(answer.status, { 'Content-Type': answer.contentType })
    response.end(answer.bytes)
  } else if (answer.json === undefined) {
    response.writeHead(answer.status, answer.headers)
    response.end()
  } else {
    response.writeHead(answer.status, { 'Content-Type': 'application/json', ...answer.headers })
    response.end(JSON.stringify(answer.json))
  }
}
