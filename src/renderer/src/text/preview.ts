import type { RestartPolicy } from '../../../shared/container'
import type { Cause, Step } from '../../../shared/plan'
import type { Untouched, Warning } from '../../../shared/preview'
import { unreachable } from '../../../shared/result'

/** Why a container stays as it is. */
export function untouchedText(why: Untouched['why']): string {
  switch (why) {
    case 'ignored':
      return 'told to be left alone by its label'
    case 'job':
      return 'a Swarm job, runs to its end by itself'
    case 'one-shot':
      return 'a one-shot, runs to its end by itself'
    case 'not-running':
      return 'not running'
    case 'was-not-running':
      return 'was stopped before the maintenance'
    case 'runs-already':
      return 'runs already'
    default:
      return unreachable(why)
  }
}

export function warningText(warning: Warning): string {
  switch (warning.code) {
    case 'removed-on-stop':
      return `${warning.name} was started with --rm: stopping deletes it with its anonymous volumes, and exiting maintenance can’t bring it back.`
    case 'policy-stays':
      return `This engine can’t take the restart policy of ${warning.name} away. Should the host restart during the maintenance, the container may be started again, and is reported then.`
    case 'restarting':
      return `${warning.name} is in a crash loop. It is stopped, and will be in its crash loop again after maintenance.`
    case 'session-open':
      return `Someone works in ${warning.name} with docker exec (${warning.commands.join(', ')}). Stopping the container ends that.`
    default:
      return unreachable(warning)
  }
}

/** `Stop shop-web-1`. */
export function stepText({ action, target }: Step): string {
  switch (action.type) {
    case 'hold':
      return `Hold ${target.name} back from restarting (restart policy ${policyText(action.from)} → no)`
    case 'stop':
      return `Stop ${target.name} (killed if not down after ${action.timeout ?? 10} s)`
    case 'release':
      return `Put back the restart policy of ${target.name} (no → ${policyText(action.to)})`
    case 'start':
      return `Start ${target.name}`
    case 'pause':
      return `Pause ${target.name}`
    case 'await':
      return action.until === 'healthy'
        ? `Wait until ${target.name} is healthy`
        : `Wait until ${target.name} has completed`
    case 'scale-down':
      return `Scale the Swarm service ${target.name} to 0, and wait until no task of it runs`
    case 'scale-up':
      return `Scale the Swarm service ${target.name} back to ${action.to}, and wait for its tasks`
    case 'constrain':
      return `Place the global Swarm service ${target.name} on no node, and wait until no task of it runs`
    case 'unconstrain':
      return `Place the global Swarm service ${target.name} on its nodes again, and wait for its tasks`
    default:
      return unreachable(action)
  }
}

export function causeText(cause: Cause): string {
  switch (cause) {
    case 'entering maintenance':
      return 'entering maintenance'
    case 'would restart by its policy':
      return 'it would restart by its policy'
    case 'ran before maintenance':
      return 'it ran before the maintenance'
    case 'policy from before maintenance':
      return 'as before the maintenance'
    case 'was paused before maintenance':
      return 'it was paused before the maintenance'
    case 'others wait for it':
      return 'others wait for it'
    default:
      return unreachable(cause)
  }
}

function policyText({ name, maximumRetryCount }: RestartPolicy): string {
  return name === 'on-failure' && maximumRetryCount > 0 ? `${name}:${maximumRetryCount}` : name
}
