import type { FastifyBodyParser, FastifyInstance } from 'fastify'
import { problemOf } from './problems'
import { RefusedRequest } from './refused-request'

const utf8 = new TextDecoder('utf-8', { fatal: true })

/** JSON in UTF-8, and nothing in it that would become an object's prototype. */
export function jsonReader(app: FastifyInstance): FastifyBodyParser<Buffer> {
  const parse = app.getDefaultJsonParser('error', 'error')
  return (request, body, done) => {
    const text = textOf(body)
    if (text === null) {
      done(new RefusedRequest(problemOf('invalid-request', 'The body is not UTF-8.')))
    } else void parse(request, text, done)
  }
}

function textOf(body: Buffer): string | null {
  try {
    return utf8.decode(body)
  } catch {
    return null
  }
}
