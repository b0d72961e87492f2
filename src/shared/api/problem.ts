import { z } from 'zod'
import { operationMode } from '../maintenance'
import { productDeploymentId } from '../ids'
import { containerOutcome } from './change'
import { telling, trouble } from './parts'

/** Why a request was not carried out; a code is stable, and has one HTTP status. */
export const problemCode = z.enum([
  'invalid-request',
  'unauthorized',
  'host-not-allowed',
  'origin-not-allowed',
  'not-found',
  'method-not-allowed',
  'request-timeout',
  'body-too-large',
  'unsupported-media-type',
  'expectation-failed',
  'headers-too-large',
  'too-many-requests',
  'internal',
  'environment-not-found',
  'product-not-found',
  'observer-not-found',
  'owned-by-observer',
  'transition-in-progress',
  'acknowledgement-needed',
  'swarm-manager-needed',
  'tag-unreadable',
  'incomplete',
  'engine-failed',
  'environment-offline',
])
export type ApiProblemCode = z.infer<typeof problemCode>

const about = {
  type: z.string().describe('`urn:tagout:problem:<code>`'),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  /** An answer of a newer Tagout may have one that is not known here. */
  code: z.string(),
}

const fault = z
  .object({
    in: z.enum(['body', 'query', 'path', 'headers']),
    pointer: z.string().describe('A JSON pointer to the field; empty for the whole.'),
    detail: z.string(),
  })
  .readonly()

/** RFC 9457, `application/problem+json`. */
export const problem = z
  .object({
    ...about,
    errors: z.array(fault).readonly().optional().describe('What is wrong with the request.'),
    containers: z
      .array(z.string())
      .readonly()
      .optional()
      .describe('Of `acknowledgement-needed`: what a stop would delete, by name.'),
    services: z
      .array(z.string())
      .readonly()
      .optional()
      .describe('Of `swarm-manager-needed`: the Swarm services, by name.'),
    todo: z.string().optional().describe('What to do about it.'),
    engine: z.string().optional().describe('What the engine or the system said.'),
  })
  .readonly()
  .meta({ id: 'Problem' })
export type ApiProblem = z.infer<typeof problem>

/** A change was begun and is incomplete: the same request again retries. */
export const incompleteProblem = z
  .object({
    ...about,
    success: z.literal(false),
    productDeploymentId,
    previousMode: operationMode,
    newMode: operationMode,
    triggerSource: z.enum(['Manual', 'Observer']).nullable(),
    telling: telling.nullable(),
    cause: trouble.nullable().describe('What kept the whole change from going on.'),
    containers: z.array(containerOutcome).readonly(),
    todo: z.string().optional(),
  })
  .readonly()
  .meta({ id: 'IncompleteProblem' })
export type ApiIncompleteProblem = z.infer<typeof incompleteProblem>
