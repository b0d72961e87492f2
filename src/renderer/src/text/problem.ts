import type { StepId } from '../../../shared/plan'
import type { Problem } from '../../../shared/problem'
import { unreachable } from '../../../shared/result'
import { count, listed } from './count'
import { durationText } from './duration'

/** What happened, what to do about it, and what the engine or the system said, for the curious. */
export interface ProblemText {
  readonly what: string
  readonly todo: string
  readonly detail: string | null
}

/** `nameOf` yields a container's name by its id, where the caller knows it. */
export function problemText(
  problem: Problem,
  nameOf: (container: string) => string = (container) => container,
): ProblemText {
  switch (problem.code) {
    case 'environment-not-found':
      return text(
        'This environment does not exist any more.',
        'Go back to the overview and choose the product deployment there.',
      )
    case 'environment-offline':
      return text(
        'The environment is offline, so nothing was changed.',
        'Tagout keeps trying to connect by itself. Try again once it is connected.',
      )
    case 'product-not-found':
      return text(
        'This product deployment does not exist any more: the engine knows no container of it.',
        'Go back to the overview to see what is deployed.',
      )
    case 'owned-by-observer':
      return text(
        'An observer put this product into maintenance, so only the observer ends it.',
        'It returns to normal operation as soon as the observed system says normal.',
      )
    case 'transition-in-progress':
      return text(
        'This product is on its way back to normal operation.',
        'Wait until it is there, then try again.',
      )
    case 'not-in-maintenance':
      return text(
        'This product is in normal operation, so there is nothing to end.',
        'Nothing has to be done.',
      )
    case 'key-store-refused':
      return text(
        'The system’s key store did not take it, so that nothing was saved.',
        'Unlock the key store (log in to your desktop’s keyring), then save again.',
      )
    case 'observer-not-found':
      return text('This product has no observer.', 'Set one up on its page, under Observer.')
    case 'reason-required':
      return text(
        'A takeover stays on record, so that it needs a reason, and none was given.',
        'Say why you take over.',
      )
    case 'acknowledgement-needed':
      return text(
        `Stopping would delete ${listed(problem.containers)}: started with --rm.`,
        'Look at the warnings again and confirm that they may be deleted.',
      )
    case 'swarm-manager-needed':
      return text(
        `Swarm would start stopped tasks again, and this engine is no manager of the swarm, so nothing was changed. The Swarm ${problem.services.length === 1 ? 'service' : 'services'} here: ${listed(problem.services)}.`,
        'Connect Tagout to a manager of this swarm (docker node ls tells which) and put the product into maintenance there.',
      )
    case 'tag-unreadable':
      return text(
        `The tag ${problem.volume} on the Docker host can’t be read by this Tagout, so nothing was changed.`,
        'Update Tagout to the newest release; whoever hung the tag can read it.',
        problem.detail,
      )
    case 'malformed-request':
      return text(
        'Tagout did not understand its own window. This is a defect of Tagout.',
        'Try again. If it stays, restart Tagout and report this text.',
        problem.detail,
      )
    case 'engine-unreachable':
      return text(
        'The Docker engine could not be reached.',
        'Check that it runs and that the connection to it works, then retry.',
        problem.detail,
      )
    case 'engine-refused':
      return text(
        `The Docker engine refused (status ${problem.status}).`,
        'Read what it said, put that right on the host, then retry.',
        problem.detail,
      )
    case 'engine-timeout':
      return text(
        `The Docker engine did not finish within ${durationText(problem.seconds * 1000)}. It may still be at it.`,
        'Look at the container on the host (docker ps, the engine’s log), then retry.',
      )
    case 'engine-answer-unreadable':
      return text(
        'The Docker engine gave an answer that Tagout can’t read.',
        'Check that the address leads to a Docker engine and that no proxy is in between.',
        problem.detail,
      )
    case 'container-gone':
      return text(
        'The container does not exist any more.',
        'Someone removed it. Deploy it again if it is still needed.',
      )
    case 'unhealthy':
      return text(
        'It was started but did not get healthy.',
        'Look at its log (docker logs) and its health check, then retry.',
        problem.detail,
      )
    case 'not-completed':
      return text(
        problem.exitCode === null
          ? 'It did not run to its end, and others wait for it.'
          : `It ended with exit code ${problem.exitCode}, and others wait for it to succeed.`,
        'Look at its log (docker logs), put right what it needs, then retry.',
      )
    case 'tag-replaced':
      return text(
        'The tag on the Docker host was taken down or replaced by someone else meanwhile.',
        'Look at the product’s mode: it may have been ended on another desktop.',
      )
    case 'went-offline':
      return text(
        'The connection to the Docker engine was lost in the middle of it.',
        'What was begun goes on by itself when the environment is connected again. Should the product be as before then, nothing had been begun: try again.',
      )
    case 'held-back':
      return text(
        `Held back, because ${heldBackBy(problem.by, nameOf)} did not succeed.`,
        'Put that one right first, then retry.',
      )
    case 'cancelled':
      return text('The change was cancelled before this was done.', 'Retry does what is left.')
    case 'not-so':
      return text(
        'The engine answered yes, but it is not so.',
        'Look at the container on the host: something else may start or stop it.',
        problem.detail,
      )
    case 'tasks-not-running':
      return text(
        `Swarm was asked for its tasks, but only ${problem.running} of ${problem.wanted} run.`,
        'Look at what keeps the others (docker service ps), put that right, then retry.',
        problem.detail,
      )
    default:
      return unreachable(problem)
  }
}

/** A step's id is its action and its container's id. */
function heldBackBy(step: StepId, nameOf: (container: string) => string): string {
  const [action = '', ...container] = step.split(' ')
  return `${action} ${nameOf(container.join(' '))}`
}

function text(what: string, todo: string, detail = ''): ProblemText {
  return { what, todo, detail: detail === '' ? null : detail }
}

/** `2 containers failed, 1 was not begun`. */
export function shortfallText(failed: number, notBegun: number): string {
  const parts = [
    ...(failed === 0 ? [] : [`${count(failed, 'container')} failed`]),
    ...(notBegun === 0
      ? []
      : [`${failed === 0 ? count(notBegun, 'container') : notBegun} not begun`]),
  ]
  return parts.join(', ')
}
