import { containerId, environmentId, productDeploymentId } from '../../src/shared/ids'
import type { Ending, Opening, RecordedContainer } from '../../src/shared/history'

/** A change of a product that began at that time. */
export function anOpening(change: string, at: string, changes: Partial<Opening> = {}): Opening {
  return {
    version: 1,
    kind: 'begun',
    change,
    at,
    product: {
      ref: {
        environmentId: environmentId.parse('default'),
        productDeploymentId: productDeploymentId.parse('shop'),
      },
      name: 'Shop',
      version: '1.4.2',
    },
    trigger: { source: 'Manual', reason: 'Patch night', by: 'ada@desk', at },
    from: 'Normal',
    to: 'Maintenance',
    by: 'ada@desk',
    ...changes,
  }
}

export function anEnding(change: string, at: string, changes: Partial<Ending> = {}): Ending {
  return {
    version: 1,
    kind: 'ended',
    change,
    at,
    result: 'changed',
    containers: [],
    problem: null,
    ...changes,
  }
}

/** A container that was stopped. */
export function aRecordedContainer(
  name: string,
  changes: Partial<RecordedContainer> = {},
): RecordedContainer {
  const startedAt = '2026-11-22T20:00:00.000Z'
  return {
    container: containerId.parse(`id-of-${name}`),
    name: `shop-${name}-1`,
    stack: 'shop',
    service: name,
    result: 'stopped',
    exitCode: 0,
    killed: false,
    problem: null,
    steps: [{ action: 'stop', state: 'done', startedAt, tookMs: 1500, problem: null }],
    ...changes,
  }
}
