import type { FastifyReply } from 'fastify'
import type { ApiProblem } from '../../shared/api/problem'
import { problemFrom, problemOf } from './problems'
import { refuse } from './refuse'
import { RefusedRequest } from './refused-request'

/** What was thrown: what the request is to blame for, or a defect. */
export function answerError(
  error: unknown,
  reply: FastifyReply,
  defect: (error: unknown) => void,
): FastifyReply {
  const problem = problemOfError(error)
  if (problem.status === 500) defect(error)
  return refuse(reply, ofName(problem))
}

function problemOfError(error: unknown): ApiProblem {
  if (error instanceof RefusedRequest) return error.problem
  switch (statusOf(error) ?? 500) {
    case 400:
      return problemOf('invalid-request', 'The request can’t be read.')
    case 413:
      return problemOf('body-too-large', 'The body is larger than 64 KiB.')
    case 414:
      return problemOf('not-found', 'No name is that long.')
    case 415:
      return problemOf('unsupported-media-type', 'The body has to be application/json.')
    default:
      return problemOf('internal', 'This is a defect of Tagout; its log says more.')
  }
}

function statusOf(error: unknown): number | null {
  if (!(error instanceof Error) || !('statusCode' in error)) return null
  return typeof error.statusCode === 'number' ? error.statusCode : null
}

/** A name that can't be one is of nothing that exists. */
function ofName(problem: ApiProblem): ApiProblem {
  const [fault] = problem.errors ?? []
  if (fault?.in !== 'path') return problem
  const isOfEnvironment = fault.pointer === '/environmentId'
  return problemFrom({ code: isOfEnvironment ? 'environment-not-found' : 'product-not-found' })
}
