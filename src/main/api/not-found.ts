import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { problemOf } from './problems'
import { refuse } from './refuse'

/** The methods of each path that there is. */
export type KnownPaths = Map<string, { readonly pattern: RegExp; readonly methods: Set<string> }>

/** Fills as routes are added. */
export function knownPaths(app: FastifyInstance): KnownPaths {
  const paths: KnownPaths = new Map()
  app.addHook('onRoute', ({ url, method }) => {
    const known = paths.get(url) ?? { pattern: patternOf(url), methods: new Set(['OPTIONS']) }
    for (const each of [method].flat()) known.methods.add(each)
    paths.set(url, known)
  })
  return paths
}

function patternOf(url: string): RegExp {
  return new RegExp(`^${url.replaceAll('.', '\\.').replace(/:\w+/g, '[^/]+')}$`)
}

/** Tells a wrong method from a wrong path. */
export function answerNotFound(
  request: FastifyRequest,
  reply: FastifyReply,
  paths: KnownPaths,
): FastifyReply {
  const [path = ''] = request.url.split('?')
  const known = [...paths.values()].find(({ pattern }) => pattern.test(path))
  if (known === undefined) {
    return refuse(
      reply,
      problemOf('not-found', 'There is nothing here.', {
        todo: 'GET /api/docs tells what there is.',
      }),
    )
  }
  reply.header('Allow', [...known.methods].sort().join(', '))
  if (request.method === 'OPTIONS') return reply.code(204).send()
  return refuse(reply, problemOf('method-not-allowed', `${request.method} is not for this.`))
}
