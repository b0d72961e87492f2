import type { FastifyInstance } from 'fastify'
import {
  operationModeOutcome,
  operationModeRequest,
  operationModeState,
  preview,
  previewQuery,
} from '../../../shared/api/operation-mode'
import type { OperationModeState } from '../../../shared/api/operation-mode'
import type { ApiProblemCode } from '../../../shared/api/problem'
import { productRef } from '../../../shared/ids'
import type { ProductRef } from '../../../shared/ids'
import { operationModeOf } from '../../../shared/maintenance'
import type { ProductView } from '../../../shared/product'
import { failed, ok } from '../../../shared/result'
import type { Answering } from '../ports'
import { problemFrom } from '../problems'
import { addRoute } from '../route'
import { changeWords } from '../words/change'
import { previewWords } from '../words/preview'
import { productIn } from './found'
import { productUrl } from './products'

const url = `${productUrl}/operation-mode`
const missing: readonly ApiProblemCode[] = ['environment-not-found', 'product-not-found']

export function addOperationMode(app: FastifyInstance, answering: Answering): void {
  const { shown, service, requests } = answering

  function stateOf(product: ProductRef, view: ProductView): OperationModeState {
    const { maintenance } = view
    return {
      ...product,
      operationMode: operationModeOf(maintenance),
      maintenanceState: maintenance.mode,
      trigger: 'trigger' in maintenance ? maintenance.trigger : null,
      change: changeWords(service.changeOf(product)),
      lastRequest: requests.last(product),
    }
  }

  addRoute(app, {
    method: 'GET',
    url,
    id: 'getOperationMode',
    tag: 'Operation mode',
    summary: 'The mode, the change in progress, and what became of the newest request',
    path: productRef,
    ok: operationModeState,
    problems: missing,
    answer: ({ path }) => {
      const found = productIn(shown(), path)
      return found.ok ? ok(stateOf(path, found.value)) : found
    },
  })
  addRoute(app, {
    method: 'PUT',
    url,
    id: 'putOperationMode',
    tag: 'Operation mode',
    summary: 'Enter or exit maintenance',
    description: putDescription,
    path: productRef,
    body: operationModeRequest,
    ok: operationModeOutcome,
    accepted: operationModeState,
    problems: [
      ...missing,
      'owned-by-observer',
      'transition-in-progress',
      'acknowledgement-needed',
      'swarm-manager-needed',
      'tag-unreadable',
      'incomplete',
      'engine-failed',
      'environment-offline',
    ],
    answer: async ({ path, body, caller, doesNotWait }) => {
      const found = productIn(shown(), path)
      if (!found.ok) return found
      const { mode, reason = '', acknowledged = false } = body
      const via = `API: ${caller.name}`
      const request = { to: mode, source: 'Manual', reason, acknowledged, via } as const
      const answer = doesNotWait
        ? await requests.begin(path, found.value.name, request)
        : await requests.change(path, found.value.name, request)
      if (answer === null) {
        const accepted = stateOf(path, productNow(answering, path) ?? found.value)
        return ok({ accepted, location: locationOf(path) })
      }
      return answer.status === 200 ? ok(answer.body) : failed(answer.body)
    },
  })
  addRoute(app, {
    method: 'GET',
    url: `${url}/preview`,
    id: 'previewOperationMode',
    tag: 'Operation mode',
    summary: 'What a change would do, step by step; changes nothing',
    path: productRef,
    query: previewQuery,
    ok: preview,
    problems: [...missing, 'engine-failed', 'environment-offline'],
    answer: async ({ path, query: { mode } }) => {
      const found = productIn(shown(), path)
      if (!found.ok) return found
      const previewed = await service.preview(path, mode)
      return previewed.ok
        ? ok(previewWords(path, previewed.value))
        : failed(problemFrom(previewed.problem))
    },
  })
}

function productNow({ shown }: Answering, product: ProductRef): ProductView | null {
  const found = productIn(shown(), product)
  return found.ok ? found.value : null
}

function locationOf({ environmentId, productDeploymentId }: ProductRef): string {
  return url
    .replace(':environmentId', environmentId)
    .replace(':productDeploymentId', productDeploymentId)
}

const putDescription = `Answers when the change is complete, which takes as long as the containers take. Asking for the
mode that it is in already is a success. A client that hangs up does not cancel the change.

With \`Prefer: respond-async\` it is answered with 202 and a \`Location\` as soon as the change is
under way; what can’t be begun, or is so already, is answered at once as it is without.

Whoever calls is Manual: what an observer began can’t be ended here. 502 with the code
\`incomplete\` names the containers that are left; the same request again does what is left. Where its \`cause\` is \`went-offline\`, the connection was
lost in the middle: it goes on by itself when the environment is connected again.`
