import { describe, expect, it } from 'vitest'
import { differencesBetween } from '../../../src/main/shown'
import type { Shown } from '../../../src/main/shown'
import { environmentId, productDeploymentId } from '../../../src/shared/ids'
import type { ProductView } from '../../../src/shared/product'
import { usualServing, usualSettings } from '../../support/settings'

const dark = { ...usualSettings, theme: 'dark' } as const
const starting = { ...usualServing.api, state: 'starting' } as const
const here = environmentId.parse('default')

function aProduct(id: string, changes: Partial<ProductView> = {}): ProductView {
  return {
    id: productDeploymentId.parse(id),
    name: id,
    version: null,
    stacks: [],
    environmentId: here,
    status: 'Running',
    maintenance: { mode: 'Normal' },
    drift: [],
    change: null,
    observer: null,
    setter: null,
    told: null,
    asOf: null,
    ...changes,
  }
}

const shop = aProduct('shop')
const wiki = aProduct('wiki')

const shown: Shown = {
  environments: [
    {
      id: here,
      name: 'default',
      address: '',
      attempts: [],
      connection: { state: 'connecting' },
      reach: { kind: 'current' },
      givenName: null,
    },
  ],
  areEnvironmentsChosen: true,
  products: [shop, wiki],
  unassigned: { [here]: [] },
  notices: [],
  settings: usualSettings,
  historyRevision: 7,
  ...usualServing,
}

describe('what is announced', () => {
  it('is nothing when nothing differs', () => {
    const same = { ...structuredClone(shown), products: [shop, wiki] }

    expect(differencesBetween(shown, same)).toEqual([])
  })

  it('is the one product that changed', () => {
    const stopped = aProduct('wiki', { status: 'Stopped' })

    const announced = differencesBetween(shown, {
      ...shown,
      products: [shop, stopped],
    })

    expect(announced).toEqual([{ name: 'product.changed', product: stopped }])
  })

  it('is what came, what went, and everything else that differs', () => {
    const [environment] = shown.environments
    const there = environmentId.parse('there')
    const keyring = { state: 'protected', name: 'gnome_libsecret' } as const
    const lone = { id: 'a', name: 'lone', image: 'stub', state: 'running' } as const
    const notice = { id: 'n', code: 'file-not-written', file: 'f', detail: 'full' } as const

    const announced = differencesBetween(shown, {
      areEnvironmentsChosen: true,
      environments: environment === undefined ? [] : [{ ...environment, id: there }],
      products: [aProduct('new'), shop],
      unassigned: { [there]: [lone] },
      notices: [notice],
      settings: dark,
      historyRevision: 8,
      api: starting,
      keyStore: keyring,
    })

    expect(announced).toEqual([
      { name: 'environment.changed', environment: { ...environment, id: there } },
      { name: 'environment.removed', environmentId: here },
      { name: 'product.changed', product: aProduct('new') },
      {
        name: 'product.removed',
        product: { environmentId: here, productDeploymentId: aProduct('wiki').id },
      },
      { name: 'unassigned.changed', environmentId: there, containers: [lone] },
      { name: 'notices.changed', notices: [notice] },
      { name: 'settings.changed', settings: dark },
      { name: 'history.changed', historyRevision: 8 },
      { name: 'api.changed', api: starting },
      { name: 'keyStore.changed', keyStore: keyring },
    ])
  })
})
