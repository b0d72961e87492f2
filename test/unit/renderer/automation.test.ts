import { describe, expect, it } from 'vitest'
import { createAutomationStore } from '../../../src/renderer/src/store/automation'
import { consequenceOf } from '../../../src/renderer/src/store/consequence'
import type { Consequence } from '../../../src/renderer/src/store/consequence'
import {
  actingText,
  consequenceText,
  removalText,
  variableRemovalText,
} from '../../../src/renderer/src/text/automation'
import { blockFaultText, filledText } from '../../../src/renderer/src/text/pasted'
import type { Automation } from '../../../src/shared/automation'
import type { Maintenance } from '../../../src/shared/maintenance'
import { observerConfig } from '../../../src/shared/observer'
import type { Reading } from '../../../src/shared/observer'
import { failed, ok } from '../../../src/shared/result'
import { fakeBridge } from './fake-bridge'
import { aProduct, byAnna, maintained } from './fixtures'
import { refOf } from '../../../src/renderer/src/store/world'

const none: Automation = { observer: null, setter: null, variables: [], isReadable: true }
const shop = refOf(aProduct('shop'))

describe('what is automatic of a product', () => {
  it('is what main answered last, whichever answer comes later', async () => {
    const bridge = fakeBridge()
    const { store, ask } = createAutomationStore(bridge, shop)
    const first = ask()
    const second = ask()
    await bridge.answer('automation.get', ok({ ...none, isReadable: false }))
    expect(store.getState()).toEqual({ state: 'asking' })

    await bridge.answer('automation.get', ok(none))
    await Promise.all([first, second])

    expect(bridge.asked).toEqual([
      { name: 'automation.get', input: { product: shop } },
      { name: 'automation.get', input: { product: shop } },
    ])
    expect(store.getState()).toEqual({ state: 'known', automation: none })
  })

  it('is not known where main refuses', async () => {
    const bridge = fakeBridge()
    const { store, ask } = createAutomationStore(bridge, shop)
    const asking = ask()
    await bridge.answer('automation.get', failed({ code: 'product-not-found' }))
    await asking

    expect(store.getState()).toEqual({ state: 'failed', problem: { code: 'product-not-found' } })
  })
})

describe('what follows from what an observer says', () => {
  const says = (word: 'maintenance' | 'normal'): Reading => ({ says: word, value: word })
  const nothing: Reading = { says: 'nothing', problem: { code: 'query-failed', detail: '' } }
  const byObserver: Maintenance = {
    ...maintained,
    trigger: { ...byAnna, source: 'Observer' },
  }
  const exiting: Maintenance = { ...maintained, mode: 'Exiting', exit: byAnna }

  it.each<[Reading, Maintenance, Consequence]>([
    [nothing, { mode: 'Normal' }, 'unknown'],
    [says('maintenance'), { mode: 'Normal' }, 'enters'],
    [says('normal'), { mode: 'Normal' }, 'is-so'],
    [says('maintenance'), maintained, 'is-so'],
    [says('normal'), maintained, 'stays-manual'],
    [says('normal'), byObserver, 'exits'],
    [says('maintenance'), exiting, 'under-way'],
    [says('normal'), exiting, 'is-so'],
    [says('normal'), { mode: 'Unreadable', volume: 'tagout.shop', detail: '' }, 'unreadable'],
  ])('%j in %j: %s', (reading, maintenance, consequence) => {
    expect(consequenceOf(reading, true, maintenance)).toBe(consequence)
    expect(consequenceText(consequence, 'Shop')).toMatch(/^.+\.$/)
  })

  it('is nothing while it is switched off', () => {
    expect(consequenceOf(says('maintenance'), false, { mode: 'Normal' })).toBe('switched-off')
  })

  it('is asked about before it is saved only where the mode would change', () => {
    const asked = (['enters', 'exits', 'is-so', 'stays-manual'] as const).map(
      (consequence) => actingText(consequence, says('normal'), 'Shop')?.confirm ?? null,
    )

    expect(asked).toEqual(['Save and Enter Maintenance', 'Save and Exit Maintenance', null, null])
  })

  it('of a variable’s removal is said who uses it', () => {
    expect([
      variableRemovalText('KEY', ['observer', 'setter']),
      variableRemovalText('KEY', []),
    ]).toEqual([
      {
        title: 'Remove KEY?',
        text: [
          'It is used by the observer and the setter. Without it, every check or telling that needs it fails; nothing is changed by that.',
          'Its value can’t be brought back.',
        ],
        confirm: 'Remove Variable',
      },
      {
        title: 'Remove KEY?',
        text: ['Nothing here uses it.', 'Its value can’t be brought back.'],
        confirm: 'Remove Variable',
      },
    ])
  })

  it('of its removal is said what stays', () => {
    expect([removalText('Shop', true).text.length, removalText('Shop', false).text.length]).toEqual(
      [2, 1],
    )
  })
})

describe('a pasted block', () => {
  const observer = observerConfig.parse({ type: 'file', path: '/srv/flag' })

  it('says what it has filled in', () => {
    expect([
      filledText({ ok: true, observer, setter: null }),
      filledText({ ok: true, observer: null, setter: null }),
    ]).toEqual([
      'Filled in an observer (File). Look it over, try it with Test now, then save.',
      'There is neither an observer nor a setter in it, so nothing was filled in.',
    ])
  })

  it.each([
    [4, 'observer.url', 'Line 4, observer.url: must not be empty'],
    [null, '', 'must not be empty'],
    [2, '', 'Line 2: must not be empty'],
  ])('says where it is faulty: line %s, %j', (line, path, text) => {
    expect(blockFaultText({ line, path, message: 'must not be empty' })).toBe(text)
  })
})
