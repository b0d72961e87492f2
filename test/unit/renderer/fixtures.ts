import type { Change, Outcome, StepProgress } from '../../../src/shared/change'
import type { Environment } from '../../../src/shared/environment'
import { containerId, environmentId, productDeploymentId } from '../../../src/shared/ids'
import type { World } from '../../../src/shared/ipc'
import type { Maintenance, Trigger } from '../../../src/shared/maintenance'
import type { ObserverStatus } from '../../../src/shared/observer'
import type { Preview } from '../../../src/shared/preview'
import type { DriftShown, Member, ProductView, Stack } from '../../../src/shared/product'
import { summaryOf } from '../../../src/shared/product-summary'
import type { ProductSummary } from '../../../src/shared/product-summary'
import { usualServing, usualSettings } from '../../support/settings'

export const local = environmentId.parse('local')
export const remote = environmentId.parse('remote')

export const byAnna: Trigger = {
  source: 'Manual',
  reason: 'migration',
  by: 'anna@desk',
  at: '2026-11-22T20:00:00Z',
}

export const maintained = {
  mode: 'Maintenance',
  trigger: byAnna,
  takenOverFrom: null,
} satisfies Maintenance

export function aMember(name: string, over: Partial<Member> = {}): Member {
  return {
    id: containerId.parse(`id-${name}`),
    name,
    image: 'image',
    state: 'running',
    health: 'none',
    exitCode: null,
    sharesNetworkOf: null,
    details: null,
    stack: 'stack',
    service: name,
    replica: 1,
    role: 'member',
    dependsOn: [],
    swarm: null,
    ...over,
  }
}

export function aStack(name: string, ...members: readonly Member[]): Stack {
  return {
    name,
    services: members.map((member) => ({ name: member.service, containers: [member] })),
  }
}

export function aProduct(name: string, over: Partial<ProductView> = {}): ProductView {
  return {
    id: productDeploymentId.parse(name),
    name,
    version: null,
    stacks: [aStack(name, aMember('web'), aMember('db'))],
    environmentId: local,
    status: 'Running',
    maintenance: { mode: 'Normal' },
    drift: [],
    change: null,
    observer: null,
    setter: null,
    told: null,
    asOf: null,
    ...over,
  }
}

/** As lists show it. */
export function aListed(name: string, over: Partial<ProductView> = {}): ProductSummary {
  return summaryOf(aProduct(name, over))
}

export function aDrift({ id, name, swarm }: Member, kind: DriftShown['kind']): DriftShown {
  return { container: id, name, kind, isService: swarm?.kind === 'service' }
}

export function anObserver(over: Partial<ObserverStatus> = {}): ObserverStatus {
  return {
    type: 'http',
    watches: 'https://erp.local/api/maintenance',
    enabled: true,
    isChecking: false,
    lastCheck: { at: '2026-11-22T20:00:00Z', reading: { says: 'normal', value: 'false' } },
    lastValue: { says: 'normal', value: 'false' },
    lastChangeAt: '2026-11-22T19:00:00Z',
    nextCheckAt: '2026-11-22T20:00:30Z',
    failingSince: null,
    held: null,
    refused: null,
    ...over,
  }
}

/** One that fails since then. */
export function aFailingObserver(over: Partial<ObserverStatus> = {}): ObserverStatus {
  const problem = { code: 'source-timeout', seconds: 10 } as const
  return anObserver({
    lastCheck: { at: '2026-11-22T20:00:00Z', reading: { says: 'nothing', problem } },
    failingSince: '2026-11-22T19:30:00Z',
    ...over,
  })
}

export function aStep(
  action: StepProgress['action'],
  name: string,
  state: StepProgress['state'],
  over: Partial<StepProgress> = {},
): StepProgress {
  return {
    step: `${action} id-${name}`,
    action,
    container: containerId.parse(`id-${name}`),
    name,
    stack: 'stack',
    service: name,
    state,
    problem: null,
    exitCode: null,
    startedAt: null,
    tookMs: null,
    ...over,
  }
}

export function aChange(over: Partial<Change> = {}): Change {
  return {
    to: 'Maintenance',
    state: 'running',
    cancelling: false,
    telling: null,
    steps: [],
    problem: null,
    ...over,
  }
}

export function anOutcome(over: Partial<Outcome> = {}): Outcome {
  return {
    result: 'changed',
    previousMode: 'Normal',
    newMode: 'Maintenance',
    triggerSource: 'Manual',
    telling: null,
    containers: [],
    problem: null,
    ...over,
  }
}

export function aPreview(over: Partial<Preview> = {}): Preview {
  return {
    to: 'Maintenance',
    product: aProduct('shop'),
    maintenance: { mode: 'Normal' },
    plan: { steps: [], gone: [] },
    telling: null,
    untouched: [],
    warnings: [],
    ...over,
  }
}

export function anEnvironment(name: string, over: Partial<Environment> = {}): Environment {
  return {
    id: environmentId.parse(name),
    name,
    address: 'unix:///var/run/docker.sock',
    attempts: [],
    connection: { state: 'connecting' },
    reach: { kind: 'current' },
    givenName: null,
    ...over,
  }
}

export function aWorld(over: Partial<World> = {}): World {
  return {
    environments: [anEnvironment('local')],
    areEnvironmentsChosen: true,
    products: [],
    unassigned: {},
    notices: [],
    settings: usualSettings,
    historyRevision: 0,
    ...usualServing,
    version: '0.1.0',
    ...over,
  }
}
