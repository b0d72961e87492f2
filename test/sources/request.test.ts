import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { request } from '../../src/main/outside/request'
import type { HttpRequest } from '../../src/main/outside/request'
import { failed, ok } from '../../src/shared/result'
import { newAuthority } from '../support/certificates'
import type { Authority } from '../support/certificates'
import { aClosedPort } from './ports'
import { aWebServer } from './web'

function get(url: string, more: Partial<HttpRequest> = {}): ReturnType<typeof request> {
  return request({ url, method: 'GET', headers: {}, deadline: 30_000, ...more })
}

describe('a request', () => {
  it('sends the method, the headers and the body, and yields the text', async () => {
    const url = await aWebServer((incoming, answer) => {
      const { method, url: path, headers } = incoming
      let body = ''
      incoming.on('data', (chunk: Buffer) => (body += chunk.toString()))
      incoming.on('end', () => {
        answer.setHeader('content-type', 'Application/JSON; charset=utf-8')
        answer.end(JSON.stringify({ method, path, key: headers['x-key'], body }))
      })
    })

    const answer = await get(`${url}/state?of=erp`, {
      method: 'POST',
      headers: { 'X-Key': 'k' },
      body: 'é',
    })

    expect(answer).toEqual(
      ok({
        status: 200,
        mediaType: 'application/json',
        text: '{"method":"POST","path":"/state?of=erp","key":"k","body":"é"}',
      }),
    )
  })

  it('signs in with the user information of the address', async () => {
    const url = await aWebServer(({ headers }, answer) => answer.end(headers.authorization))
    const signed = url.replace('//', '//ann:p%40ss@')

    expect(await get(signed)).toEqual(
      ok({ status: 200, mediaType: '', text: `Basic ${btoa('ann:p@ss')}` }),
    )
    expect(await get(signed, { headers: { Authorization: 'Bearer t' } })).toEqual(
      ok({ status: 200, mediaType: '', text: 'Bearer t' }),
    )
  })

  it.each([
    ['gzip', gzipSync('dé'), 'text/plain'],
    ['identity', Buffer.from([0x64, 0xe9]), 'text/plain; charset="ISO-8859-1"'],
    ['', Buffer.from('\ufeffdé'), 'text/plain'],
  ])('unpacks and decodes an answer (%s)', async (encoding, body, type) => {
    const url = await aWebServer((_, answer) => {
      answer.writeHead(200, { 'content-type': type, 'content-encoding': encoding }).end(body)
    })

    expect(await get(url)).toEqual(ok({ status: 200, mediaType: 'text/plain', text: 'dé' }))
  })

  it.each([
    ['too long', { body: Buffer.alloc(1024 * 1024 + 1, 'a') }, 'It is longer than 1 MiB.'],
    [
      'too long when unpacked',
      { body: gzipSync(Buffer.alloc(64 * 1024 * 1024)), encoding: 'gzip' },
      'It is longer than 1 MiB.',
    ],
    [
      'not packed as it says',
      { body: Buffer.from('no'), encoding: 'gzip' },
      'Z_DATA_ERROR: incorrect header check',
    ],
    [
      'packed in an unknown way',
      { body: Buffer.from('no'), encoding: 'zip' },
      'Its encoding is not known: zip',
    ],
    ['no text', { body: Buffer.from([0xff, 0xfe, 0xfd]) }, 'It is no text in utf-8.'],
  ] as const)('can’t use an answer that is %s', async (_, { body, ...how }, detail) => {
    const url = await aWebServer((_request, answer) => {
      if ('encoding' in how) answer.setHeader('content-encoding', how.encoding)
      answer.end(body)
    })

    expect(await get(url)).toEqual(failed({ code: 'answer-unusable', detail }))
  })

  it('can’t use an answer that is not HTTP', async () => {
    const url = await aWebServer((incoming) => incoming.socket.end('220 mail.local ESMTP\r\n'))

    expect(await get(url)).toEqual(
      failed({ code: 'answer-unusable', detail: expect.any(String) as string }),
    )
  })

  it.each([401, 403, 404, 500, 503])('takes the status %i for no answer', async (status) => {
    const url = await aWebServer((_, answer) => answer.writeHead(status).end('maintenance'))

    expect(await get(url)).toEqual(failed({ code: 'http-status', status, location: null }))
  })

  it('does not follow a redirect, and says where to', async () => {
    const asked: (string | undefined)[] = []
    const url = await aWebServer(({ url: path }, answer) => {
      asked.push(path)
      answer.writeHead(302, { location: '/login' }).end()
    })

    expect(await get(`${url}/state`)).toEqual(
      failed({ code: 'http-status', status: 302, location: '/login' }),
    )
    expect(asked).toEqual(['/state'])
  })

  it('ends at its deadline when nothing is answered, and its connection with it', async () => {
    let closed: () => void
    const gone = new Promise<void>((resolve) => (closed = resolve))
    const url = await aWebServer((incoming) => incoming.socket.once('close', () => closed()))

    expect(await get(url, { deadline: 200 })).toEqual(
      failed({ code: 'source-timeout', seconds: 0.2 }),
    )
    await gone
  })

  it('ends at its deadline in the middle of an answer that drips', async () => {
    const url = await aWebServer((incoming, answer) => {
      const dripping = setInterval(() => answer.write('.'), 20)
      incoming.socket.once('close', () => clearInterval(dripping))
    })

    expect(await get(url, { deadline: 500 })).toEqual(
      failed({ code: 'source-timeout', seconds: 0.5 }),
    )
  })

  it('ends when it is called off', async () => {
    const off = new AbortController()
    const url = await aWebServer(() => off.abort())

    expect(await get(url, { abort: off.signal })).toEqual(
      failed({ code: 'source-unreachable', detail: 'The check was called off.' }),
    )
  })

  it('tells when nobody listens', async () => {
    const port = await aClosedPort()

    expect(await get(`http://127.0.0.1:${port}`)).toEqual(
      failed({
        code: 'source-unreachable',
        detail: `connect ECONNREFUSED 127.0.0.1:${port}`,
      }),
    )
  })

  it('tells when there is no such host', async () => {
    expect(await get('http://erp.invalid')).toEqual(
      failed({
        code: 'source-unreachable',
        detail: expect.stringMatching(/ENOTFOUND|EAI_AGAIN/) as string,
      }),
    )
  })

  it('tells when the connection breaks in the middle of an answer', async () => {
    const url = await aWebServer((incoming, answer) => {
      answer.writeHead(200, { 'content-length': '100' })
      answer.write('maintenance', () => incoming.socket.resetAndDestroy())
    })

    expect(await get(url)).toEqual(
      failed({ code: 'source-unreachable', detail: expect.any(String) as string }),
    )
  })

  it.each([
    ['an address that is none', 'erp.local/state', {}, 'url'],
    ['another scheme', 'ftp://erp.local', {}, 'url'],
    ['a header of two lines', 'http://erp.local', { 'X-Key': 'a\r\nb: c' }, 'headers.X-Key'],
  ])('is not sent with %s', async (_, url, headers, field) => {
    expect(await get(url, { headers })).toEqual(
      failed({
        code: 'configuration-invalid',
        field,
        detail: expect.not.stringContaining('a\r\nb') as string,
      }),
    )
  })

  it('uses the proxy of the environment, but not for this machine', async () => {
    const tunnelled: (string | undefined)[] = []
    const proxy = await aWebServer((_, answer) => answer.end())
    const before = process.env.HTTP_PROXY
    process.env.HTTP_PROXY = `http://127.0.0.1:${await aRefusingProxy(tunnelled)}`
    onTestFinished(() => {
      if (before === undefined) delete process.env.HTTP_PROXY
      else process.env.HTTP_PROXY = before
    })

    expect((await get(proxy)).ok).toBe(true)
    expect((await get('http://erp.invalid/state')).ok).toBe(false)
    expect(tunnelled).toEqual(['erp.invalid:80'])
  })
})

/** Notes what it shall connect to, and doesn't. */
async function aRefusingProxy(tunnelled: (string | undefined)[]): Promise<number> {
  const { createServer } = await import('node:http')
  const server = createServer()
  server.on('connect', ({ url }, socket) => {
    tunnelled.push(url)
    socket.end('HTTP/1.1 403 Forbidden\r\n\r\n')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return (server.address() as { port: number }).port
}

describe('a request with TLS', () => {
  const folders: string[] = []
  let authority: Authority
  let folder: string

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tagout-tls-'))
    folders.push(folder)
    authority = await newAuthority(folder)
  })
  afterAll(async () => {
    for (const one of folders) await rm(one, { recursive: true })
  })

  const secure = (): Promise<string> =>
    aWebServer((_, answer) => answer.end('normal'), {
      key: authority.server.key,
      cert: authority.server.cert,
    })

  it('trusts the authority that it is given', async () => {
    expect(await get(await secure(), { caFile: join(folder, 'ca.pem') })).toEqual(
      ok({ status: 200, mediaType: '', text: 'normal' }),
    )
  })

  it('trusts no other', async () => {
    expect(await get(await secure())).toEqual(
      failed({ code: 'source-untrusted', detail: expect.any(String) as string }),
    )
  })

  it('does not trust a certificate of another host', async () => {
    const url = (await secure()).replace('127.0.0.1', 'localhost')

    expect(await get(url, { caFile: join(folder, 'ca.pem') })).toEqual(
      failed({
        code: 'source-untrusted',
        detail: expect.stringContaining('ERR_TLS_CERT_ALTNAME_INVALID') as string,
      }),
    )
  })

  it('does not trust a certificate that has expired', async () => {
    const expired = await authority.expired()
    const url = await aWebServer((_, answer) => answer.end(), expired)

    expect(await get(url, { caFile: join(folder, 'ca.pem') })).toEqual(
      failed({
        code: 'source-untrusted',
        detail: expect.stringContaining('CERT_HAS_EXPIRED') as string,
      }),
    )
  })

  it('is not sent when the authority can’t be read', async () => {
    const empty = join(folder, 'empty.pem')
    const broken = join(folder, 'broken.pem')
    await writeFile(empty, 'no')
    await writeFile(broken, '-----BEGIN CERTIFICATE-----\nno\n-----END CERTIFICATE-----\n')
    const url = await secure()

    for (const caFile of [empty, broken, join(folder, 'missing.pem')]) {
      expect(await get(url, { caFile })).toEqual(
        failed({
          code: 'configuration-invalid',
          field: 'caFile',
          detail: expect.any(String) as string,
        }),
      )
    }
  })

  it('tells when there is no TLS at the other end', async () => {
    const url = await aWebServer((_, answer) => answer.end())

    expect(await get(url.replace('http:', 'https:'))).toEqual(
      failed({ code: 'source-unreachable', detail: expect.any(String) as string }),
    )
  })
})
