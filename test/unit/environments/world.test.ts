import { describe, expect, it } from 'vitest'
import {
  productsOf,
  taggedProductsWith,
  withContainers,
} from '../../../src/main/environments/world'
import type { HostWorld } from '../../../src/main/environments/world'
import { aContainer, containers, idOf } from '../../support/world/containers'
import { shop, tagOn } from '../../support/world/observed'

const web = new Set([idOf('web')])

/** The shop in maintenance, and a lone container beside it; which products those are is known. */
function aWorld(): HostWorld {
  const members = containers('web', 'db')
  const lone = { ...aContainer('lone'), labels: {} }
  const world = {
    containers: new Map([...members, lone].map((each) => [each.id, each])),
    tags: new Map([[shop, tagOn(members)]]),
  }
  taggedProductsWith(web, world)
  return world
}

describe('the products with a tag that a container is part of', () => {
  it('are the same when only its state is another', () => {
    const world = aWorld()
    const next = withContainers(world, [[idOf('web'), aContainer('web', { state: 'exited' })]])

    const states = productsOf(next).products.flatMap(({ stacks }) =>
      stacks.flatMap(({ services }) =>
        services.flatMap(({ containers }) => containers.map(({ name, state }) => [name, state])),
      ),
    )
    expect({ touched: taggedProductsWith(web, world, next), states }).toEqual({
      touched: [shop],
      states: [
        ['db', 'running'],
        ['web', 'exited'],
      ],
    })
  })

  it.each([
    ['is gone', idOf('web'), null, ['shop'], []],
    ['left the product', idOf('web'), { ...aContainer('web'), labels: {} }, ['shop'], []],
    ['joined the product', idOf('lone'), aContainer('lone'), [], ['shop']],
    ['is new', idOf('new'), aContainer('new'), [], ['shop']],
  ] as const)('are others when it %s', (_, id, container, before, after) => {
    const world = aWorld()
    const next = withContainers(world, [[id, container]])

    const moved = new Set([id])
    expect([taggedProductsWith(moved, world), taggedProductsWith(moved, next)]).toEqual([
      before,
      after,
    ])
  })
})
