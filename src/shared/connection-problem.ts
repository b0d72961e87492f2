import type { ConnectionProblem } from './problem'
import { unreachable } from './result'

/** One sentence for places where there is room for one. */
export function connectionProblemText(problem: ConnectionProblem): string {
  switch (problem.code) {
    case 'socket-missing':
      return `There is no socket at ${problem.path}: Docker is not running there, or not installed.`
    case 'socket-forbidden':
      return `You are not allowed to use the socket ${problem.path}.`
    case 'connection-refused':
      return `Nothing listens at ${problem.address}.`
    case 'host-not-found':
      return `The host of ${problem.address} is not known.`
    case 'connection-timeout':
      return `${problem.address} did not answer in time.`
    case 'connection-lost':
      return `The connection was lost${problem.detail === '' ? '' : `: ${problem.detail}`}.`
    case 'tls-failed':
      return `No trusted connection to ${problem.address}${problem.detail === '' ? '' : `: ${problem.detail}`}.`
    case 'endpoint-unsupported':
      return `Tagout can’t connect to ${problem.address}: it does not know this kind of address.`
    case 'context-not-found':
      return `There is no Docker context named ${problem.name}.`
    case 'file-unreadable':
      return `The file ${problem.path} can’t be read${problem.detail === '' ? '' : `: ${problem.detail}`}.`
    case 'key-locked':
      return problem.isDamaged
        ? 'The key that was pasted for this environment can’t be read any more.'
        : 'The system’s key store does not give the key that was pasted for this environment.'
    case 'not-an-engine':
      return `What answers at ${problem.address} is no Docker engine${problem.detail === '' ? '' : `: ${problem.detail}`}.`
    case 'engine-known-already':
      return `This is the engine of the environment ${problem.name}, where its products are shown.`
    case 'engine-too-old':
      return `The engine is too old: it speaks API ${problem.apiVersion}, Tagout needs ${problem.needed} or newer.`
    default:
      return unreachable(problem)
  }
}
