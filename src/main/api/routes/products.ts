import type { FastifyInstance } from 'fastify'
import { history, historyQuery } from '../../../shared/api/history'
import { observer } from '../../../shared/api/observer'
import { productDeploymentDetails, productDeployments } from '../../../shared/api/products'
import { productRef } from '../../../shared/ids'
import { failed, ok } from '../../../shared/result'
import type { Answering } from '../ports'
import { problemFrom } from '../problems'
import { addRoute } from '../route'
import { historyWords } from '../words/history'
import { observerWords } from '../words/observer'
import { productDetailsWords, productWords } from '../words/product'
import { environmentPath } from './environments'
import { environmentIn, productIn } from './found'

export const productUrl =
  '/api/environments/:environmentId/product-deployments/:productDeploymentId'

export function addProducts(app: FastifyInstance, answering: Answering): void {
  const { shown, automating } = answering
  addRoute(app, {
    method: 'GET',
    url: '/api/environments/:environmentId/product-deployments',
    id: 'listProductDeployments',
    tag: 'Product deployments',
    summary: 'The product deployments of an environment, by name',
    description:
      'While the environment is offline they are as they were last known: `asOf` says since when.',
    path: environmentPath,
    ok: productDeployments,
    problems: ['environment-not-found'],
    answer: ({ path: { environmentId } }) => {
      const world = shown()
      const found = environmentIn(world, environmentId)
      if (!found.ok) return found
      const products = world.products.filter((each) => each.environmentId === environmentId)
      return ok({ productDeployments: products.map(productWords) })
    },
  })
  addRoute(app, {
    method: 'GET',
    url: productUrl,
    id: 'getProductDeployment',
    tag: 'Product deployments',
    summary: 'One product deployment with its stacks, services and containers',
    path: productRef,
    ok: productDeploymentDetails,
    problems: ['environment-not-found', 'product-not-found'],
    answer: ({ path }) => {
      const found = productIn(shown(), path)
      return found.ok ? ok(productDetailsWords(found.value)) : found
    },
  })
  addRoute(app, {
    method: 'GET',
    url: `${productUrl}/observer`,
    id: 'getObserver',
    tag: 'Observer',
    summary: 'The observer: what it said last, and when it is asked next',
    path: productRef,
    ok: observer,
    problems: ['environment-not-found', 'product-not-found', 'observer-not-found'],
    answer: ({ path }) => {
      const found = productIn(shown(), path)
      if (!found.ok) return found
      const { observer } = found.value
      return observer === null ? noObserver : ok(observerWords(observer))
    },
  })
  addRoute(app, {
    method: 'POST',
    url: `${productUrl}/observer/check`,
    id: 'checkObserver',
    tag: 'Observer',
    summary: 'Check now; answers when that is done',
    path: productRef,
    ok: observer,
    problems: ['environment-not-found', 'product-not-found', 'observer-not-found'],
    answer: async ({ path }) => {
      const known = productIn(shown(), path)
      if (!known.ok) return known
      const checked = await automating.check(path)
      if (!checked.ok) return failed(problemFrom(checked.problem))
      const after = productIn(shown(), path)
      if (!after.ok) return after
      const { observer } = after.value
      return observer === null ? noObserver : ok(observerWords(observer))
    },
  })
  addRoute(app, {
    method: 'GET',
    url: `${productUrl}/history`,
    id: 'getHistory',
    tag: 'Product deployments',
    summary: 'What happened, newest first',
    path: productRef,
    query: historyQuery,
    ok: history,
    problems: ['environment-not-found', 'product-not-found'],
    answer: ({ path: product, query: { limit, offset } }) => {
      const filter = { product, kind: null, search: '' }
      const { entries, total } = answering.history.list(filter, offset, limit, Date.now())
      // What is in the history may be deployed no longer.
      const found = total > 0 ? ok() : productIn(shown(), product)
      return found.ok ? ok({ entries: entries.map(historyWords), total, limit, offset }) : found
    },
  })
}

const noObserver = failed(problemFrom({ code: 'observer-not-found' }))
