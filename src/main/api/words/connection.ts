import type { ConnectionProblem } from '../../../shared/problem'
import { unreachable } from '../../../shared/result'
import type { Sentence } from './trouble'

export function connectionSentence(problem: ConnectionProblem): Sentence {
  return { message: messageOf(problem), todo: null }
}

function messageOf(problem: ConnectionProblem): string {
  switch (problem.code) {
    case 'socket-missing':
      return `There is no socket at ${problem.path}.`
    case 'socket-forbidden':
      return `Tagout’s user is not allowed to use the socket ${problem.path}.`
    case 'connection-refused':
      return `Nothing listens at ${problem.address}.`
    case 'host-not-found':
      return `The host of ${problem.address} is not known.`
    case 'connection-timeout':
      return `${problem.address} did not answer in time.`
    case 'connection-lost':
      return 'The connection was lost.'
    case 'tls-failed':
      return `No trusted connection to ${problem.address}.`
    case 'endpoint-unsupported':
      return `Tagout can’t connect to ${problem.address}: it does not know this kind of address.`
    case 'context-not-found':
      return `There is no Docker context named ${problem.name}.`
    case 'file-unreadable':
      return `The file ${problem.path} can’t be read.`
    case 'not-an-engine':
      return `What answers at ${problem.address} is no Docker engine.`
    case 'engine-too-old':
      return `The engine is too old: it speaks API ${problem.apiVersion}, Tagout needs ${problem.needed} or newer.`
    default:
      return unreachable(problem)
  }
}
