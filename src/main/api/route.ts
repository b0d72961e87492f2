import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { incompleteProblem, problem } from '../../shared/api/problem'
import type { ApiIncompleteProblem, ApiProblem, ApiProblemCode } from '../../shared/api/problem'
import type { Result } from '../../shared/result'
import { problemAnswers } from './problems'
import { refuse } from './refuse'
import type { Caller } from './tokens'

/** What a route gets: checked, and no more of it. */
interface Asked<Path, Query, Body> {
  readonly path: Path
  readonly query: Query
  readonly body: Body
  readonly caller: Caller
  /** `Prefer: respond-async` */
  readonly doesNotWait: boolean
}

/** Begun, and not waited for: where its state is to be found. */
interface Accepted<T> {
  readonly accepted: T
  readonly location: string
}

type Answer<T> = Result<T | Accepted<unknown>, ApiProblem | ApiIncompleteProblem>

export interface Route<
  Path extends z.ZodType,
  Query extends z.ZodType,
  Body extends z.ZodType,
  Ok extends z.ZodType,
> {
  readonly method: 'GET' | 'PUT' | 'POST'
  readonly url: string
  readonly id: string
  /** What it is listed under in the document. */
  readonly tag: 'Environments' | 'Product deployments' | 'Observer' | 'Operation mode'
  readonly summary: string
  readonly description?: string
  readonly path?: Path
  readonly query?: Query
  readonly body?: Body
  /** What is answered with 200. */
  readonly ok: Ok
  /** What is answered with 202, and its headers. */
  readonly accepted?: z.ZodType
  /** Beside what each route may answer. */
  readonly problems: readonly ApiProblemCode[]
  answer(
    asked: Asked<z.output<Path>, z.output<Query>, z.output<Body>>,
  ): Answer<z.output<Ok>> | Promise<Answer<z.output<Ok>>>
}

/** Any route may answer these. */
const common: readonly ApiProblemCode[] = [
  'invalid-request',
  'unauthorized',
  'host-not-allowed',
  'origin-not-allowed',
]
const ofBodies: readonly ApiProblemCode[] = [
  'request-timeout',
  'body-too-large',
  'unsupported-media-type',
]

export function addRoute<
  Path extends z.ZodType,
  Query extends z.ZodType,
  Body extends z.ZodType,
  Ok extends z.ZodType,
>(app: FastifyInstance, route: Route<Path, Query, Body, Ok>): void {
  const { method, url, id, tag, summary, description, path, query, body, ok, accepted } = route
  const codes = [...common, ...(body === undefined ? [] : ofBodies), ...route.problems]
  app.route({
    method,
    url,
    schema: {
      operationId: id,
      tags: [tag],
      summary,
      ...(description === undefined ? {} : { description }),
      ...(path === undefined ? {} : { params: path }),
      ...(query === undefined ? {} : { querystring: query }),
      ...(body === undefined ? {} : { body }),
      response: {
        200: jsonOf('Done', ok),
        ...(accepted === undefined ? {} : { 202: jsonOf('Begun; see `Location`', accepted) }),
        ...problemResponses(codes),
      },
    },
    handler: async (request, reply) => {
      const answer = await route.answer({
        path: request.params as z.output<Path>,
        query: request.query as z.output<Query>,
        body: request.body as z.output<Body>,
        caller: callerOf(request),
        doesNotWait: wantsNoWait(request),
      })
      return send(reply, answer)
    },
  })
}

function send<T>(reply: FastifyReply, answer: Answer<T>): FastifyReply {
  if (!answer.ok) return refuse(reply, answer.problem)
  const { value } = answer
  if (!isAccepted(value)) return reply.send(value)
  return reply
    .code(202)
    .header('Location', value.location)
    .header('Preference-Applied', 'respond-async')
    .send(value.accepted)
}

function isAccepted(value: unknown): value is Accepted<unknown> {
  return typeof value === 'object' && value !== null && 'accepted' in value && 'location' in value
}

export function callerOf({ caller }: FastifyRequest): Caller {
  if (caller === null) throw new Error('A route without a token has no caller')
  return caller
}

/** RFC 7240. */
function wantsNoWait({ headers: { prefer = '' } }: FastifyRequest): boolean {
  const preferences = [prefer].flat().flatMap((each) => each.split(','))
  return preferences.some((each) => /^\s*respond-async\s*(;|$)/i.test(each))
}

function jsonOf(description: string, schema: z.ZodType) {
  return { description, content: { 'application/json': { schema } } }
}

/** By status: which codes it stands for. */
export function problemResponses(codes: readonly ApiProblemCode[]) {
  const statuses = [...new Set(codes.map((code) => problemAnswers[code].status))].sort()
  return Object.fromEntries(
    statuses.map((status) => {
      const ofIt = codes.filter((code) => problemAnswers[code].status === status)
      const schema = ofIt.includes('incomplete') ? z.union([incompleteProblem, problem]) : problem
      const description = ofIt.map((code) => `\`${code}\``).join(', ')
      return [status, { description, content: { 'application/problem+json': { schema } } }]
    }),
  )
}
