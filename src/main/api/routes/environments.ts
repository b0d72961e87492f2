import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { environment, environments } from '../../../shared/api/environments'
import { environmentId } from '../../../shared/ids'
import { ok } from '../../../shared/result'
import type { Answering } from '../ports'
import { addRoute } from '../route'
import { environmentWords } from '../words/environment'
import { environmentIn } from './found'

export const environmentPath = z.object({ environmentId })

export function addEnvironments(app: FastifyInstance, { shown }: Answering): void {
  addRoute(app, {
    method: 'GET',
    url: '/api/environments',
    id: 'listEnvironments',
    tag: 'Environments',
    summary: 'Environments with their connection state',
    ok: environments,
    problems: [],
    answer: () => ok({ environments: shown().environments.map(environmentWords) }),
  })
  addRoute(app, {
    method: 'GET',
    url: '/api/environments/:environmentId',
    id: 'getEnvironment',
    tag: 'Environments',
    summary: 'One environment with its connection state',
    path: environmentPath,
    ok: environment,
    problems: ['environment-not-found'],
    answer: ({ path }) => {
      const found = environmentIn(shown(), path.environmentId)
      return found.ok ? ok(environmentWords(found.value)) : found
    },
  })
}
