import { describe, expect, it } from 'vitest'
import { groupIntoProducts } from '../../../src/main/products/group'
import type { KnownMaintenance } from '../../../src/main/products/group'
import type { Container } from '../../../src/shared/container'
import { containerId, productDeploymentId } from '../../../src/shared/ids'
import { membersOf } from '../../../src/shared/product'
import type { ProductDeployment } from '../../../src/shared/product'
import { seeded } from '../../support/world/random'

type Labels = Readonly<Record<string, string>>

function container(name: string, labels: Labels, overrides: Partial<Container> = {}): Container {
  return {
    id: containerId.parse(`id-of-${name}`),
    name,
    image: 'shop/image',
    labels,
    state: 'running',
    health: 'none',
    exitCode: null,
    sharesNetworkOf: null,
    swarm: null,
    details: null,
    ...overrides,
  }
}

function compose(project: string, service: string, more: Labels = {}): Labels {
  return {
    'com.docker.compose.project': project,
    'com.docker.compose.service': service,
    ...more,
  }
}

/** Product, stack, service and replica of each container, in order. */
function places(containers: readonly Container[]): readonly string[] {
  return groupIntoProducts(containers, []).products.flatMap((product) =>
    membersOf(product).map(
      ({ name, stack, service, replica }) =>
        `${name}: ${product.name} / ${stack} / ${service} / ${replica}`,
    ),
  )
}

function only(
  containers: readonly Container[],
  tags: readonly KnownMaintenance[] = [],
): ProductDeployment {
  const [product] = groupIntoProducts(containers, tags).products
  if (product === undefined) throw new Error('No product')
  return product
}

const everyLabel: Labels = {
  'tagout.product': 'Own product',
  'tagout.stack': 'own-stack',
  'tagout.service': 'own-service',
  'rsgo.product': 'RSGO product',
  'rsgo.stack.name': 'rsgo-stack-name',
  'rsgo.stack': 'rsgo-stack',
  'rsgo.context': 'rsgo-context',
  'com.docker.stack.namespace': 'swarm-stack',
  'com.docker.swarm.service.name': 'swarm-service',
  'com.docker.compose.project': 'compose-project',
  'com.docker.compose.service': 'compose-service',
}

function without(...prefixes: readonly string[]): Labels {
  return Object.fromEntries(
    Object.entries(everyLabel).filter(
      ([key]) => !prefixes.some((prefix) => key.startsWith(prefix)),
    ),
  )
}

describe('where a container belongs', () => {
  it.each<[string, Labels, string]>([
    ["Tagout's own labels first", everyLabel, 'c: Own product / own-stack / own-service / 1'],
    [
      "then ReadyStackGo's",
      without('tagout.'),
      'c: RSGO product / rsgo-stack-name / rsgo-context / 1',
    ],
    [
      'its older stack label too',
      without('tagout.', 'rsgo.stack.name'),
      'c: RSGO product / rsgo-stack / rsgo-context / 1',
    ],
    [
      "then Swarm's",
      without('tagout.', 'rsgo.'),
      'c: swarm-stack / swarm-stack / swarm-service / 1',
    ],
    [
      "then Compose's",
      without('tagout.', 'rsgo.', 'com.docker.stack', 'com.docker.swarm'),
      'c: compose-project / compose-project / compose-service / 1',
    ],
    [
      'each word by itself',
      { ...compose('shop', 'web'), 'tagout.product': 'Shop' },
      'c: Shop / shop / web / 1',
    ],
    [
      'a blank label counts for nothing',
      { ...compose('shop', 'web'), 'tagout.product': ' ' },
      'c: shop / shop / web / 1',
    ],
    [
      'a product without a stack is its own stack',
      { 'tagout.product': 'Shop' },
      'c: Shop / Shop / c / 1',
    ],
  ])('%s', (_, labels, place) => {
    expect(places([container('c', labels)])).toEqual([place])
  })

  it('is nowhere without a stack and a product', () => {
    const { products, unassigned } = groupIntoProducts(
      [container('b', {}), container('a', { 'com.docker.compose.service': 'x' })],
      [],
    )

    expect({ products, unassigned: unassigned.map(({ name }) => name) }).toEqual({
      products: [],
      unassigned: ['a', 'b'],
    })
  })

  it('is the product that one container of the stack names, for the whole stack', () => {
    expect(
      places([
        container('db', compose('shop', 'db')),
        container('web', compose('shop', 'web', { 'rsgo.product': 'Web shop' })),
      ]),
    ).toEqual(['db: Web shop / shop / db / 1', 'web: Web shop / shop / web / 1'])
  })

  it('is the stack where its containers name several products and this one none', () => {
    expect(
      places([
        container('a', compose('shop', 'a', { 'tagout.product': 'A' })),
        container('b', compose('shop', 'b', { 'tagout.product': 'B' })),
        container('c', compose('shop', 'c')),
      ]),
    ).toEqual(['a: A / shop / a / 1', 'b: B / shop / b / 1', 'c: shop / shop / c / 1'])
  })

  it('is one product of several stacks, by name', () => {
    const product = only([
      container('web', compose('front', 'web', { 'tagout.product': 'Shop' })),
      container('db', compose('back', 'db', { 'tagout.product': 'Shop' })),
    ])

    expect(
      product.stacks.map(({ name, services }) => [name, services.map((each) => each.name)]),
    ).toEqual([
      ['back', ['db']],
      ['front', ['web']],
    ])
  })
})

describe('the replicas of a service', () => {
  it('are numbered by Compose, not by their text', () => {
    const web = (number: number) =>
      container(
        `web-${number}`,
        compose('shop', 'web', { 'com.docker.compose.container-number': String(number) }),
      )

    expect(places([web(10), web(2), web(1)])).toEqual([
      'web-1: shop / shop / web / 1',
      'web-2: shop / shop / web / 2',
      'web-10: shop / shop / web / 10',
    ])
  })

  it('are numbered by name where nothing else says so', () => {
    const web = (name: string) => container(name, compose('shop', 'web'))

    expect(places([web('web.b'), web('web.a')])).toEqual([
      'web.a: shop / shop / web / 1',
      'web.b: shop / shop / web / 2',
    ])
  })
})

describe('the version of a product', () => {
  const image = (version: string): Labels => ({ 'org.opencontainers.image.version': version })
  const web = (more: Labels) => container('web', compose('shop', 'web', more))
  const db = (more: Labels) => container('db', compose('shop', 'db', more))

  it.each<[string, string | null, readonly Container[]]>([
    [
      "is Tagout's label, wherever it is",
      '7.0',
      [web({ 'tagout.version': '7.0' }), db(image('16'))],
    ],
    [
      'is unknown where those labels disagree',
      null,
      [web({ 'tagout.version': '7' }), db({ 'tagout.version': '8' })],
    ],
    ["is the images' when all agree", '2.1', [web(image('2.1')), db(image('2.1'))]],
    ['is unknown where images disagree', null, [web(image('2.1')), db(image('16'))]],
    ['is unknown where an image says nothing', null, [web(image('2.1')), db({})]],
    ['is unknown where nothing says anything', null, [web({}), db({})]],
  ])('%s', (_, version, containers) => {
    expect(only(containers).version).toBe(version)
  })
})

describe('the part of a container', () => {
  const held = {
    restartPolicy: { name: 'no', maximumRetryCount: 0 },
    startedAt: '2026-01-01T00:00:00Z',
    finishedAt: '2026-01-01T00:00:01Z',
    fixedPolicy: null,
    autoRemove: false,
    stopTimeout: null,
    hasHealthcheck: false,
  } as const
  const always = { ...held, restartPolicy: { name: 'always', maximumRetryCount: 0 } } as const

  it.each<[string, string, Labels, Partial<Container>]>([
    ['is to be a member', 'member', {}, {}],
    ["is to be ignored by Tagout's label", 'ignored', { 'tagout.maintenance': 'ignore' }, {}],
    ["is to be ignored by ReadyStackGo's label", 'ignored', { 'rsgo.maintenance': 'Ignore' }, {}],
    ['is a member with any other word there', 'member', { 'tagout.maintenance': 'yes' }, {}],
    ['is a one-shot as init', 'one-shot', { 'rsgo.lifecycle': 'init' }, {}],
    ["is a one-shot as Compose's one-off", 'one-shot', { 'com.docker.compose.oneoff': 'True' }, {}],
    ['is a member as no one-off', 'member', { 'com.docker.compose.oneoff': 'False' }, {}],
    [
      'is a one-shot when it has ended and nothing restarts it',
      'one-shot',
      {},
      { state: 'exited', exitCode: 0, details: held },
    ],
    [
      'is a member when it has ended and would be restarted',
      'member',
      {},
      { state: 'exited', exitCode: 0, details: always },
    ],
    [
      'is a member when it has ended and the engine was not asked further',
      'member',
      {},
      { state: 'exited', exitCode: 0 },
    ],
    [
      'is a member when it was created and never ran',
      'member',
      {},
      { state: 'created', details: held },
    ],
    [
      'is ignored, though it would be a one-shot too',
      'ignored',
      { 'tagout.maintenance': 'ignore', 'rsgo.lifecycle': 'init' },
      {},
    ],
  ])('%s', (_, role, labels, overrides) => {
    const product = only([container('c', compose('shop', 'c', labels), overrides)])

    expect(membersOf(product).map((member) => member.role)).toEqual([role])
  })

  it('is what it was, in maintenance: held and ended are all of them', () => {
    const down = { state: 'exited', exitCode: 0, details: held } as const
    const entry = (name: string, was: 'running' | 'stopped', policy: 'no' | 'always') => ({
      id: containerId.parse(`id-of-${name}`),
      name,
      stack: 'shop',
      service: name,
      replica: 1,
      was,
      restartPolicy: { name: policy, maximumRetryCount: 0 },
    })
    const product = only(
      ['web', 'old', 'migrate', 'new'].map((name) => container(name, compose('shop', name), down)),
      [
        {
          productDeploymentId: productDeploymentId.parse('shop'),
          productName: 'shop',
          productVersion: null,
          snapshot: {
            containers: [
              entry('web', 'running', 'no'),
              entry('old', 'stopped', 'always'),
              entry('migrate', 'stopped', 'no'),
            ],
          },
        },
      ],
    )

    expect(Object.fromEntries(membersOf(product).map(({ name, role }) => [name, role]))).toEqual({
      web: 'member',
      old: 'member',
      migrate: 'one-shot',
      new: 'one-shot',
    })
  })

  it.each([
    [
      'db:service_healthy:true,cache:service_started:false',
      [
        ['db', 'service_healthy'],
        ['cache', 'service_started'],
      ],
    ],
    ['init:service_completed_successfully:false', [['init', 'service_completed_successfully']]],
    [
      'db, cache',
      [
        ['db', 'service_started'],
        ['cache', 'service_started'],
      ],
    ],
    ['db:service_unheard_of', [['db', 'service_started']]],
    ['', []],
    [',', []],
  ])('waits for what Compose says in %j', (label, dependencies) => {
    const labels = compose('shop', 'c', { 'com.docker.compose.depends_on': label })
    const [member] = membersOf(only([container('c', labels)]))

    expect(member?.dependsOn.map(({ service, condition }) => [service, condition])).toEqual(
      dependencies,
    )
  })
})

describe('the ids of products', () => {
  const named = (name: string) =>
    container(`of-${name}`, { 'tagout.product': name, 'tagout.stack': name })
  const known = (id: string, name: string): KnownMaintenance => ({
    productDeploymentId: productDeploymentId.parse(id),
    productName: name,
    productVersion: '7.0',
    snapshot: { containers: [] },
  })
  const ids = (containers: readonly Container[], tags: readonly KnownMaintenance[] = []) =>
    groupIntoProducts(containers, tags).products.map(({ name, id }) => `${name}: ${id}`)

  it('are slugs of their names', () => {
    expect(ids([named('Web Shop (Köln)'), named('shop')])).toEqual([
      'Web Shop (Köln): web-shop-koln',
      'shop: shop',
    ])
  })

  it('tell products of the same slug apart by their names; whose name it is keeps it', () => {
    expect(ids([named('shop'), named('Shop'), named('SHOP!')])).toEqual([
      'SHOP!: shop-78f14ad8',
      'Shop: shop-28742cc9',
      'shop: shop',
    ])
  })

  it('are the same whatever the order of the containers', () => {
    const containers = ['shop', 'Shop', 'Ärger', '商店', '書店', 'wiki'].map(named)
    const random = seeded(1)
    const expected = ids(containers)

    const others = Array.from({ length: 20 }, () =>
      ids(
        containers
          .map((each) => ({ each, at: random() }))
          .sort((a, b) => a.at - b.at)
          .map(({ each }) => each),
      ),
    )

    expect(new Set(others.map((each) => each.join()))).toEqual(new Set([expected.join()]))
  })

  it('stay what the tag says, whatever else came to the host', () => {
    expect(ids([named('Shop'), named('shop')], [known('shop', 'Shop')])).toEqual([
      'Shop: shop',
      'shop: shop-a847e0a9',
    ])
  })
})

describe('a product of which only a tag is left', () => {
  it('is there, with what the tag says', () => {
    const tag: KnownMaintenance = {
      productDeploymentId: productDeploymentId.parse('shop'),
      productName: 'Shop',
      productVersion: '7.0',
      snapshot: { containers: [] },
    }

    expect(groupIntoProducts([], [tag])).toEqual({
      products: [{ id: 'shop', name: 'Shop', version: '7.0', stacks: [] }],
      unassigned: [],
    })
  })
})
