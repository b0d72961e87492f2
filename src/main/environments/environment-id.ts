import { sameReach } from '../../shared/environment-config'
import type { EnvironmentConfig, Reach } from '../../shared/environment-config'
import { environmentId, slugOf } from '../../shared/ids'
import type { EnvironmentId } from '../../shared/ids'
import { nameOf } from './reach'

/**
 * A slug of its name that no other environment has or had: what is remembered under an id is of one
 * place. One that was removed and leads to the same place has its own again.
 */
export function idFor(
  { name, reach }: EnvironmentConfig,
  taken: readonly EnvironmentId[],
  removed: readonly { readonly id: EnvironmentId; readonly reach: Reach }[],
): EnvironmentId {
  const former = removed.find((each) => sameReach(each.reach, reach))
  if (former !== undefined && !taken.includes(former.id)) return former.id
  const slug = slugOf(name ?? nameOf(reach))
  const used = new Set<string>([...taken, ...removed.map(({ id }) => id)])
  let id = slug
  for (let number = 2; used.has(id); number++) id = `${slug}-${number}`
  return environmentId.parse(id)
}
