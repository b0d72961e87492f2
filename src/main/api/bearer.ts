import type { onRequestHookHandler } from 'fastify'
import { problemOf } from './problems'
import type { Caller } from './tokens'
import { refuse } from './refuse'

const bearer = /^Bearer +([\x21-\x7e]{1,500})$/i

/** Wants a token of whoever asks for what isn't open to all. */
export function wantToken(callerOf: (token: string) => Caller | null): onRequestHookHandler {
  return (request, reply, done) => {
    if (request.is404 || request.routeOptions.config.isOpenToAll === true) {
      done()
      return
    }
    const given = request.headers.authorization
    const token = given === undefined ? undefined : bearer.exec(given)?.[1]
    request.caller = token === undefined ? null : callerOf(token)
    if (request.caller !== null) {
      done()
      return
    }
    const error = given === undefined ? '' : ', error="invalid_token"'
    reply.header('WWW-Authenticate', `Bearer realm="Tagout"${error}`)
    refuse(
      reply,
      problemOf(
        'unauthorized',
        given === undefined
          ? 'A token is needed: Authorization: Bearer <token>.'
          : 'The token is not known, or was revoked.',
        { todo: 'Make a token in Tagout’s Settings.' },
      ),
    )
  }
}
