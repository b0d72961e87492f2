import { describe, expect, it } from 'vitest'
import { obstacleToTakeover } from '../../../src/renderer/src/store/takeover'
import { carriedOutBy } from '../../../src/renderer/src/text/elsewhere'
import type { Maintenance, Owned } from '../../../src/shared/maintenance'
import { aProduct, byAnna } from './fixtures'

const byErp = { ...byAnna, source: 'Observer', by: 'erp@desk' } as const
const anna: Owned = { trigger: byAnna, takenOverFrom: null }
const erp: Owned = { trigger: byErp, takenOverFrom: null }
const taken: Owned = { trigger: byAnna, takenOverFrom: byErp }

describe('a takeover', () => {
  it.each<[Maintenance, ReturnType<typeof obstacleToTakeover>]>([
    [{ mode: 'Normal' }, 'not-in-maintenance'],
    [{ mode: 'Entering', ...erp }, null],
    [{ mode: 'Entering', ...anna }, 'manual'],
    [{ mode: 'Maintenance', ...erp }, null],
    [{ mode: 'Maintenance', ...taken }, 'manual'],
    [{ mode: 'Exiting', ...erp, exit: byErp }, 'exiting'],
    [{ mode: 'Unreadable', volume: 'tagout.shop', detail: 'schema 2' }, 'unreadable'],
  ])('of %j has the obstacle %s', (maintenance, obstacle) => {
    expect(obstacleToTakeover(maintenance)).toBe(obstacle)
  })

  it('leaves an entering to whoever carries it out', () => {
    const maintenance: Maintenance = { mode: 'Entering', ...taken }

    expect(carriedOutBy(aProduct('shop', { maintenance }), 'Maintenance')).toBe('erp@desk')
  })
})
