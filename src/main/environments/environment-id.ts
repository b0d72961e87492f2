import { sameReach } from '../../shared/environment-config'
import type { EnvironmentConfig, Reach } from '../../shared/environment-config'
import { environmentId, slugOf } from '../../shared/ids'
import type { EnvironmentId } from '../../shared/ids'
import { nameOf } from './reach'

/** An id, and the place whose it is or was. `current`: of the daemon that was the current one. */
export interface UsedId {
  readonly id: EnvironmentId
  readonly reach: Reach
}

/**
 * A slug of its name that no other environment has or had: what is remembered under an id is of one
 * place. One that was removed and leads to the same place has its own again, and a context the one
 * that it had as the current one.
 */
export function idFor(
  { name, reach }: EnvironmentConfig,
  taken: readonly UsedId[],
  former: readonly UsedId[],
): EnvironmentId {
  const own = former.find((each) => sameReach(each.reach, reach))
  if (own !== undefined && !taken.some(({ id }) => id === own.id)) return own.id
  const slug = slugOf(reach.kind === 'context' ? reach.name : (name ?? nameOf(reach)))
  const others = [...taken, ...former].filter(
    (each) => !(reach.kind === 'context' && each.reach.kind === 'current' && each.id === slug),
  )
  const used = new Set<string>(others.map(({ id }) => id))
  let id = slug
  for (let number = 2; used.has(id); number++) id = `${slug}-${number}`
  return environmentId.parse(id)
}
