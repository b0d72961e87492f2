import type { Problem } from '../../../shared/problem'
import { unreachable } from '../../../shared/result'
import type { Sentence } from './trouble'

/** What happened and what to do, for whoever reads an answer of the API. */
export function sentenceOf(problem: Problem): Sentence {
  switch (problem.code) {
    case 'environment-not-found':
      return say('There is no such environment.', 'GET /api/environments lists them.')
    case 'environment-offline':
      return say(
        'The environment is offline, so nothing was changed.',
        'Tagout keeps trying to connect. Try again once it is connected.',
      )
    case 'product-not-found':
      return say(
        'There is no such product deployment in the environment.',
        'GET …/product-deployments lists them.',
      )
    case 'owned-by-observer':
      return say(
        'An observer put this product into maintenance, so only the observer ends it.',
        'It ends when the observed system says normal. A person can take it over in Tagout’s window.',
      )
    case 'transition-in-progress':
      return say(
        'This product is on its way back to normal operation.',
        'Wait until it is there, then try again.',
      )
    case 'not-in-maintenance':
      return say('This product is in normal operation, so there is nothing to end.')
    case 'key-store-refused':
      return say('The system’s key store did not take it.', 'Unlock it, then try again.')
    case 'observer-not-found':
      return say('This product has no observer.', 'Set one up in Tagout’s window.')
    case 'reason-required':
      return say('A reason is needed, and none was given.', 'Say why.')
    case 'acknowledgement-needed':
      return say(
        `Stopping would delete ${problem.containers.join(', ')}: started with --rm.`,
        'Send "acknowledged": true if they may be deleted.',
      )
    case 'swarm-manager-needed':
      return say(
        `This engine is no manager of its swarm, which would start stopped tasks again: ${problem.services.join(', ')}.`,
        'Connect Tagout to a manager of this swarm.',
      )
    case 'tag-unreadable':
      return say(
        `The tag ${problem.volume} on the Docker host can’t be read by this Tagout.`,
        'Update Tagout: whoever hung the tag can read it.',
      )
    case 'malformed-request':
      return say('The request was not understood.')
    case 'engine-unreachable':
      return say(
        'The Docker engine could not be reached.',
        'Check that it runs and that the connection to it works, then try again.',
      )
    case 'engine-refused':
      return say(
        `The Docker engine refused (status ${problem.status}).`,
        'Read what it said, put that right on the host, then try again.',
      )
    case 'engine-timeout':
      return say(
        `The Docker engine did not finish within ${problem.seconds} s. It may still be at it.`,
        'Look at the container on the host, then try again.',
      )
    case 'engine-answer-unreadable':
      return say('The Docker engine gave an answer that Tagout can’t read.')
    case 'container-gone':
      return say('The container does not exist any more.')
    case 'unhealthy':
      return say(
        'It was started but did not get healthy.',
        'Look at its log and its health check, then try again.',
      )
    case 'not-completed':
      return say(
        `It did not run to its end with success (exit code ${problem.exitCode ?? 'unknown'}), and others wait for it.`,
        'Look at its log, put right what it needs, then try again.',
      )
    case 'tag-replaced':
      return say('The tag on the Docker host was taken down or replaced by someone else meanwhile.')
    case 'went-offline':
      return say(
        'The connection to the Docker engine was lost in the middle of it.',
        'What was begun goes on by itself when the environment is connected again. Should the product be as before then, nothing had been begun: try again.',
      )
    case 'held-back':
      return say(
        `Held back, because a step that comes first did not succeed: ${problem.by}.`,
        'Put that one right first, then try again.',
      )
    case 'cancelled':
      return say('The change was cancelled before this was done.', 'Try again to do what is left.')
    case 'not-so':
      return say(
        'The engine answered yes, but it is not so.',
        'Look at the container on the host: something else may start or stop it.',
      )
    case 'tasks-not-running':
      return say(
        `Only ${problem.running} of ${problem.wanted} tasks of the Swarm service run.`,
        'Look at what keeps the others (docker service ps), put that right, then try again.',
      )
    default:
      return unreachable(problem)
  }
}

function say(message: string, todo: string | null = null): Sentence {
  return { message, todo }
}
