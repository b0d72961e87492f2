import { expect, it } from 'vitest'
import type { LiveEnvironment } from '../../../src/main/environments/environment'
import { createViews } from '../../../src/main/environments/views'
import { emptyWorld, withContainers, withTags } from '../../../src/main/environments/world'
import type { HostWorld } from '../../../src/main/environments/world'
import type { TagCopy } from '../../../src/main/maintenance/ports'
import { productsBetween } from '../../../src/main/products-between'
import { environmentId, keyOf, productDeploymentId } from '../../../src/shared/ids'
import type { ProductRef } from '../../../src/shared/ids'
import { failed } from '../../../src/shared/result'
import { aContainer, idOf } from '../../support/world/containers'
import { tagOn } from '../../support/world/observed'

const here = environmentId.parse('here')
const refOf = (name: string): ProductRef => ({
  environmentId: here,
  productDeploymentId: productDeploymentId.parse(name),
})

/** An environment of so many products of two containers, whose world is set by hand. */
function aDesk(products: number) {
  const containers = Array.from({ length: products }, (_, index) =>
    ['web', 'db'].map((service) => ({
      ...aContainer(`${service}-${index}`),
      labels: { 'com.docker.compose.project': `p${index}`, 'com.docker.compose.service': service },
    })),
  ).flat()
  let world: HostWorld = withContainers(
    emptyWorld,
    containers.map((each) => [each.id, each]),
  )
  let asOf: string | null = null
  let copies: readonly TagCopy[] = []
  const asked: string[] = []
  const environment: LiveEnvironment = {
    id: here,
    shown: () => ({
      id: here,
      name: 'here',
      address: '',
      attempts: [],
      connection: { state: 'connecting' },
    }),
    world: () => world,
    worldAsOf: () => asOf,
    host: () => failed({ code: 'environment-offline' }),
    engineId: () => null,
    reconnect: () => undefined,
    verify: () => undefined,
    relocate: () => undefined,
    close: () => undefined,
  }
  const views = createViews((product) => {
    asked.push(keyOf(product))
    return { change: null, observer: null, setter: null }
  })
  const shown = () => views.of(environment, copies).products
  let before = shown()
  return {
    views,
    world: (next: (world: HostWorld) => HostWorld) => {
      world = next(world)
    },
    goOffline: () => {
      asOf = '2026-11-22T20:00:00Z'
    },
    keep: (next: readonly TagCopy[]) => {
      copies = next
    },
    /** The names of those that are shown otherwise since it was last asked, and how many were made. */
    changed: () => {
      asked.length = 0
      const after = shown()
      const { changed, removed } = productsBetween(before, after)
      before = after
      return {
        changed: changed.map(({ is }) => is.name),
        removed: removed.map(({ name }) => name),
        made: asked.length,
      }
    },
  }
}

it('shows one product anew when one container of five hundred products stops', () => {
  const desk = aDesk(500)

  desk.world((world) => {
    const known = world.containers.get(idOf('web-7'))
    return withContainers(world, [[idOf('web-7'), known ? { ...known, state: 'exited' } : null]])
  })

  expect([desk.changed(), desk.changed()]).toEqual([
    { changed: ['p7'], removed: [], made: 1 },
    { changed: [], removed: [], made: 0 },
  ])
})

it('shows one product anew when what is beside the engine’s word of it is another', () => {
  const desk = aDesk(500)

  desk.views.touch(refOf('p9'))

  expect(desk.changed()).toEqual({ changed: ['p9'], removed: [], made: 1 })
})

it('shows only what came and what went', () => {
  const desk = aDesk(500)
  const fresh = {
    ...aContainer('fresh'),
    labels: { 'com.docker.compose.project': 'a-first-one' },
  }

  desk.world((world) =>
    withContainers(world, [
      [idOf('web-3'), null],
      [idOf('db-3'), null],
      [fresh.id, fresh],
    ]),
  )

  expect(desk.changed()).toEqual({ changed: ['a-first-one'], removed: ['p3'], made: 1 })
})

it('shows anew what is in maintenance when a tag or a copy of one is another', () => {
  const desk = aDesk(500)
  const tag = tagOn([], { productDeploymentId: refOf('p5').productDeploymentId, productName: 'p5' })

  desk.world((world) => withTags(world, [tag]))
  const hung = desk.changed()
  desk.keep([{ product: refOf('p5'), tag, cancelled: false }])

  expect([hung, desk.changed()]).toEqual([
    { changed: ['p5'], removed: [], made: 1 },
    { changed: ['p5'], removed: [], made: 1 },
  ])
})

it('shows all anew when they are only remembered', () => {
  const desk = aDesk(5)

  desk.goOffline()

  expect(desk.changed()).toEqual({
    changed: ['p0', 'p1', 'p2', 'p3', 'p4'],
    removed: [],
    made: 5,
  })
})
