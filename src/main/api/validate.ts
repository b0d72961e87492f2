import type { FastifySchemaCompiler } from 'fastify'
import type { z } from 'zod'
import type { ApiProblem } from '../../shared/api/problem'
import { problemOf } from './problems'
import { RefusedRequest } from './refused-request'

type Fault = NonNullable<ApiProblem['errors']>[number]

/** What came is checked by the schema that the document is made of. */
export const validatorCompiler: FastifySchemaCompiler<z.ZodType> = ({ schema, httpPart }) => {
  const where = placeOf(httpPart)
  return (given: unknown) => {
    const read = schema.safeParse(given)
    return read.success ? { value: read.data } : { error: refusal(where, read.error) }
  }
}

function refusal(where: Fault['in'], { issues }: z.ZodError): RefusedRequest {
  const errors = issues.flatMap((issue) => faultsOf(where, issue))
  const detail = errors.map(sentenceOf).join(' ')
  return new RefusedRequest(problemOf('invalid-request', detail, { errors }))
}

function faultsOf(where: Fault['in'], issue: z.core.$ZodIssue): readonly Fault[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => {
      return { in: where, pointer: pointerOf([...issue.path, key]), detail: 'is not known' }
    })
  }
  return [{ in: where, pointer: pointerOf(issue.path), detail: issue.message }]
}

/** RFC 6901. */
function pointerOf(path: readonly PropertyKey[]): string {
  return path
    .map((part) => `/${String(part).slice(0, 100).replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('')
}

function sentenceOf({ in: where, pointer, detail }: Fault): string {
  return pointer === '' ? `The ${where}: ${detail}.` : `${pointer} in the ${where}: ${detail}.`
}

function placeOf(part: string | undefined): Fault['in'] {
  if (part === 'body' || part === 'headers') return part
  return part === 'querystring' ? 'query' : 'path'
}
