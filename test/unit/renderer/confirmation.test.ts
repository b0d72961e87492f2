import { describe, expect, it } from 'vitest'
import { next, obstacleTo, outcomeOf } from '../../../src/renderer/src/store/confirmation'
import type { Confirmation } from '../../../src/renderer/src/store/confirmation'
import { createConfirmation } from '../../../src/renderer/src/store/confirmation-store'
import { failed, ok } from '../../../src/shared/result'
import {
  aChange,
  aMember,
  anOutcome,
  aPreview,
  aProduct,
  aStack,
  aStep,
  byAnna,
  maintained,
} from './fixtures'
import { fakeBridge } from './fake-bridge'

const previewing: Confirmation = { phase: 'previewing' }
const asking: Confirmation = { phase: 'asking', preview: aPreview() }
const entering = aProduct('shop', {
  maintenance: { mode: 'Entering', trigger: byAnna, takenOverFrom: null },
  change: aChange(),
})

function seen(state: Confirmation, product = aProduct('shop')): Confirmation {
  return next(state, { type: 'observed', product }, 'Maintenance')
}

describe('the way from asking to an end', () => {
  it('asks once the preview is there', () => {
    expect(next(previewing, { type: 'previewed', result: ok(aPreview()) }, 'Maintenance')).toEqual(
      asking,
    )
  })

  it('fails when there is no preview, but goes on asking while the environment is offline', () => {
    const offline = failed({ code: 'environment-offline' } as const)

    expect(next(previewing, { type: 'previewed', result: offline }, 'Maintenance')).toEqual({
      phase: 'failed',
      problem: { code: 'environment-offline' },
    })
    expect(next(asking, { type: 'previewed', result: offline }, 'Maintenance')).toBe(asking)
  })

  it('is not taken back to asking by a preview that comes late', () => {
    const changing: Confirmation = { phase: 'changing', own: true, change: null }

    expect(next(changing, { type: 'previewed', result: ok(aPreview()) }, 'Maintenance')).toBe(
      changing,
    )
  })

  it.each([
    ['changed', 'done'],
    ['already', 'done'],
    ['incomplete', 'incomplete'],
  ] as const)('ends, with the result %s, as %s', (result, phase) => {
    const outcome = anOutcome({ result })

    expect(next(asking, { type: 'ended', result: ok(outcome) }, 'Maintenance')).toEqual({
      phase,
      outcome,
    })
  })

  it('ends as failed when it was refused', () => {
    const result = failed({ code: 'transition-in-progress' } as const)

    expect(next(asking, { type: 'ended', result }, 'Maintenance')).toEqual({
      phase: 'failed',
      problem: { code: 'transition-in-progress' },
    })
  })
})

describe('a change that is seen under way', () => {
  it('is shown instead of asking, also when the page has just been opened', () => {
    const following = { phase: 'changing', own: false, change: aChange() }

    expect([seen(previewing, entering), seen(asking, entering)]).toEqual([following, following])
  })

  it('of the other direction is not this page’s', () => {
    const exiting = aProduct('shop', { change: aChange({ to: 'Normal' }) })

    expect(seen(asking, exiting)).toBe(asking)
  })

  it('of one’s own ends by its answer, not by what is announced', () => {
    const own: Confirmation = { phase: 'changing', own: true, change: aChange() }

    expect(seen(own, aProduct('shop', { maintenance: maintained }))).toEqual(own)
  })

  it('of another ends as done when the product is where it was going', () => {
    const change = aChange({ steps: [aStep('stop', 'web', 'done')] })
    const product = aProduct('shop', { maintenance: maintained })

    expect(seen({ phase: 'changing', own: false, change }, product)).toEqual({
      phase: 'done',
      outcome: outcomeOf(change, 'changed', product),
    })
  })

  it('of another goes back to asking when it was turned round', () => {
    expect(seen({ phase: 'changing', own: false, change: aChange() })).toEqual(previewing)
  })

  it('that is incomplete is shown as such, and as under way again when it is retried', () => {
    const change = aChange({ state: 'incomplete', steps: [aStep('stop', 'web', 'failed')] })
    const incomplete = seen(previewing, { ...entering, change })

    expect(incomplete.phase).toBe('incomplete')
    expect(seen(incomplete, { ...entering, change })).toBe(incomplete)
    expect(seen(incomplete, entering)).toEqual({ phase: 'changing', own: false, change: aChange() })
  })

  it('that a lost connection cut off is told to have gone on by itself when it is done', () => {
    const problem = { code: 'went-offline' } as const
    const cutOff: Confirmation = {
      phase: 'incomplete',
      outcome: anOutcome({ result: 'incomplete', problem }),
    }

    const goingOn = seen(cutOff, entering)
    const done = seen(goingOn, aProduct('shop', { maintenance: maintained }))

    expect([
      seen(cutOff, { ...entering, change: aChange({ state: 'incomplete', problem }) }),
    ]).toEqual([cutOff])
    expect([goingOn, done]).toMatchObject([
      { phase: 'changing', own: false, wentOn: true },
      { phase: 'done', outcome: { result: 'changed', problem: null }, wentOn: true },
    ])
  })

  it('is shown where it was not known whether it had begun', () => {
    const failedToBegin: Confirmation = { phase: 'failed', problem: { code: 'went-offline' } }
    const refused: Confirmation = { phase: 'failed', problem: { code: 'owned-by-observer' } }

    expect(seen(failedToBegin, entering)).toMatchObject({ phase: 'changing', wentOn: true })
    expect(seen(refused, entering)).toBe(refused)
  })

  it('stays incomplete when its end was answered before it was announced', () => {
    const incomplete: Confirmation = {
      phase: 'incomplete',
      outcome: anOutcome({ result: 'incomplete' }),
    }

    expect(seen(incomplete, { ...entering, change: null })).toBe(incomplete)
  })
})

describe('the outcome of a change that was only watched', () => {
  it('tells killed containers by the exit codes of the product', () => {
    const product = aProduct('shop', {
      stacks: [aStack('shop', aMember('web', { state: 'exited', exitCode: 137 }), aMember('db'))],
    })
    const change = aChange({
      steps: [
        aStep('hold', 'web', 'done'),
        aStep('stop', 'web', 'done'),
        aStep('stop', 'db', 'failed', { problem: { code: 'engine-timeout', seconds: 30 } }),
        aStep('stop', 'gone', 'failed', { problem: { code: 'container-gone' } }),
      ],
    })

    expect(
      outcomeOf(change, 'incomplete', product).containers.map(({ name, result, killed }) => [
        name,
        result,
        killed,
      ]),
    ).toEqual([
      ['web', 'stopped', true],
      ['db', 'failed', false],
      ['gone', 'gone', false],
    ])
  })

  it('counts a container that did not get healthy as started', () => {
    const steps = [
      aStep('start', 'web', 'done'),
      aStep('await', 'web', 'failed', { problem: { code: 'unhealthy', detail: '' } }),
    ]

    expect(outcomeOf(aChange({ to: 'Normal', steps }), 'changed', aProduct('shop'))).toMatchObject({
      previousMode: 'Maintenance',
      newMode: 'Normal',
      containers: [{ result: 'started', problem: { code: 'unhealthy' } }],
    })
  })
})

describe('what stands in the way', () => {
  const observed = { ...maintained, trigger: { ...byAnna, source: 'Observer' as const } }
  const exiting = { mode: 'Exiting', trigger: byAnna, takenOverFrom: null, exit: byAnna } as const
  const unreadable = { mode: 'Unreadable', volume: 'tagout.shop', detail: '' } as const

  it.each([
    ['Maintenance', { mode: 'Normal' }, null],
    ['Maintenance', { mode: 'Entering', trigger: byAnna, takenOverFrom: null }, 'already-so'],
    ['Maintenance', maintained, 'already-so'],
    ['Maintenance', exiting, 'transition-in-progress'],
    ['Maintenance', unreadable, 'tag-unreadable'],
    ['Normal', { mode: 'Normal' }, 'already-so'],
    ['Normal', { mode: 'Entering', trigger: byAnna, takenOverFrom: null }, null],
    ['Normal', maintained, null],
    ['Normal', observed, 'owned-by-observer'],
    ['Normal', exiting, 'already-so'],
    ['Normal', unreadable, 'tag-unreadable'],
  ] as const)('of %s, in %j, is %s', (to, maintenance, obstacle) => {
    expect(obstacleTo(to, aProduct('shop', { maintenance }))).toBe(obstacle)
  })
})

describe('the flow of a page', () => {
  const product = {
    environmentId: aProduct('shop').environmentId,
    productDeploymentId: aProduct('shop').id,
  }

  it('previews, submits what was typed, and ends with main’s answer', async () => {
    const bridge = fakeBridge()
    const flow = createConfirmation(bridge, 'Maintenance', aProduct('shop'))

    void flow.preview()
    await bridge.answer('maintenance.preview', ok(aPreview()))
    void flow.submit('migration', true)
    await bridge.answer('maintenance.change', ok(anOutcome()))

    expect(flow.store.getState().confirmation).toEqual({ phase: 'done', outcome: anOutcome() })
    expect(bridge.asked).toEqual([
      { name: 'maintenance.preview', input: { product, to: 'Maintenance' } },
      {
        name: 'maintenance.change',
        input: { product, to: 'Maintenance', reason: 'migration', acknowledged: true },
      },
    ])
  })

  it('is changing from the press of the button on, and shows only steps that main announced', () => {
    const bridge = fakeBridge()
    const flow = createConfirmation(bridge, 'Maintenance', aProduct('shop'))

    void flow.submit('', false)

    expect(flow.store.getState().confirmation).toEqual({
      phase: 'changing',
      own: true,
      change: null,
    })
  })

  it('looks again when the product looks different, and takes the later preview', async () => {
    const bridge = fakeBridge()
    const flow = createConfirmation(bridge, 'Maintenance', aProduct('shop'))
    void flow.preview()
    await bridge.answer('maintenance.preview', ok(aPreview()))
    const later = aPreview({ warnings: [{ code: 'restarting', name: 'db' }] })

    flow.observe(aProduct('shop', { stacks: [aStack('shop', aMember('web'))] }))
    flow.observe(aProduct('shop', { stacks: [aStack('shop', aMember('db'))] }))
    flow.observe(aProduct('shop', { stacks: [aStack('shop', aMember('db'))] }))
    await bridge.answer('maintenance.preview', ok(aPreview()))
    await bridge.answer('maintenance.preview', ok(later))

    expect(flow.store.getState().confirmation).toEqual({ phase: 'asking', preview: later })
    expect(bridge.asked).toHaveLength(3)
  })

  it('tells a call that main rejects like any other problem', async () => {
    const bridge = fakeBridge()
    const flow = createConfirmation(bridge, 'Normal', aProduct('shop', { maintenance: maintained }))

    void flow.submit('', false)
    await bridge.refuse('maintenance.change', new Error('boom'))

    expect(flow.store.getState().confirmation).toEqual({
      phase: 'failed',
      problem: { code: 'malformed-request', detail: 'Error: boom' },
    })
  })
})
