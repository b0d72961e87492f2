import { describe, expect, it } from 'vitest'
import { openMirror } from '../../../src/renderer/src/store/mirror'
import { applied, mirrored } from '../../../src/renderer/src/store/world'
import { usualSettings } from '../../support/settings'
import { aListed, aMember, aProduct, aStack, aWorld, local, remote } from './fixtures'
import { fakeBridge } from './fake-bridge'

describe('the mirror', () => {
  it('listens before it asks, and applies after the answer what was announced before it', async () => {
    const bridge = fakeBridge()
    const mirror = openMirror(bridge)
    bridge.announce({
      name: 'product.changed',
      product: aListed('shop', { status: 'PartiallyRunning' }),
    })
    bridge.announce({ name: 'product.changed', product: aListed('shop', { status: 'Stopped' }) })

    await bridge.answer('world.get', aWorld({ products: [aListed('shop')] }))
    await mirror.opened

    expect(mirror.store.getState()).toEqual({
      state: 'ready',
      world: mirrored(aWorld({ products: [aListed('shop', { status: 'Stopped' })] })),
    })
  })

  it('is broken when main has no answer', async () => {
    const bridge = fakeBridge()
    const mirror = openMirror(bridge)

    await bridge.refuse('world.get', new Error('no handler'))

    expect(mirror.store.getState()).toEqual({ state: 'broken', detail: 'Error: no handler' })
  })

  it('hears nothing after it was closed', async () => {
    const bridge = fakeBridge()
    const mirror = openMirror(bridge)
    await bridge.answer('world.get', aWorld())
    const before = mirror.store.getState()

    mirror.close()
    bridge.announce({ name: 'settings.changed', settings: { ...usualSettings, theme: 'dark' } })

    expect(mirror.store.getState()).toBe(before)
  })
})

describe('an announcement', () => {
  const world = mirrored(aWorld({ products: [aListed('shop'), aListed('erp')] }))

  it('replaces the product that it names and leaves the others as they are', () => {
    const shop = aListed('shop', { status: 'Stopped' })

    const after = applied(world, [{ name: 'product.changed', product: shop }])

    expect(after.products.get('local/shop')).toBe(shop)
    expect(after.products.get('local/erp')).toBe(world.products.get('local/erp'))
  })

  it('tells of the one that is followed, and of nothing that is followed no longer', () => {
    const [web, db] = [aMember('web'), aMember('db')]
    const shop = aProduct('shop', { stacks: [aStack('stack', web, db)] })
    const stopped = { ...web, state: 'exited' } as const
    const { stacks, ...product } = { ...shop, status: 'PartiallyRunning' as const }
    const told = applied(world, [{ name: 'followed.told', product: shop }])
    const changed = { name: 'followed.changed', product, members: [stopped] } as const

    const after = applied(told, [changed])
    const other = aProduct('erp')
    const elsewhere = applied(world, [{ name: 'followed.told', product: other }, changed])

    expect([after.followed, elsewhere.followed]).toEqual([
      { ...shop, status: 'PartiallyRunning', stacks: [aStack('stack', stopped, db)] },
      other,
    ])
    expect(after.followed?.stacks[0]?.services[1]).toBe(stacks[0]?.services[1])
  })

  it('leaves all products as they are when it names none', () => {
    const after = applied(world, [{ name: 'notices.changed', notices: [] }])

    expect(after.products).toBe(world.products)
  })

  it('removes a product', () => {
    const { id, environmentId } = aListed('shop')

    const after = applied(world, [
      {
        name: 'product.removed',
        product: { environmentId, productDeploymentId: id },
      },
    ])

    expect([...after.products.keys()]).toEqual(['local/erp'])
  })

  it('adds an environment that was unknown, and replaces one that was known', () => {
    const [known] = world.environments
    if (known === undefined) throw new Error('no environment')
    const other = { ...known, id: remote, name: 'remote' }

    const added = applied(world, [{ name: 'environment.changed', environment: other }])
    const renamed = applied(added, [
      {
        name: 'environment.changed',
        environment: { ...other, name: 'plant' },
      },
    ])

    expect(renamed.environments.map(({ name }) => name)).toEqual(['local', 'plant'])
  })

  it('removes an environment with all that was deployed there', () => {
    const after = applied(world, [{ name: 'environment.removed', environmentId: local }])

    expect([after.environments.length, after.products.size]).toEqual([0, 0])
  })

  it('replaces the unassigned containers of its environment only', () => {
    const { id, name, image, state } = aMember('stray')

    const after = applied(world, [
      {
        name: 'unassigned.changed',
        environmentId: remote,
        containers: [{ id, name, image, state }],
      },
    ])

    expect(Object.keys(after.unassigned)).toEqual(['remote'])
  })

  it('replaces notices and settings', () => {
    const after = applied(world, [
      { name: 'notices.changed', notices: [] },
      { name: 'settings.changed', settings: { ...usualSettings, theme: 'dark' } },
    ])

    expect(after).toEqual({ ...world, settings: { ...usualSettings, theme: 'dark' } })
  })
})
