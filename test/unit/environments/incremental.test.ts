import { describe, expect, it } from 'vitest'
import { productsOf, withContainers, withTags } from '../../../src/main/environments/world'
import { emptyWorld } from '../../../src/main/environments/world'
import type { HostWorld } from '../../../src/main/environments/world'
import { groupIntoProducts } from '../../../src/main/products/group'
import type { Products } from '../../../src/main/products/group'
import { isUnreadable } from '../../../src/main/maintenance/state'
import type { ContainerId } from '../../../src/shared/ids'
import { containerId, productDeploymentId } from '../../../src/shared/ids'
import type { InspectedContainer } from '../../../src/shared/container'
import type { Tag, UnreadableTag } from '../../../src/shared/maintenance'
import { aContainer } from '../../support/world/containers'
import { tagOn } from '../../support/world/observed'
import { seeded } from '../../support/world/random'

type Labels = Readonly<Record<string, string>>

function labelled(name: string, labels: Labels, state: 'running' | 'exited' = 'running') {
  return { ...aContainer(name, { state }), labels } satisfies InspectedContainer
}

function said(world: HostWorld): Products {
  const { products, unassigned } = productsOf(world)
  return { products, unassigned }
}

/** What the whole of it says when nothing is known of what was before. */
function fromScratch({ containers, tags }: HostWorld): Products {
  return said({ containers: new Map(containers), tags: new Map(tags) })
}

const names = ['shop', 'Shop', 'wiki', 'ERP', 'erp']

function someLabels(random: () => number): Labels {
  const pick = (most: number): number => Math.floor(random() * most)
  const one = names[pick(names.length)] ?? ''
  const labels: readonly Labels[] = [
    {},
    { 'tagout.product': one },
    { 'com.docker.compose.project': `stack-${pick(4)}` },
    { 'com.docker.compose.project': `stack-${pick(4)}`, 'rsgo.product': one },
    { 'com.docker.compose.project': one, 'tagout.version': `${pick(2)}` },
    {
      'com.docker.compose.project': `stack-${pick(4)}`,
      'com.docker.compose.service': `service-${pick(2)}`,
      'com.docker.compose.container-number': `${pick(3)}`,
    },
  ]
  return labels[pick(labels.length)] ?? {}
}

function someTags(random: () => number, world: HostWorld): readonly (Tag | UnreadableTag)[] {
  const { products } = productsOf(world)
  const tagged = products.filter(() => random() < 0.3).slice(0, 3)
  const hung = tagged.map(({ id, name }) => {
    const own = [...world.containers.values()].filter((each) => each.details !== null)
    return tagOn(
      own.slice(0, 2).map((each) => aContainer(each.name)),
      {
        productDeploymentId: id,
        productName: name,
      },
    )
  })
  const unreadable = { productDeploymentId: 'odd', volume: 'v', detail: 'd', productName: null }
  return random() < 0.3 ? [...hung, unreadable] : hung
}

/** One of: a container comes or becomes another, one goes, some do at once, tags come and go. */
function moved(world: HostWorld, random: () => number): HostWorld {
  const pick = (most: number): number => Math.floor(random() * most)
  const some = (): readonly [ContainerId, InspectedContainer | null] => {
    const container = labelled(
      `c${pick(14)}`,
      someLabels(random),
      random() < 0.7 ? 'running' : 'exited',
    )
    const known = world.containers.get(container.id)
    if (random() < 0.15) return [container.id, null]
    if (known === undefined || random() < 0.4) return [container.id, container]
    return [container.id, { ...container, labels: known.labels }]
  }
  const turn = random()
  if (turn < 0.15) return withTags(world, someTags(random, world))
  return withContainers(world, turn < 0.4 ? [some(), some(), some()] : [some()])
}

describe('a world that came of another by what moved', () => {
  it.each(Array.from({ length: 40 }, (_, seed) => seed))(
    'has the products that it would have from scratch (seed %i)',
    (seed) => {
      const random = seeded(seed)
      let world: HostWorld = { ...emptyWorld }
      productsOf(world)
      const kept: { readonly world: HostWorld; readonly products: Products }[] = []
      for (let step = 0; step < 60; step++) {
        world = moved(world, random)
        expect(said(world)).toEqual(fromScratch(world))
        if (step % 20 === 0) kept.push({ world, products: structuredClone(said(world)) })
      }
      // What a world said once it says for ever.
      for (const { world: then, products } of kept) {
        expect(said(then)).toEqual(products)
      }
    },
  )
})

/** So many products of so many containers each. */
function aHost(products: number, each: number): HostWorld {
  const all = Array.from({ length: products }, (_, product) =>
    Array.from({ length: each }, (_, index) =>
      labelled(`p${product}-${index}`, {
        'com.docker.compose.project': `p${product}`,
        'com.docker.compose.service': `s${index % 4}`,
      }),
    ),
  )
  const world = withContainers(
    emptyWorld,
    all.flat().map((container) => [container.id, container]),
  )
  productsOf(world)
  return world
}

/** The names of the products that are not the same objects. */
function remade(before: HostWorld, after: HostWorld): readonly string[] {
  const known = new Set(productsOf(before).products)
  return productsOf(after)
    .products.filter((product) => !known.has(product))
    .map(({ name }) => name)
}

describe('of five hundred products of twenty containers', () => {
  const world = aHost(500, 20)
  const id = containerId.parse('id-of-p7-3')
  const known = world.containers.get(id)
  if (known === undefined) throw new Error('Not there')

  it.each([
    ['stops', { ...known, state: 'exited' } as const, ['p7']],
    ['goes', null, ['p7']],
    ['is as it was', { ...known }, []],
    [
      'comes to another product',
      { ...known, labels: { ...known.labels, 'tagout.product': 'p9' } },
      ['p9'],
    ],
  ])('no other is remade when one container %s', (_, container, products) => {
    const after = withContainers(world, [[id, container]])

    // One that names a product takes its stack with it.
    expect(remade(world, after)).toEqual(products)
  })

  it('no other member is remade', () => {
    const after = withContainers(world, [[id, { ...known, state: 'exited' }]])

    const members = (of: HostWorld) =>
      productsOf(of).products.flatMap(({ stacks }) =>
        stacks.flatMap(({ services }) => services.flatMap(({ containers }) => containers)),
      )
    const before = new Set(members(world))
    expect(members(after).filter((each) => !before.has(each)).length).toBe(1)
  })

  it('no other is remade when a tag is hung', () => {
    const { products } = productsOf(world)
    const tag = tagOn([], {
      productDeploymentId: productDeploymentId.parse('p7'),
      productName: 'p7',
    })
    const after = withTags(world, [tag])

    expect([products.length, remade(world, after), withTags(after, [{ ...tag }])]).toEqual([
      500,
      ['p7'],
      after,
    ])
  })
})

it('groups by the readable tags alone', () => {
  const tag = tagOn([])
  const world = withTags(emptyWorld, [tag])

  expect(productsOf(world).products).toEqual(
    groupIntoProducts(
      [],
      [...world.tags.values()].filter((each): each is Tag => !isUnreadable(each)),
    ).products,
  )
})
