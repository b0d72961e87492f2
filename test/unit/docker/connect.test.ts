import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { RequestListener, Server } from 'node:http'
import { createServer as createSocketServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { connectDocker } from '../../../src/main/docker/connect'
import type { ConnectOptions } from '../../../src/main/docker/connect'
import { connectionProblemOf } from '../../../src/main/docker/problems'
import { containerId } from '../../../src/shared/ids'
import { failed, ok } from '../../../src/shared/result'

const version = JSON.stringify({ Version: '26.1.5', ApiVersion: '1.45', MinAPIVersion: '1.24' })

describe('What is no engine, or behaves badly', () => {
  let folder: string
  let socket: string
  let servers: Server[]
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tagout-connect-'))
    socket = join(folder, 'docker.sock')
    servers = []
  })
  afterEach(async () => {
    for (const server of servers) {
      server.closeAllConnections()
      server.close()
    }
    vi.unstubAllEnvs()
    await rm(folder, { recursive: true, force: true })
  })

  async function serve(listener: RequestListener): Promise<void> {
    const server = createServer(listener)
    servers.push(server)
    server.listen(socket)
    await once(server, 'listening')
  }

  /** An engine that answers `/version`, and everything else as told. */
  async function serveEngine(listener: RequestListener): Promise<void> {
    await serve((request, response) => {
      if (request.url === '/version') response.end(version)
      else listener(request, response)
    })
  }

  async function connect(options?: ConnectOptions) {
    return connectDocker({ kind: 'socket', path: socket }, options)
  }

  async function connected(options?: ConnectOptions) {
    const connection = await connect(options)
    if (!connection.ok) throw new Error(connection.problem.code)
    return connection.value
  }

  it('is told apart: no socket', async () => {
    expect(await connect()).toEqual(failed({ code: 'socket-missing', path: socket }))
  })

  it('is told apart: a host that does not answer', async () => {
    await serve(() => undefined)

    expect(await connect({ deadlines: { connect: 50 } })).toEqual(
      failed({ code: 'connection-timeout', address: `unix://${socket}` }),
    )
  })

  it.each([
    ['a page', 200, {}, '<html>Welcome</html>'],
    ['JSON of another kind', 200, {}, '{"name":"something"}'],
    ['an error', 404, {}, 'Not found'],
    ['a redirect', 302, { location: '/login' }, ''],
    ['a redirect to nowhere', 302, { location: 'nowhere:' }, ''],
  ])('is told apart: a server that answers with %s', async (_, status, headers, body) => {
    await serve((_request, response) => response.writeHead(status, headers).end(body))

    expect(await connect()).toMatchObject(
      failed({ code: 'not-an-engine', address: `unix://${socket}` }),
    )
  })

  it('is told apart: a server that does not speak HTTP', async () => {
    const server = createSocketServer((client) => client.end('220 mail ready\r\n'))
    server.listen(socket)
    await once(server, 'listening')

    expect(await connect()).toMatchObject(failed({ code: 'not-an-engine' }))
    server.close()
  })

  it('is told apart: an engine of long ago', async () => {
    await serve((_, response) => response.end('{"Version":"19.03.1","ApiVersion":"1.40"}'))

    expect(await connect()).toEqual(
      failed({ code: 'engine-too-old', apiVersion: '1.40', needed: '1.41' }),
    )
  })

  it('names the agreed version of the API in each request', async () => {
    const asked: (string | undefined)[] = []
    await serveEngine((request, response) => {
      asked.push(request.url)
      response.end('[]')
    })

    expect(await (await connected()).list()).toEqual(ok([]))
    expect(asked.toSorted()).toEqual(['/v1.44/containers/json?all=true', '/v1.44/services'])
  })

  it('asks the endpoint it was given, whatever DOCKER_HOST says', async () => {
    vi.stubEnv('DOCKER_HOST', 'tcp://256.0.0.1:99999')
    vi.stubEnv('DOCKER_CERT_PATH', join(folder, 'nowhere'))
    await serveEngine((_, response) => response.end('[]'))

    expect(await (await connected()).list()).toEqual(ok([]))
    expect(process.env.DOCKER_HOST).toBe('tcp://256.0.0.1:99999')
  })

  it.each([
    ['no JSON', 'nothing'],
    ['JSON of another kind', '{}'],
    ['a container without an id', '[{"Names":["/web"]}]'],
  ])('does not make a list of %s', async (_, body) => {
    await serveEngine((_request, response) => response.end(body))

    expect(await (await connected()).list()).toMatchObject(
      failed({ code: 'engine-answer-unreadable' }),
    )
  })

  it('answers at once when an answer breaks off in the middle', async () => {
    await serveEngine((_, response) => {
      response.writeHead(200, { 'content-length': 100 })
      response.write('[{"Id"', () => response.destroy())
    })

    expect(await (await connected()).list()).toMatchObject(failed({ code: 'engine-unreachable' }))
  })

  it('is not waited for longer than the deadline', async () => {
    await serveEngine(() => undefined)
    const { engine } = await connected({ deadlines: { inspect: 30, query: 30, start: 20 } })
    const id = containerId.parse('f00d')

    expect(await engine.inspect(id)).toEqual(failed({ code: 'engine-timeout', seconds: 0.03 }))
    expect(await engine.start(id)).toEqual(failed({ code: 'engine-timeout', seconds: 0.02 }))
  })

  it('has its time to stop, however long that is', async () => {
    await serveEngine((_, response) => setTimeout(() => response.writeHead(204).end(), 30))
    const aYear = 365 * 24 * 60 * 60

    expect(await (await connected()).engine.stop(containerId.parse('f00d'), aYear)).toEqual(ok())
  })

  it("refuses in the engine's own words", async () => {
    await serveEngine((_, response) => {
      response.writeHead(500).end('{"message":"driver failed programming external connectivity"}')
    })

    expect(await (await connected()).engine.start(containerId.parse('f00d'))).toEqual(
      failed({
        code: 'engine-refused',
        status: 500,
        detail: 'driver failed programming external connectivity',
      }),
    )
  })

  it('does not end the event stream by a line that can not be read', async () => {
    await serveEngine((request, response) => {
      if (request.url?.includes('/events') !== true) response.end('{}')
      else {
        response.write('{"Type":"container","Action":"start","Actor":{"ID":"one"}}\n{"Type":\n')
        response.write('garbage\n{"Type":"container","Action":"die","Actor":{"ID":"o')
        response.end('ne"}}\n')
      }
    })
    const heard: unknown[] = []
    const connection = await connected()

    const why = await new Promise((ended) => {
      void connection.follow((event) => heard.push(event), ended)
    })

    expect(heard).toEqual([
      { type: 'container', action: 'start', container: 'one' },
      { type: 'container', action: 'die', container: 'one' },
    ])
    expect(why).toEqual({ code: 'connection-lost', detail: 'The engine ended the event stream' })
  })
})

describe('An error on the way to an engine', () => {
  const socket = { kind: 'socket', path: '/run/docker.sock' } as const
  const tcp = { kind: 'tcp', host: 'build', port: 2376, tls: null } as const
  const address = 'tcp://build:2376'
  const detail = 'as the system says'

  it.each([
    ['ENOENT', socket, { code: 'socket-missing', path: '/run/docker.sock' }],
    ['EACCES', socket, { code: 'socket-forbidden', path: '/run/docker.sock' }],
    ['ECONNREFUSED', socket, { code: 'connection-refused', address: 'unix:///run/docker.sock' }],
    ['ECONNREFUSED', tcp, { code: 'connection-refused', address }],
    ['ENOTFOUND', tcp, { code: 'host-not-found', address }],
    ['EAI_AGAIN', tcp, { code: 'host-not-found', address }],
    ['ETIMEDOUT', tcp, { code: 'connection-timeout', address }],
    ['EHOSTUNREACH', tcp, { code: 'host-unreachable', address, detail }],
    ['ECONNRESET', tcp, { code: 'connection-lost', detail }],
    ['EPROTO', tcp, { code: 'tls-failed', address, detail }],
    ['ERR_OSSL_ANYTHING_ELSE', tcp, { code: 'tls-failed', address, detail }],
    ['HPE_INVALID_CONSTANT', tcp, { code: 'not-an-engine', address, detail }],
  ] as const)('%s is named', (code, endpoint, problem) => {
    expect(connectionProblemOf(Object.assign(new Error(detail), { code }), endpoint)).toEqual(
      problem,
    )
  })

  it('is told in words when each address of a host failed', () => {
    const each = [new Error('connect EHOSTUNREACH 10.0.0.1:2376'), new Error('another')]

    expect(connectionProblemOf(new AggregateError(each), tcp)).toEqual({
      code: 'connection-lost',
      detail: 'connect EHOSTUNREACH 10.0.0.1:2376',
    })
  })
})
