import { createHmac } from 'node:crypto'
import { createServer } from 'node:http'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import type { Clock, Message, Setter } from '../../../src/main/maintenance/ports'
import type { Variables } from '../../../src/main/outside/variables'
import { createSetters } from '../../../src/main/setters/setters'
import { claim, environmentId, productDeploymentId } from '../../../src/shared/ids'
import type { ObservationProblem } from '../../../src/shared/observer'
import { failed, ok } from '../../../src/shared/result'
import type { Result } from '../../../src/shared/result'
import { setterConfig } from '../../../src/shared/setter'
import type { SetterProblem } from '../../../src/shared/setter'

const product = {
  environmentId: environmentId.parse('default'),
  productDeploymentId: productDeploymentId.parse('shop'),
}
const message: Message = {
  says: 'maintenance',
  product: product.productDeploymentId,
  reason: 'Patchnacht: "größer"',
  at: '2026-11-22T20:00:00.000Z',
  id: claim.parse('one.claim-1'),
}
const now = Date.parse('2026-11-22T20:00:05.900Z')
const never = new Promise<void>(() => undefined)

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

interface Heard {
  readonly method: string | undefined
  readonly url: string | undefined
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: string
}

/** A real server; answers each request with the next status, and the last one again and again. */
async function aProduct(
  ...statuses: readonly (number | 'nothing')[]
): Promise<{ url: string; heard: Heard[] }> {
  const heard: Heard[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const { method, url, headers } = request
      heard.push({ method, url, headers, body: Buffer.concat(chunks).toString('utf8') })
      const status = statuses[Math.min(heard.length, statuses.length) - 1] ?? 204
      if (status === 'nothing') return
      response.writeHead(status, { location: 'https://elsewhere.local/' })
      response.end(status === 204 ? undefined : Buffer.from([0xff, 0xfe, 0x00]))
    })
  })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/maintenance`, heard }
}

/** Pauses pass at once, and are noted. */
function aClock(pauses: number[]): Clock {
  return {
    now: () => now,
    after: (milliseconds, callback) => {
      pauses.push(milliseconds)
      const timer = setImmediate(callback)
      return () => clearImmediate(timer)
    },
  }
}

interface Scene {
  readonly setter: Setter
  readonly pauses: readonly number[]
  /** Tells, and yields how that ended, with the attempts after the first. */
  tell(givenUp?: Promise<void>): Promise<{
    readonly result: Result<void, SetterProblem>
    readonly attempts: readonly (readonly [number, SetterProblem])[]
  }>
}

function aSetter(
  config: object,
  how: {
    readonly variables?: Variables
    readonly open?: Result<null, ObservationProblem>
  } = {},
): Scene {
  const parsed = setterConfig.parse({ type: 'webhook', ...config })
  const variables: Variables =
    how.variables ?? ((name) => failed({ code: 'variable-unresolved', name }))
  const pauses: number[] = []
  const setter = createSetters({
    clock: aClock(pauses),
    random: () => 0.5,
    planned: () => ({ to: 'the product', ...parsed }),
    open: () => Promise.resolve(how.open ?? ok({ config: parsed, variables })),
  }).of(product)
  if (setter === null) throw new Error('There is one')
  return {
    setter,
    pauses,
    tell: async (givenUp = never) => {
      const attempts: [number, SetterProblem][] = []
      const result = await setter.tell(
        message,
        (attempt, problem) => attempts.push([attempt, problem]),
        givenUp,
      )
      return { result, attempts }
    },
  }
}

function hmac(secret: string, text: string): string {
  return `sha256=${createHmac('sha256', secret).update(text, 'utf8').digest('hex')}`
}

function status(code: number, location: string | null = null): SetterProblem {
  return { code: 'http-status', status: code, location }
}

describe('A webhook', () => {
  it('is told in JSON, signed twice', async () => {
    const { url, heard } = await aProduct(204)

    const told = await aSetter({ url, secret: '${KEY}' }, { variables: () => ok('pssst') }).tell()

    const body =
      '{"state":"maintenance","product":"shop","reason":"Patchnacht: \\"größer\\"","at":"2026-11-22T20:00:00.000Z","id":"one.claim-1"}'
    const sent = String(Math.floor(now / 1000))
    expect(told).toEqual({ result: { ok: true, value: undefined }, attempts: [] })
    expect(heard).toEqual([
      {
        method: 'POST',
        url: '/maintenance',
        headers: expect.objectContaining({
          'content-type': 'application/json',
          'x-tagout-timestamp': sent,
          'x-tagout-signature': hmac('pssst', `${sent}.${body}`),
          'x-rsgo-signature': hmac('pssst', body),
        }) as Heard['headers'],
        body,
      },
    ])
  })

  it('without a secret is not signed', async () => {
    const { url, heard } = await aProduct(204)

    await aSetter({ url }).tell()

    expect(Object.keys(heard[0]?.headers ?? {}).filter((name) => name.startsWith('x-'))).toEqual([
      'x-tagout-timestamp',
    ])
  })

  it('has heard it, whatever it answers with', async () => {
    const { url } = await aProduct(200)

    expect((await aSetter({ url }).tell()).result.ok).toBe(true)
  })

  it('that fails is told again, a little later each time, in the same words', async () => {
    const { url, heard } = await aProduct(500, 503, 204)
    const scene = aSetter({ url, retries: 3 })

    const told = await scene.tell()

    const location = 'https://elsewhere.local/'
    expect({
      ...told,
      pauses: scene.pauses,
      bodies: new Set(heard.map(({ body }) => body)).size,
    }).toEqual({
      result: { ok: true, value: undefined },
      attempts: [
        [2, status(500, location)],
        [3, status(503, location)],
      ],
      pauses: [1000, 2000],
      bodies: 1,
    })
  })

  it('is told so often as is configured, and no more', async () => {
    const { url, heard } = await aProduct(503)

    const { result } = await aSetter({ url, retries: 2 }).tell()

    expect([result.ok, heard.length]).toEqual([false, 3])
  })

  it.each([302, 400, 401, 404])('that answers %s is told once', async (code) => {
    const { url, heard } = await aProduct(code)

    const { result } = await aSetter({ url, retries: 5 }).tell()

    expect({ result, count: heard.length }).toEqual({
      result: failed(status(code, 'https://elsewhere.local/')),
      count: 1,
    })
  })

  it('that does not answer in time has not heard it', async () => {
    const { url } = await aProduct('nothing')

    const { result } = await aSetter({ url, retries: 0, timeout: '100ms' }).tell()

    expect(result).toEqual(failed({ code: 'source-timeout', seconds: 0.1 }))
  })

  it('that nobody listens at is unreachable', async () => {
    const { url } = await aProduct(204)
    const gone = servers.pop()
    await new Promise((resolve) => gone?.close(resolve))

    const { result } = await aSetter({ url, retries: 0 }).tell()

    expect(result).toMatchObject({ ok: false, problem: { code: 'source-unreachable' } })
  })

  it('is told no more once it is given up, in the middle of an attempt too', async () => {
    const { url, heard } = await aProduct('nothing')
    let giveUp: () => void = () => undefined
    const givenUp = new Promise<void>((resolve) => {
      giveUp = resolve
    })
    const telling = aSetter({ url, retries: 5, timeout: '5m' }).tell(givenUp)
    await expect.poll(() => heard.length).toBe(1)

    giveUp()

    const { result, attempts } = await telling
    expect([result.ok, attempts, heard.length]).toEqual([false, [], 1])
  })
})

describe('A setter', () => {
  it('says how long it may take, and how often it tries', () => {
    const { to, attempts, gracePeriodMs, longestMs } = aSetter({
      url: 'http://shop.local/',
      retries: 1,
      timeout: '5s',
      gracePeriod: '15s',
    }).setter

    expect({ to, attempts, gracePeriodMs, longestMs }).toEqual({
      to: 'the product',
      attempts: 2,
      gracePeriodMs: 15_000,
      longestMs: 13_250,
    })
  })

  it('without its variables tells nothing, and names the one that is missing', async () => {
    const { result } = await aSetter({ url: '${BASE_URL}/maintenance' }).tell()

    expect(result).toEqual(failed({ code: 'variable-unresolved', name: 'BASE_URL' }))
  })

  it('that can not be opened says so', async () => {
    const problem = { code: 'secret-unreadable', name: 'setter' } as const

    const { result } = await aSetter(
      { url: 'http://shop.local/' },
      { open: failed(problem) },
    ).tell()

    expect(result).toEqual(failed(problem))
  })

  it('that was removed meanwhile says so', async () => {
    const { result } = await aSetter({ url: 'http://shop.local/' }, { open: ok(null) }).tell()

    expect(result).toMatchObject({ ok: false, problem: { code: 'configuration-invalid' } })
  })

  it('that has a bug fails without its words, which may hold secrets', async () => {
    const variables: Variables = () => {
      throw new TypeError('pssst')
    }

    const { result } = await aSetter({ url: '${A}' }, { variables }).tell()

    expect(result).toEqual(failed({ code: 'answer-unusable', detail: 'TypeError' }))
  })
})

describe('An extended property of SQL Server', () => {
  it('whose connection string is none says what is wrong with it, and not what is in it', async () => {
    const { result } = await aSetter(
      { type: 'sqlExtendedProperty', connectionName: 'DB', propertyName: 'Maintenance' },
      { variables: () => ok('Pasword=pssst') },
    ).tell()

    expect(result).toMatchObject({ ok: false, problem: { code: 'configuration-invalid' } })
    expect(JSON.stringify(result)).not.toContain('pssst')
  })
})
