import { describe, expect, it } from 'vitest'
import { aProblem, ranOn } from './server'
import type { Answers } from './server'

const trigger = {
  source: 'Manual',
  reason: 'Patch\u{1b}[2J night',
  by: 'anna@desk',
  at: '2026-11-22T20:00:00Z',
}

function aProduct(environmentId: string, id: string, over: object = {}): object {
  return {
    environmentId,
    productDeploymentId: id,
    productName: 'Shop',
    productVersion: '1.4.2',
    status: 'Running',
    operationMode: 'Normal',
    maintenanceState: 'Normal',
    trigger: null,
    takenOverFrom: null,
    exit: null,
    drift: [],
    change: null,
    observer: null,
    setter: null,
    asOf: null,
    stacks: [{ name: 'shop', services: 1, containers: 1 }],
    ...over,
  }
}

const connected = { state: 'connected', engine: 'Docker 20.10.24', apiVersion: '1.41' }
const offline = {
  state: 'offline',
  since: '2026-11-22T20:00:00Z',
  problem: { code: 'socket-missing', message: 'There is no socket.', todo: null, detail: null },
  nextTryAt: '2026-11-22T20:00:30Z',
}
const environments = {
  environments: [
    {
      environmentId: 'here',
      name: 'Here',
      kind: 'socket',
      address: 'unix:///here.sock',
      connection: connected,
    },
    {
      environmentId: 'there',
      name: 'There',
      kind: 'tcp',
      address: 'tcp://there',
      connection: offline,
    },
  ],
}
const down = aProduct('there', 'wiki', {
  productName: 'Wiki',
  productVersion: null,
  status: 'Stopped',
  operationMode: 'Maintenance',
  maintenanceState: 'Maintenance',
  trigger,
})
const world: Answers = {
  'GET /api/environments': { json: environments },
  'GET /api/environments/here/product-deployments': {
    json: { productDeployments: [aProduct('here', 'shop')] },
  },
  'GET /api/environments/there/product-deployments': { json: { productDeployments: [down] } },
}
const looked = [
  'GET /api/environments',
  'GET /api/environments/here/product-deployments',
  'GET /api/environments/there/product-deployments',
]
const mode = '/api/environments/here/product-deployments/shop/operation-mode'
const db = { containerId: 'd'.repeat(64), name: 'shop-db-1', stack: 'shop', service: 'db' }
const stopped = { ...db, result: 'stopped', killed: true, problem: null }
const done = {
  success: true,
  changed: true,
  message: 'Shop is now in maintenance mode.',
  productDeploymentId: 'shop',
  previousMode: 'Normal',
  newMode: 'Maintenance',
  triggerSource: 'Manual',
  telling: null,
  containers: [stopped],
}

describe('list', () => {
  it('shows every product in columns, and what is offline, with nothing that moves a cursor', async () => {
    const { exit, stdout } = await ranOn(world, 'list')

    expect({ exit, stdout }).toEqual({
      exit: 'done',
      stdout: [
        'ENVIRONMENT  PRODUCT  VERSION  MODE         STATUS   TRIGGER  SINCE',
        'Here         Shop     1.4.2    Normal       Running',
        'There        Wiki              Maintenance  Stopped  Manual   2026-11-22T20:00:00Z',
        'There (tcp://there) is offline since 2026-11-22T20:00:00Z: There is no socket.',
      ],
    })
  })

  it('answers as JSON what the API says', async () => {
    const { stdout } = await ranOn(world, 'list', '--json', '--environment', 'THERE')

    expect(stdout.map((text) => JSON.parse(text) as unknown)).toEqual([
      { environments: environments.environments.slice(1), productDeployments: [down] },
    ])
  })
})

it('environments shows each, how it is connected, and why not', async () => {
  const { exit, stdout, asked } = await ranOn(world, 'environments')

  expect({ exit, stdout, asked }).toEqual({
    exit: 'done',
    stdout: [
      'ENVIRONMENT  ID     KIND    ADDRESS            STATE      ENGINE',
      'Here         here   socket  unix:///here.sock  connected  Docker 20.10.24, API 1.41',
      'There        there  tcp     tcp://there        offline    since 2026-11-22T20:00:00Z: There is no socket.',
    ],
    asked: ['GET /api/environments'],
  })
})

describe('enter', () => {
  it('asks for maintenance with the reason, and tells what became of each container', async () => {
    const answers = { ...world, [`PUT ${mode}`]: { json: done } }

    const ran = await ranOn(answers, 'enter', 'shop', '--reason', 'Patch night', '--yes')

    expect({ ...ran, asked: ran.asked.filter((each) => !each.endsWith('events')) }).toEqual({
      exit: 'done',
      stdout: [
        'Shop is now in maintenance mode.',
        '  stopped shop-db-1, killed because it did not stop in time: its data may want a look',
      ],
      stderr: [],
      asked: [
        ...looked,
        `PUT ${mode} {"mode":"Maintenance","reason":"Patch night","acknowledged":true}`,
      ],
    })
  })

  it('shows each step as the events tell it, of this product alone', async () => {
    const step = {
      ...db,
      id: 'stop d',
      action: 'stop',
      problem: null,
      exitCode: 0,
      startedAt: null,
    }
    const change = {
      mode: 'Maintenance',
      state: 'running',
      cancelling: false,
      telling: null,
      problem: null,
      steps: [{ ...step, state: 'done', tookMs: 1234 }],
    }
    const event = (product: object) =>
      `event: productDeployment.changed\ndata: ${JSON.stringify(product)}\n\n`
    const told =
      event(aProduct('there', 'shop', { change })) + event(aProduct('here', 'shop', { change }))
    const answers = {
      ...world,
      'GET /api/events': { events: `: hello\n\n${told}` },
      [`PUT ${mode}`]: { json: done },
    }

    const { stderr, exit } = await ranOn(answers, 'enter', 'shop')

    expect({ stderr, exit }).toEqual({ stderr: ['done stop shop-db-1 (1.2 s)'], exit: 'done' })
  })

  it('goes on by what it is answered when an event can’t be read', async () => {
    const broken = 'event: productDeployment.changed\ndata: {"productName": "Sh\n\n'
    const answers = {
      ...world,
      'GET /api/events': { events: broken },
      [`PUT ${mode}`]: { json: done },
    }

    const { stderr, exit } = await ranOn(answers, 'enter', 'shop')

    expect({ stderr, exit }).toEqual({ stderr: [], exit: 'done' })
  })

  it.each([
    [400, 'invalid-request', 'usage', {}],
    [401, 'unauthorized', 'unauthorized', {}],
    [404, 'product-not-found', 'not-found', {}],
    [409, 'owned-by-observer', 'refused', {}],
    [409, 'acknowledgement-needed', 'refused', { containers: ['job'] }],
    [500, 'internal', 'failed', {}],
    [502, 'engine-failed', 'failed', {}],
    [503, 'environment-offline', 'offline', {}],
  ])('tells %i %s by an exit code of its own, and says why', async (status, code, exit, more) => {
    const json = aProblem(status, code, 'Why it is so.', { todo: 'Do that.', ...more })
    const todo: Readonly<Record<string, string>> = {
      unauthorized: 'Make a token in Tagout, under Settings, or take it anew.',
      'acknowledgement-needed': 'If they may be deleted, add --yes.',
    }
    const answers = { ...world, [`PUT ${mode}`]: { status, json } }

    const ran = await ranOn(answers, 'enter', 'shop', '--json')

    expect({ exit: ran.exit, stderr: ran.stderr }).toEqual({
      exit,
      stderr: ['Why it is so.', todo[code] ?? 'Do that.'],
    })
  })

  it('tells of an incomplete change which containers, and why', async () => {
    const problem = { code: 'engine-timeout', message: 'Too slow.', todo: null, detail: 'daemon' }
    const json = {
      ...aProblem(502, 'incomplete', 'Shop is not wholly in maintenance.'),
      ...{ ...done, success: false, cause: null, message: undefined },
      containers: [stopped, { ...stopped, name: 'web', result: 'failed', killed: false, problem }],
    }
    const answers = { ...world, [`PUT ${mode}`]: { status: 502, json } }

    const { exit, stderr } = await ranOn(answers, 'enter', 'shop', '--json')

    expect({ exit, stderr }).toEqual({
      exit: 'incomplete',
      stderr: ['Shop is not wholly in maintenance.\n  failed web: Too slow. (daemon)'],
    })
  })
})

describe('a product', () => {
  const both: Answers = {
    ...world,
    'GET /api/environments/there/product-deployments': {
      json: { productDeployments: [aProduct('there', 'shop')] },
    },
  }

  it('that is in two environments is not guessed', async () => {
    const { exit, stderr, asked } = await ranOn(both, 'exit', 'Shop')

    expect({ exit, stderr, asked: asked.length }).toEqual({
      exit: 'usage',
      stderr: ['Shop is the name of 2.', 'Say which: --environment here, or --environment there'],
      asked: 3,
    })
  })

  it('is found in the environment that is named', async () => {
    const answers = { ...both, [`PUT ${mode}`]: { json: done } }

    const { exit } = await ranOn(answers, 'enter', 'SHOP', '--environment', 'Here', '--json')

    expect(exit).toBe('done')
  })

  it('that there is not is told, with those that there are', async () => {
    const { exit, stderr } = await ranOn(world, 'status', 'shpo')

    expect({ exit, stderr }).toEqual({
      exit: 'not-found',
      stderr: ['There is no product shpo.', 'There are: Shop, Wiki.'],
    })
  })
})

describe('preview', () => {
  const preview = {
    environmentId: 'here',
    productDeploymentId: 'shop',
    productName: 'Shop',
    trigger: null,
    telling: { to: 'http://shop.local/maintenance', gracePeriodMs: 15_000 },
    steps: [],
    gone: [],
    untouched: [{ name: 'shop-backup-1', stack: 'shop', service: 'backup', why: 'ignored' }],
    warnings: [],
    acknowledgementNeeded: [],
  }

  it.each([
    [
      'Maintenance',
      'Normal',
      [
        'Shop: Normal → Maintenance. Nothing of this is done yet.',
        'First, tells http://shop.local/maintenance, then waits 15 s.',
        '  a step, as printed',
        'Stays as it is:',
        '  shop-backup-1: ignored',
      ],
    ],
    [
      'Normal',
      'Maintenance',
      [
        'Shop: Maintenance → Normal. Nothing of this is done yet.',
        '  a step, as printed',
        'Last, tells http://shop.local/maintenance.',
        'Stays as it is:',
        '  shop-backup-1: ignored',
      ],
    ],
  ])('of %s says who is told, and when', async (to, from, lines) => {
    const json = { ...preview, mode: to, operationMode: from, text: 'a step, as printed' }
    const answers = { ...world, [`GET ${mode}/preview?mode=${to}`]: { json } }

    const { exit, stdout } = await ranOn(answers, 'preview', 'shop', '--mode', to)

    expect({ exit, stdout }).toEqual({ exit: 'done', stdout: lines })
  })
})

it('what answers there and is no Tagout is told as that', async () => {
  const { exit } = await ranOn({ 'GET /api/environments': { json: { hello: 'world' } } }, 'list')

  expect(exit).toBe('failed')
})
