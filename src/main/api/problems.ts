import type { ApiIncompleteProblem, ApiProblem, ApiProblemCode } from '../../shared/api/problem'
import type { Problem } from '../../shared/problem'
import { unreachable } from '../../shared/result'
import { sentenceOf } from './words/sentence'

interface Answer {
  readonly status: number
  readonly title: string
}

/** A stable code has one status, and a title that is the same each time. */
export const problemAnswers: Readonly<Record<ApiProblemCode, Answer>> = {
  'invalid-request': { status: 400, title: 'The request is not valid' },
  unauthorized: { status: 401, title: 'A token is needed' },
  'host-not-allowed': { status: 403, title: 'The host is not allowed' },
  'origin-not-allowed': { status: 403, title: 'The origin is not allowed' },
  'not-found': { status: 404, title: 'There is nothing here' },
  'environment-not-found': { status: 404, title: 'No such environment' },
  'product-not-found': { status: 404, title: 'No such product deployment' },
  'observer-not-found': { status: 404, title: 'No observer' },
  'method-not-allowed': { status: 405, title: 'The method is not allowed' },
  'request-timeout': { status: 408, title: 'The request took too long' },
  'owned-by-observer': { status: 409, title: 'The maintenance is an observer’s' },
  'transition-in-progress': { status: 409, title: 'A change is in progress' },
  'acknowledgement-needed': { status: 409, title: 'An acknowledgement is needed' },
  'swarm-manager-needed': { status: 409, title: 'A Swarm manager is needed' },
  'tag-unreadable': { status: 409, title: 'The tag can’t be read' },
  'body-too-large': { status: 413, title: 'The body is too large' },
  'unsupported-media-type': { status: 415, title: 'The media type is not supported' },
  'expectation-failed': { status: 417, title: 'The expectation can’t be met' },
  'too-many-requests': { status: 429, title: 'Too many requests' },
  'headers-too-large': { status: 431, title: 'The headers are too large' },
  internal: { status: 500, title: 'A defect of Tagout' },
  incomplete: { status: 502, title: 'The change is incomplete' },
  'engine-failed': { status: 502, title: 'The Docker engine failed' },
  'environment-offline': { status: 503, title: 'The environment is offline' },
}

type More = Omit<ApiProblem, 'type' | 'title' | 'status' | 'detail' | 'code'>

export function problemOf(code: ApiProblemCode, detail: string, more: More = {}): ApiProblem {
  return { ...headOf(code), detail, ...more }
}

/** Why a request was not carried out, as the core says it. */
export function problemFrom(problem: Problem): ApiProblem {
  const { message, todo } = sentenceOf(problem)
  return problemOf(codeOf(problem.code), message, {
    ...(todo === null ? {} : { todo }),
    ...('detail' in problem && problem.detail !== '' ? { engine: problem.detail } : {}),
    ...('containers' in problem ? { containers: problem.containers } : {}),
    ...('services' in problem ? { services: problem.services } : {}),
  })
}

export function incompleteProblemOf(
  detail: string,
  more: Omit<ApiIncompleteProblem, 'type' | 'title' | 'status' | 'detail' | 'code' | 'success'>,
): ApiIncompleteProblem {
  return { ...headOf('incomplete'), detail, success: false, ...more }
}

function headOf(code: ApiProblemCode): Omit<ApiProblem, 'detail'> & { code: ApiProblemCode } {
  const { status, title } = problemAnswers[code]
  return { type: `urn:tagout:problem:${code}`, title, status, code }
}

function codeOf(code: Problem['code']): ApiProblemCode {
  switch (code) {
    case 'environment-not-found':
    case 'environment-offline':
    case 'product-not-found':
    case 'observer-not-found':
    case 'owned-by-observer':
    case 'transition-in-progress':
    case 'acknowledgement-needed':
    case 'swarm-manager-needed':
    case 'tag-unreadable':
      return code
    case 'engine-unreachable':
      return 'environment-offline'
    case 'malformed-request':
    case 'reason-required':
    case 'not-in-maintenance':
      return 'invalid-request'
    case 'key-store-refused':
    case 'engine-refused':
    case 'engine-timeout':
    case 'engine-answer-unreadable':
    case 'container-gone':
    case 'unhealthy':
    case 'not-completed':
    case 'tag-replaced':
    case 'went-offline':
    case 'held-back':
    case 'cancelled':
    case 'not-so':
    case 'tasks-not-running':
      return 'engine-failed'
    default:
      return unreachable(code)
  }
}
