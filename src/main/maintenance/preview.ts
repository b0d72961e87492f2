import { isUp } from '../../shared/container'
import type { Details } from '../../shared/container'
import type { Maintenance, OperationMode, Owned, Source, Tag } from '../../shared/maintenance'
import type { Plan } from '../../shared/plan'
import type { Preview, Untouched, Warning } from '../../shared/preview'
import type { InspectedMember } from '../../shared/product'
import { planOfEntering, planOfExiting } from './plan'
import type { Observation, Setter } from './ports'
import { matchSnapshot, snapshotOf } from './snapshot'
import { isUnreadable, stateOf } from './state'
import { restoreOf, serviceOf } from './swarm'

/** What a change would do now; of a mode that the product is in already, nothing. */
export function previewOf({ product, members, tag }: Observation, to: OperationMode): Preview {
  const maintenance = stateOf(tag, members)
  const readable = tag === null || isUnreadable(tag) ? null : tag
  const preview = { to, product, maintenance, telling: null }
  if (to === 'Maintenance') {
    const plan = tag === null ? planOfEntering(snapshotOf(members), members) : nothing
    return {
      ...preview,
      plan,
      untouched: leftRunningOrDown(members),
      warnings: tag === null ? warningsOf(plan, members) : [],
    }
  }
  return {
    ...preview,
    plan: readable === null ? nothing : planOfExiting(readable, members),
    untouched: readable === null ? [] : leftDown(readable, members),
    warnings: [],
  }
}

/** With who would be told, which an observer's change does not do, nor one that is made already. */
export function withSetter(preview: Preview, setter: Setter | null): Preview {
  const { to, maintenance } = preview
  if (setter === null) return preview
  const isTold =
    to === 'Maintenance'
      ? maintenance.mode === 'Normal'
      : 'trigger' in maintenance && sourceOfExit(maintenance) === 'Manual'
  const gracePeriodMs = to === 'Maintenance' ? setter.gracePeriodMs : 0
  return isTold ? { ...preview, telling: { to: setter.to, gracePeriodMs } } : preview
}

function sourceOfExit(maintenance: Maintenance & Owned): Source {
  return (maintenance.mode === 'Exiting' ? maintenance.exit : maintenance.trigger).source
}

const nothing: Plan = { steps: [], gone: [] }

/** A job is left alone for what it is; whatever else is ignored, for its label. */
function whyIgnored(member: InspectedMember): Untouched['why'] {
  return serviceOf(member)?.mode === 'job' ? 'job' : 'ignored'
}

function leftRunningOrDown(members: readonly InspectedMember[]): readonly Untouched[] {
  return members.flatMap((member): Untouched[] => {
    const { name, stack, service, role, state } = member
    if (role === 'ignored') return [{ name, stack, service, why: whyIgnored(member) }]
    if (isUp(state)) return []
    return [{ name, stack, service, why: role === 'one-shot' ? 'one-shot' : 'not-running' }]
  })
}

function leftDown({ snapshot }: Tag, members: readonly InspectedMember[]): readonly Untouched[] {
  const ignored = members.filter(({ role }) => role === 'ignored')
  return [
    ...matchSnapshot(snapshot, members).flatMap(({ entry, member }): Untouched[] => {
      if (member === null) return []
      const { name, stack, service } = member
      if (restoreOf(entry, member) !== null) return []
      if (isUp(member.state)) return [{ name, stack, service, why: 'runs-already' }]
      if (entry.was !== 'stopped') return []
      const why = member.role === 'one-shot' ? 'one-shot' : 'was-not-running'
      return [{ name, stack, service, why }]
    }),
    ...ignored.map((member): Untouched => {
      const { name, stack, service } = member
      return { name, stack, service, why: whyIgnored(member) }
    }),
  ]
}

function warningsOf({ steps }: Plan, members: readonly InspectedMember[]): readonly Warning[] {
  const stopped = new Set(
    steps.filter(({ action }) => action.type === 'stop').map(({ target }) => target.container),
  )
  const staying = members.filter(
    ({ role, details }) => role !== 'ignored' && restartsWithHost(details),
  )
  const ofStops = members
    .filter(({ id }) => stopped.has(id))
    .flatMap(({ name, state, swarm, details }): Warning[] => [
      ...(details.autoRemove ? [{ code: 'removed-on-stop', name } as const] : []),
      ...(state === 'restarting' && swarm === null ? [{ code: 'restarting', name } as const] : []),
    ])
  return [...ofStops, ...staying.map(({ name }) => ({ code: 'policy-stays', name }) as const)]
}

/**
 * Podman doesn't start what was stopped, but its `podman-restart.service` does when the host starts:
 * what has one of these policies, however it was stopped.
 */
function restartsWithHost({ restartPolicy, fixedPolicy }: Details): boolean {
  return (
    fixedPolicy !== null &&
    (restartPolicy.name === 'always' || restartPolicy.name === 'unless-stopped')
  )
}
