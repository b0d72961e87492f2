import type { ApiProblem } from '../../shared/api/problem'

/** How a part of Fastify that can only throw refuses a request. */
export class RefusedRequest extends Error {
  readonly problem: ApiProblem

  constructor(problem: ApiProblem) {
    super(problem.detail)
    this.problem = problem
  }
}
