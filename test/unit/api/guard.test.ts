import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterEach, describe, expect, it } from 'vitest'
import { ask } from '../../support/api/ask'
import type { Asking } from '../../support/api/ask'
import { serve } from '../../support/api/served'
import type { Served, World } from '../../support/api/served'
import { aProduct, aWorld } from '../renderer/fixtures'

const environments = '/api/environments'
const mode = '/api/environments/local/product-deployments/shop/operation-mode'
const open: Served[] = []
afterEach(() => {
  for (const served of open.splice(0)) served.close()
})

async function started(world: World = {}): Promise<Served> {
  const served = await serve({ shown: { ...aWorld(), products: [aProduct('shop')] }, ...world })
  open.push(served)
  await served.until('listening')
  return served
}

interface Refusal {
  readonly status: number
  readonly code: unknown
  readonly type: string | undefined
}

/** With a token, unless the request has another. */
async function refusal({ port, token }: Served, asking: Partial<Asking>): Promise<Refusal> {
  const answer = await ask(port, { path: environments, token, ...asking })
  const body: unknown = answer.text === '' ? {} : JSON.parse(answer.text)
  const code = typeof body === 'object' && body !== null && 'code' in body ? body.code : null
  return { status: answer.status, code, type: answer.headers['content-type'] }
}

const problem = 'application/problem+json; charset=utf-8'

describe('The Host', () => {
  it.each(['127.0.0.1', 'localhost', 'LOCALHOST', '[::1]'])('may be %s', async (name) => {
    const served = await started()

    const answer = await refusal(served, { headers: { Host: `${name}:${served.port}` } })

    expect(answer.status).toBe(200)
  })

  it.each([
    'evil.example',
    '127.0.0.1',
    'localhost:1',
    '127.0.0.1.evil.example',
    '127.0.0.2',
    '2130706433',
    '0.0.0.0',
    'localhost@evil.example',
  ])('may not be %j, whatever is asked', async (name) => {
    const served = await started()
    const headers = { Host: name }
    const paths = [environments, '/api/openapi.json', '/api/docs', '/', '/nothing', '/%zz']

    const answers = await Promise.all(paths.map((path) => refusal(served, { path, headers })))

    expect(answers).toEqual(
      paths.map(() => ({ status: 403, code: 'host-not-allowed', type: problem })),
    )
  })

  it('may not be missing, nor be there twice', async () => {
    const served = await started()
    const good = `Host: 127.0.0.1:${served.port}\r\n`
    const request = 'GET /api/openapi.json HTTP/1.1\r\n'

    expect([
      await raw(served.port, `${request}Connection: close\r\n\r\n`),
      await raw(served.port, `${request}Host:\r\nConnection: close\r\n\r\n`),
      await raw(served.port, `${request}${good}Host: evil.example\r\nConnection: close\r\n\r\n`),
      await raw(
        served.port,
        `GET http://evil.example/ HTTP/1.1\r\n${good}Connection: close\r\n\r\n`,
      ),
    ]).toEqual([
      expect.stringMatching(/^HTTP\/1\.1 403 .*host-not-allowed/s),
      expect.stringMatching(/^HTTP\/1\.1 403 .*host-not-allowed/s),
      expect.stringMatching(/^HTTP\/1\.1 403 .*host-not-allowed/s),
      expect.stringMatching(/^HTTP\/1\.1 400 .*invalid-request/s),
    ])
  })
})

describe('The Origin', () => {
  it.each(['https://evil.example', 'null', 'http://localhost:1', 'tagout://app'])(
    'may not be %s',
    async (origin) => {
      const served = await started()

      expect(await refusal(served, { headers: { Origin: origin } })).toEqual({
        status: 403,
        code: 'origin-not-allowed',
        type: problem,
      })
    },
  )

  it('may be the documents’ own, and no other page is let read an answer', async () => {
    const { port, token } = await started()
    const headers = { Origin: `http://127.0.0.1:${port}` }

    const answer = await ask(port, { path: environments, token, headers })

    expect([answer.status, answer.headers['access-control-allow-origin']]).toEqual([200, undefined])
  })
})

describe('The token', () => {
  it.each([
    [{}, 'Bearer realm="Tagout"'],
    [{ Authorization: 'Bearer tagout_wrong' }, 'Bearer realm="Tagout", error="invalid_token"'],
    [{ Authorization: 'Bearer ' }, 'Bearer realm="Tagout", error="invalid_token"'],
    [{ Authorization: 'Basic YTpi' }, 'Bearer realm="Tagout", error="invalid_token"'],
  ])('%j is none', async (headers, challenge) => {
    const served = await started()

    const { status, headers: answered } = await ask(served.port, { path: environments, headers })

    expect([status, answered['www-authenticate']]).toEqual([401, challenge])
  })

  it('is wanted before anything of the request is read', async () => {
    const served = await started()

    expect(
      await refusal(served, { method: 'PUT', path: mode, body: 'no JSON', token: 'wrong' }),
    ).toMatchObject({ status: 401, code: 'unauthorized' })
  })

  it('is not wanted for the documents', async () => {
    const { port } = await started()
    const paths = ['', '/start.js', '/swagger-ui.js', '/swagger-ui.css']

    const docs = await Promise.all(paths.map((path) => ask(port, { path: `/api/docs${path}` })))
    const document = await ask(port, { path: '/api/openapi.json' })

    expect(
      [...docs, document].map(({ status, headers }) => [status, headers['content-type']]),
    ).toEqual([
      [200, 'text/html; charset=utf-8'],
      [200, 'text/javascript; charset=utf-8'],
      [200, 'text/javascript; charset=utf-8'],
      [200, 'text/css; charset=utf-8'],
      [200, 'application/json; charset=utf-8'],
    ])
    expect(docs[0]?.headers['content-security-policy']).toContain("default-src 'none'")
    expect(docs[0]?.text).not.toMatch(/https?:/)
  })
})

describe('A request that is none', () => {
  const put = { method: 'PUT', path: mode } as const
  const json = { 'Content-Type': 'application/json' }

  it.each<[string, Partial<Asking>, number, string]>([
    ['of no address', { path: '/nothing' }, 404, 'not-found'],
    [
      'of an address that ends otherwise',
      { path: `${environments}/` },
      404,
      'environment-not-found',
    ],
    ['of a path that goes up', { path: '/api/environments/../../etc/passwd' }, 404, 'not-found'],
    ['that can not be decoded', { path: '/api/environments/%zz' }, 400, 'invalid-request'],
    [
      'of a name that is too long',
      { path: `${environments}/${'a'.repeat(300)}` },
      404,
      'not-found',
    ],
    ['of a method that is not there', { method: 'DELETE', path: mode }, 405, 'method-not-allowed'],
    [
      'of a method that nobody knows',
      { method: 'PROPFIND', path: mode },
      405,
      'method-not-allowed',
    ],
    ['with no body', put, 400, 'invalid-request'],
    ['with an empty body', { ...put, headers: json }, 400, 'invalid-request'],
    [
      'with a body that is no JSON',
      { ...put, headers: json, body: '{"mode":' },
      400,
      'invalid-request',
    ],
    [
      'with a body that is text',
      { ...put, body: 'mode', headers: { 'Content-Type': 'text/plain' } },
      415,
      'unsupported-media-type',
    ],
    [
      'with a form',
      {
        ...put,
        body: 'mode=Normal',
        headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      },
      415,
      'unsupported-media-type',
    ],
    [
      'with a compressed body',
      { ...put, body: 'x', headers: { ...json, 'Content-Encoding': 'gzip' } },
      415,
      'unsupported-media-type',
    ],
    [
      'with a body that is not UTF-8',
      { ...put, headers: json, body: Buffer.from([0x22, 0xff, 0x22]) },
      400,
      'invalid-request',
    ],
    [
      'with a body that is too large',
      { ...put, body: { mode: 'x'.repeat(70_000) } },
      413,
      'body-too-large',
    ],
    [
      'that would change a prototype',
      { ...put, headers: json, body: '{"mode":"Normal","__proto__":{"a":1}}' },
      400,
      'invalid-request',
    ],
    [
      'that would change a constructor',
      { ...put, headers: json, body: '{"mode":"Normal","constructor":{"prototype":{"a":1}}}' },
      400,
      'invalid-request',
    ],
    [
      'that expects what is not there',
      { headers: { Expect: 'wonders' } },
      417,
      'expectation-failed',
    ],
  ])('%s', async (_, asking, status, code) => {
    const served = await started()

    expect([await refusal(served, asking), served.complaints]).toEqual([
      { status, code, type: problem },
      [],
    ])
  })

  it('is told which methods there are, and HEAD is as GET', async () => {
    const { port, token } = await started()

    const wrong = await ask(port, { method: 'DELETE', path: mode, token })
    const asked = await ask(port, { method: 'OPTIONS', path: mode, token })
    const head = await ask(port, { method: 'HEAD', path: environments, token })

    expect([
      wrong.headers.allow,
      [asked.status, asked.headers.allow],
      [head.status, head.text, Number(head.headers['content-length']) > 0],
    ]).toEqual(['GET, HEAD, OPTIONS, PUT', [204, 'GET, HEAD, OPTIONS, PUT'], [200, '', true]])
  })

  it('is refused although it is no HTTP, or its headers are endless', async () => {
    const { port } = await started()

    expect([
      await raw(port, 'what is this\r\n\r\n'),
      await raw(
        port,
        `GET / HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`,
      ),
    ]).toEqual([
      expect.stringMatching(/^HTTP\/1\.1 400 .*invalid-request/s),
      expect.stringMatching(/^HTTP\/1\.1 431 .*headers-too-large/s),
    ])
  })
})

/** All that comes back for what is written on a bare connection. */
async function raw(port: number, written: string): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  socket.write(written)
  return text(socket)
}
