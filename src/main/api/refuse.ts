import type { FastifyReply } from 'fastify'
import type { ApiIncompleteProblem, ApiProblem } from '../../shared/api/problem'
import { problemType } from './headers'

/** Seconds after which an environment may be connected again. */
const retryAfter = 10

/** Answers with the problem, as RFC 9457 has it. */
export function refuse(reply: FastifyReply, problem: ApiProblem | ApiIncompleteProblem) {
  if (problem.status === 503 || problem.status === 429) {
    reply.header('Retry-After', String(retryAfter))
  }
  return reply.code(problem.status).type(problemType).send(problem)
}
