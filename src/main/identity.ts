import { randomUUID } from 'node:crypto'
import { hostname, userInfo } from 'node:os'
import { claim } from '../shared/ids'
import type { InstanceId } from '../shared/ids'
import type { Identity } from './maintenance/ports'

/** Who changes something here: this Tagout, and the user and machine that it runs for. */
export function identityOf(instance: InstanceId): Identity {
  return {
    instance,
    by: `${userName()}@${hostname()}`,
    newClaim: () => claim.parse(`${instance}.${randomUUID()}`),
  }
}

/** The system has no name for a user id that is in no account list, as in some containers. */
function userName(): string {
  try {
    return userInfo().username
  } catch {
    return process.env.USER ?? process.env.USERNAME ?? 'unknown'
  }
}
