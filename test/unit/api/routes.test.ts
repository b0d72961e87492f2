import { Validator } from '@seriousme/openapi-schema-validator'
import { afterEach, describe, expect, it } from 'vitest'
import type { ChangeRequest } from '../../../src/main/maintenance/begin'
import type { Outcome } from '../../../src/shared/change'
import type { Problem } from '../../../src/shared/problem'
import { containerId, environmentId, productDeploymentId } from '../../../src/shared/ids'
import { failed, ok } from '../../../src/shared/result'
import type { Result } from '../../../src/shared/result'
import { ask } from '../../support/api/ask'
import { clientOf } from '../../support/api/client'
import type { Client } from '../../support/api/client'
import { done, serve } from '../../support/api/served'
import type { Served, World } from '../../support/api/served'
import {
  aChange,
  anObserver,
  aPreview,
  aProduct,
  aStep,
  aWorld,
  byAnna,
  maintained,
} from '../renderer/fixtures'

const shop = '/api/environments/local/product-deployments/shop'
const mode = `${shop}/operation-mode`
const ref = {
  environmentId: environmentId.parse('local'),
  productDeploymentId: productDeploymentId.parse('shop'),
}
const open: Served[] = []
afterEach(() => {
  for (const served of open.splice(0)) served.close()
})

async function started(world: World = {}): Promise<{ served: Served; client: Client }> {
  const served = await serve({
    ...world,
    shown: { ...aWorld(), products: [aProduct('shop')], ...world.shown },
  })
  open.push(served)
  await served.until('listening')
  return { served, client: await clientOf(served.port, served.token) }
}

/** A service that answers each change with this, and notes what it was asked. */
function changing(answer: Result<Outcome, Problem>) {
  const asked: ChangeRequest[] = []
  const service: World['service'] = {
    change: (_, request) => {
      asked.push(request)
      return Promise.resolve(answer)
    },
    changeOf: () => null,
    preview: () => Promise.resolve(ok(aPreview())),
  }
  return { asked, service }
}

describe('The document', () => {
  it('is valid OpenAPI 3.1, and has all of the design', async () => {
    const { client } = await started()

    const { valid, errors } = await new Validator().validate(client.conforming.document)

    expect({ valid, errors, operations: client.conforming.operations }).toEqual({
      valid: true,
      errors: undefined,
      operations: [
        'GET /api/environments',
        'GET /api/environments/{environmentId}',
        'GET /api/environments/{environmentId}/product-deployments',
        ...[
          'GET ',
          'GET /observer',
          'POST /observer/check',
          'GET /history',
          'GET /operation-mode',
          'PUT /operation-mode',
          'GET /operation-mode/preview',
        ].map((each) => {
          const [method, path] = each.split(' ')
          return `${method} /api/environments/{environmentId}/product-deployments/{productDeploymentId}${path}`
        }),
        'GET /api/events',
      ],
    })
  })
})

describe('Environments', () => {
  it('are listed with their connection', async () => {
    const offline = {
      ...aWorld().environments[0],
      id: environmentId.parse('local'),
      name: 'local',
      address: 'unix:///d.sock',
      attempts: [],
      reach: { kind: 'current' },
      givenName: null,
      connection: {
        state: 'offline',
        since: '2026-11-22T20:00:00Z',
        problem: { code: 'socket-missing', path: '/d.sock' },
        nextTryAt: '2026-11-22T20:00:30Z',
      },
    } as const
    const { client } = await started({ shown: { environments: [offline] } })

    const one = {
      environmentId: 'local',
      name: 'local',
      kind: 'current',
      address: 'unix:///d.sock',
      connection: {
        state: 'offline',
        since: '2026-11-22T20:00:00Z',
        problem: {
          code: 'socket-missing',
          message: 'There is no socket at /d.sock: Docker is not running there, or not installed.',
          todo: null,
          detail: null,
        },
        nextTryAt: '2026-11-22T20:00:30Z',
      },
    }
    expect([
      await client.get('/api/environments'),
      await client.get('/api/environments/local'),
      await client.get('/api/environments/other'),
      await client.get('/api/environments/..%2f..%2fetc'),
    ]).toMatchObject([
      { status: 200, body: { environments: [one] } },
      { status: 200, body: one },
      { status: 404, body: { code: 'environment-not-found' } },
      { status: 404, body: { code: 'environment-not-found' } },
    ])
  })
})

describe('Product deployments', () => {
  it('are listed with their stacks counted, and told one by one with their containers', async () => {
    const web = { container: containerId.parse('id-web'), name: 'web', isService: false }
    const drift = [{ ...web, kind: 'appeared' }] as const
    const product = aProduct('shop', { maintenance: maintained, drift, observer: anObserver() })
    const { client } = await started({ shown: { products: [product] } })

    const common = {
      productDeploymentId: 'shop',
      productName: 'shop',
      productVersion: null,
      status: 'Running',
      operationMode: 'Maintenance',
      maintenanceState: 'Maintenance',
      trigger: byAnna,
      drift: [{ containerId: 'id-web', name: 'web', kind: 'appeared' }],
      observer: { type: 'http', lastCheck: { says: 'normal', value: 'false', problem: null } },
    }
    expect([
      await client.get('/api/environments/local/product-deployments'),
      await client.get(shop),
      await client.get('/api/environments/other/product-deployments'),
      await client.get('/api/environments/local/product-deployments/other'),
    ]).toMatchObject([
      {
        status: 200,
        body: {
          productDeployments: [
            { ...common, stacks: [{ name: 'shop', services: 2, containers: 2 }] },
          ],
        },
      },
      {
        status: 200,
        body: {
          ...common,
          stacks: [
            {
              services: [
                { name: 'web', containers: [{ containerId: 'id-web', drift: 'appeared' }] },
                { name: 'db', containers: [{ containerId: 'id-db', drift: null }] },
              ],
            },
          ],
        },
      },
      { status: 404, body: { code: 'environment-not-found' } },
      { status: 404, body: { code: 'product-not-found' } },
    ])
  })

  it('in a state that nobody understands are in maintenance', async () => {
    const unreadable = { mode: 'Unreadable', volume: 'tagout.shop', detail: 'schema 2' } as const
    const { client } = await started({
      shown: { products: [aProduct('shop', { maintenance: unreadable })] },
    })

    expect((await client.get(shop)).body).toMatchObject({
      operationMode: 'Maintenance',
      maintenanceState: 'Unreadable',
      trigger: null,
    })
  })
})

describe('The observer', () => {
  it('is told, and checked now', async () => {
    const checked: unknown[] = []
    const { client } = await started({
      automating: {
        check: (product) => {
          checked.push(product)
          return Promise.resolve(ok())
        },
      },
      shown: { products: [aProduct('shop', { observer: anObserver() }), aProduct('wiki')] },
    })
    const wiki = '/api/environments/local/product-deployments/wiki'

    expect([
      await client.get(`${shop}/observer`),
      await client.post(`${shop}/observer/check`),
      await client.get(`${wiki}/observer`),
      checked,
    ]).toMatchObject([
      { status: 200, body: { watches: 'https://erp.local/api/maintenance' } },
      { status: 200, body: { watches: 'https://erp.local/api/maintenance' } },
      { status: 404, body: { code: 'observer-not-found' } },
      [ref],
    ])
  })

  it('that a product does not have is not checked', async () => {
    const check = (): Promise<Result<never, Problem>> =>
      Promise.resolve(failed({ code: 'observer-not-found' }))
    const { client } = await started({ automating: { check } })

    expect(await client.post(`${shop}/observer/check`)).toMatchObject({
      status: 404,
      body: { code: 'observer-not-found' },
    })
  })
})

describe('The history', () => {
  it('is told newest first, as much of it as is asked for', async () => {
    const asked: unknown[] = []
    const entry = {
      kind: 'change',
      id: 'one.1',
      at: '2026-11-22T20:00:00Z',
      endedAt: null,
      product: { ref, name: 'shop', version: '1' },
      trigger: byAnna,
      state: 'running',
      from: 'Normal',
      to: 'Maintenance',
      containers: 2,
      failed: 0,
      killed: 0,
    } as const
    const timeline = { from: '', until: '', rows: [] }
    const { client } = await started({
      history: {
        list: (filter, offset, limit) => {
          asked.push({ filter, offset, limit })
          return { entries: [entry], total: 7, products: [], timeline, unreadable: 0 }
        },
      },
    })

    const answer = await client.get(`${shop}/history?limit=1&offset=3`)

    expect([answer, asked]).toMatchObject([
      {
        status: 200,
        body: { total: 7, limit: 1, offset: 3, entries: [{ kind: 'change', id: 'one.1' }] },
      },
      [{ filter: { product: ref, kind: null, search: '' }, offset: 3, limit: 1 }],
    ])
  })

  it.each(['limit=0', 'limit=x', 'offset=-1', 'limit=501', 'limit=1&limit=2'])(
    'is not told for %s',
    async (query) => {
      const { client } = await started()

      expect(await client.get(`${shop}/history?${query}`)).toMatchObject({
        status: 400,
        body: { code: 'invalid-request', errors: [{ in: 'query' }] },
      })
    },
  )
})

describe('PUT operation-mode', () => {
  it('is Manual, with its reason, and by its token', async () => {
    const { service, asked } = changing(done())
    const { client } = await started({ service })

    const answer = await client.put(mode, { mode: 'Maintenance', reason: 'patch night' })

    expect([answer, asked]).toEqual([
      {
        status: 200,
        headers: expect.objectContaining({ 'cache-control': 'no-store' }) as unknown,
        body: {
          success: true,
          changed: true,
          message: 'shop is now in maintenance mode.',
          productDeploymentId: 'shop',
          previousMode: 'Normal',
          newMode: 'Maintenance',
          triggerSource: 'Manual',
          telling: null,
          containers: [],
        },
      },
      [
        {
          to: 'Maintenance',
          source: 'Manual',
          reason: 'patch night',
          acknowledged: false,
          via: 'API: nightly',
        },
      ],
    ])
  })

  it('for what is so already is a success that changes nothing', async () => {
    const already = done({ result: 'already', newMode: 'Normal', previousMode: 'Normal' })
    const { client } = await started(changing(already))

    expect(await client.put(mode, { mode: 'Normal' })).toMatchObject({
      status: 200,
      body: { success: true, changed: false, newMode: 'Normal' },
    })
  })

  it.each([
    [{}, ['/mode']],
    [{ mode: 'maintenance' }, ['/mode']],
    [{ mode: 'Normal', reason: 7, acknowledged: 'yes' }, ['/reason', '/acknowledged']],
    [{ mode: 'Normal', source: 'Observer', 'a/b~c': 1 }, ['/source', '/a~1b~0c']],
    [{ mode: 'Normal', reason: 'x'.repeat(1001) }, ['/reason']],
    [[], ['']],
    ['"Normal"', ['']],
  ])('says which fields of %j are wrong', async (body, pointers) => {
    const { service, asked } = changing(done())
    const { client } = await started({ service })
    const headers = { 'Content-Type': 'application/json' }

    const answer = await client.put(mode, body, { headers })

    expect([answer, asked]).toMatchObject([
      {
        status: 400,
        body: {
          code: 'invalid-request',
          errors: pointers.map((pointer) => ({ in: 'body', pointer })),
        },
      },
      [],
    ])
  })

  it.each([
    ['owned-by-observer', 409],
    ['transition-in-progress', 409],
    ['environment-offline', 503],
    ['product-not-found', 404],
    ['environment-not-found', 404],
  ] as const)('that is refused as %s is answered with %i', async (code, status) => {
    const { client } = await started(changing(failed({ code })))

    const answer = await client.put(mode, { mode: 'Normal' })

    expect(answer).toMatchObject({
      status,
      body: { type: `urn:tagout:problem:${code}`, code, status },
      headers: {
        'content-type': 'application/problem+json; charset=utf-8',
        ...(status === 503 ? { 'retry-after': '10' } : {}),
      },
    })
  })

  it('names the containers that want an acknowledgement, the services that want a manager, and the tag', async () => {
    const problems: readonly Problem[] = [
      { code: 'acknowledgement-needed', containers: ['tmp'] },
      { code: 'swarm-manager-needed', services: ['web'] },
      { code: 'tag-unreadable', volume: 'tagout.shop', detail: 'schema 2' },
    ]
    const answers = []
    for (const problem of problems) {
      const { client } = await started(changing(failed(problem)))
      answers.push(await client.put(mode, { mode: 'Maintenance' }))
    }

    expect(answers).toMatchObject([
      { status: 409, body: { code: 'acknowledgement-needed', containers: ['tmp'] } },
      { status: 409, body: { code: 'swarm-manager-needed', services: ['web'] } },
      { status: 409, body: { code: 'tag-unreadable', engine: 'schema 2' } },
    ])
  })

  it('that is incomplete names each container and its cause, and can be sent again', async () => {
    const target = {
      container: containerId.parse('id-web'),
      name: 'web',
      stack: 's',
      service: 'web',
    }
    const problem = { code: 'engine-timeout', seconds: 70 } as const
    const incomplete = done({
      result: 'incomplete',
      newMode: 'Maintenance',
      containers: [{ ...target, result: 'failed', killed: false, problem }],
    })
    const { service, asked } = changing(incomplete)
    const { client } = await started({ service })

    const answer = await client.put(mode, { mode: 'Maintenance' })
    await client.put(mode, { mode: 'Maintenance' })

    expect([answer, asked.length]).toMatchObject([
      {
        status: 502,
        body: {
          code: 'incomplete',
          success: false,
          detail: 'shop is not yet in maintenance mode. Left: web.',
          previousMode: 'Normal',
          newMode: 'Maintenance',
          cause: null,
          containers: [{ name: 'web', result: 'failed', problem: { code: 'engine-timeout' } }],
        },
      },
      2,
    ])
  })

  it('that the engine fails before anything is changed says so', async () => {
    const refused = { code: 'engine-refused', status: 500, detail: 'no space left' } as const
    const { client } = await started(changing(failed(refused)))

    expect(await client.put(mode, { mode: 'Maintenance' })).toMatchObject({
      status: 502,
      body: { code: 'engine-failed', engine: 'no space left' },
    })
  })

  it('that hits a defect says no more than that, and complains', async () => {
    const service: World['service'] = {
      ...changing(done()).service,
      change: () => Promise.reject(new Error('secret of the house')),
    }
    const { served } = await started({ service })
    const { token, port } = served

    const answer = await ask(port, { method: 'PUT', path: mode, token, body: { mode: 'Normal' } })

    expect([answer.status, JSON.parse(answer.text), served.complaints]).toEqual([
      500,
      {
        type: 'urn:tagout:problem:internal',
        title: 'A defect of Tagout',
        status: 500,
        code: 'internal',
        detail: 'This is a defect of Tagout; its log says more.',
      },
      [expect.stringContaining('secret of the house')],
    ])
  })
})

describe('Prefer: respond-async', () => {
  const headers = { Prefer: 'respond-async' }

  it('is answered as soon as the change is under way, and tells where it is to be seen', async () => {
    const gate: { open?: (answer: Result<Outcome, Problem>) => void } = {}
    const state = { isBegun: false }
    const change = aChange({ steps: [aStep('stop', 'web', 'running')] })
    const service: World['service'] = {
      change: () =>
        new Promise((resolve) => {
          gate.open = resolve
        }),
      changeOf: () => (state.isBegun ? change : null),
      preview: () => Promise.resolve(ok(aPreview())),
    }
    const { served, client } = await started({ service })

    const asked = client.put(mode, { mode: 'Maintenance' }, { headers })
    while (gate.open === undefined) await client.get(mode)
    state.isBegun = true
    served.serving.changed()
    const accepted = await asked
    const under = await client.get(String(accepted.headers.location))
    gate.open(done())
    const after = await client.get(mode)

    expect([accepted, under, after]).toMatchObject([
      {
        status: 202,
        headers: { location: mode, 'preference-applied': 'respond-async' },
        body: { change: { state: 'running', steps: [{ id: 'stop id-web', state: 'running' }] } },
      },
      { status: 200, body: { lastRequest: { mode: 'Maintenance', state: 'running' } } },
      {
        status: 200,
        body: { lastRequest: { state: 'done', outcome: { success: true }, problem: null } },
      },
    ])
  })

  it('does not hide what can not be begun', async () => {
    const { client } = await started(changing(failed({ code: 'owned-by-observer' })))

    expect([
      await client.put(mode, { mode: 'Normal' }, { headers }),
      await client.get(mode),
    ]).toMatchObject([
      { status: 409, body: { code: 'owned-by-observer' } },
      {
        body: { lastRequest: { state: 'failed', problem: { code: 'owned-by-observer' } } },
      },
    ])
  })
})

describe('The preview', () => {
  it('is the plan, as data and printed', async () => {
    const target = {
      container: containerId.parse('id-web'),
      name: 'web',
      stack: 's',
      service: 'web',
    }
    const preview = aPreview({
      telling: { to: 'https://shop.local/hook', gracePeriodMs: 15_000 },
      plan: {
        steps: [
          {
            id: 'stop id-web',
            action: { type: 'stop', timeout: null },
            target,
            cause: 'entering maintenance',
            after: [{ step: 'hold id-web', wants: 'over' }],
          },
        ],
        gone: [],
      },
      untouched: [{ name: 'db', stack: 's', service: 'db', why: 'ignored' }],
      warnings: [{ code: 'removed-on-stop', name: 'web' }],
    })
    const asked: unknown[] = []
    const service: World['service'] = {
      ...changing(done()).service,
      preview: (_, to) => {
        asked.push(to)
        return Promise.resolve(ok(preview))
      },
    }
    const { client } = await started({ service })

    const answer = await client.get(`${mode}/preview?mode=Maintenance`)
    await client.get(`${mode}/preview?mode=Normal`)

    expect([answer, asked]).toMatchObject([
      {
        status: 200,
        body: {
          mode: 'Maintenance',
          operationMode: 'Normal',
          telling: { to: 'https://shop.local/hook', gracePeriodMs: 15_000 },
          steps: [{ id: 'stop id-web', action: 'stop', name: 'web', after: ['hold id-web'] }],
          text: 'stop    web  entering maintenance, after hold id-web',
          untouched: [{ name: 'db', why: 'ignored' }],
          acknowledgementNeeded: ['web'],
        },
      },
      ['Maintenance', 'Normal'],
    ])
  })

  it.each([
    ['?mode=Off', 400, 'invalid-request'],
    ['?mode=', 400, 'invalid-request'],
  ])('of %s is answered with %i', async (query, status, code) => {
    const { client } = await started()

    expect(await client.get(`${mode}/preview${query}`)).toMatchObject({ status, body: { code } })
  })

  it('of an environment that is offline is not to be had', async () => {
    const service: World['service'] = {
      ...changing(done()).service,
      preview: () => Promise.resolve(failed({ code: 'environment-offline' })),
    }
    const { client } = await started({ service })

    expect(await client.get(`${mode}/preview`)).toMatchObject({
      status: 503,
      body: { code: 'environment-offline' },
    })
  })
})
