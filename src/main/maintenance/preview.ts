import { isUp } from '../../shared/container'
import type { OperationMode, Tag } from '../../shared/maintenance'
import type { Plan } from '../../shared/plan'
import type { Preview, Untouched, Warning } from '../../shared/preview'
import type { InspectedMember } from '../../shared/product'
import { planOfEntering, planOfExiting } from './plan'
import type { Observation } from './ports'
import { matchSnapshot, snapshotOf } from './snapshot'
import { isUnreadable, stateOf } from './state'

/** What a change would do now; of a mode that the product is in already, nothing. */
export function previewOf({ product, members, tag }: Observation, to: OperationMode): Preview {
  const maintenance = stateOf(tag, members)
  const readable = tag === null || isUnreadable(tag) ? null : tag
  const preview = { to, product, maintenance }
  if (to === 'Maintenance') {
    const plan = tag === null ? planOfEntering(snapshotOf(members), members) : nothing
    return {
      ...preview,
      plan,
      untouched: leftRunningOrDown(members),
      warnings: warningsOf(plan, members),
    }
  }
  return {
    ...preview,
    plan: readable === null ? nothing : planOfExiting(readable, members),
    untouched: readable === null ? [] : leftDown(readable, members),
    warnings: [],
  }
}

const nothing: Plan = { steps: [], gone: [] }

function leftRunningOrDown(members: readonly InspectedMember[]): readonly Untouched[] {
  return members.flatMap(({ name, stack, service, role, state }): Untouched[] => {
    if (role === 'ignored') return [{ name, stack, service, why: 'ignored' }]
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
      if (isUp(member.state)) return [{ name, stack, service, why: 'runs-already' }]
      if (entry.was !== 'stopped') return []
      const why = member.role === 'one-shot' ? 'one-shot' : 'was-not-running'
      return [{ name, stack, service, why }]
    }),
    ...ignored.map(({ name, stack, service }): Untouched => ({
      name,
      stack,
      service,
      why: 'ignored',
    })),
  ]
}

function warningsOf({ steps }: Plan, members: readonly InspectedMember[]): readonly Warning[] {
  const stopped = new Set(
    steps.filter(({ action }) => action.type === 'stop').map(({ target }) => target.container),
  )
  return members
    .filter(({ id }) => stopped.has(id))
    .flatMap(({ name, state, details }): Warning[] => [
      ...(details.autoRemove ? [{ code: 'removed-on-stop', name } as const] : []),
      ...(state === 'restarting' ? [{ code: 'restarting', name } as const] : []),
    ])
}
