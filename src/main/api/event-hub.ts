import type { ServerResponse } from 'node:http'
import { keyOf } from '../../shared/ids'
import { unreachable } from '../../shared/result'
import { createComparer } from '../comparer'
import { differencesBetween } from '../shown'
import type { Difference, Shown } from '../shown'
import { openEventStream } from './event-stream'
import type { EventStream } from './event-stream'
import type { Caller } from './tokens'
import { environmentWords } from './words/environment'
import { productWords } from './words/product'

/** All readers of the events. */
export interface EventHub {
  isFull(): boolean
  /** Tells it all, and from then on what becomes different. */
  open(response: ServerResponse, caller: Caller): void
  changed(): void
  /** Whoever reads with a token that is none any more reads no longer. */
  closeThoseNot(allowed: (caller: Caller) => boolean): void
}

const mostStreams = 32
/** Milliseconds. */
const beatEvery = 15_000

export function createEventHub(show: () => Shown, run: string): EventHub {
  const streams = new Map<EventStream, Caller>()
  const comparer = createComparer(show, (before, after) => {
    if (before === null) return
    for (const difference of differencesBetween(before, after)) {
      for (const stream of streams.keys()) tell(stream, difference)
    }
  })
  let count = 0
  let beat: NodeJS.Timeout | undefined

  function closed(stream: EventStream): void {
    streams.delete(stream)
    if (streams.size === 0) clearInterval(beat)
  }

  return {
    isFull: () => streams.size >= mostStreams,
    open: (response, caller) => {
      const { environments, products } = comparer.now()
      const nextId = (): string => `${run}-${++count}`
      const stream = openEventStream(response, nextId, () => closed(stream))
      if (streams.size === 0) {
        beat = setInterval(() => {
          for (const each of streams.keys()) each.beat()
        }, beatEvery)
      }
      streams.set(stream, caller)
      const state = {
        environments: environments.map(environmentWords),
        productDeployments: products.map(productWords),
      }
      stream.send('state', state, 'state')
    },
    changed: () => {
      if (streams.size > 0) comparer.changed()
    },
    closeThoseNot: (allowed) => {
      for (const [stream, caller] of streams) if (!allowed(caller)) stream.close()
    },
  }
}

function tell(stream: EventStream, announcement: Difference): void {
  switch (announcement.name) {
    case 'environment.changed': {
      const { environment } = announcement
      stream.send('environment.changed', environmentWords(environment), environment.id)
      return
    }
    case 'environment.removed': {
      const { environmentId } = announcement
      stream.send('environment.removed', { environmentId }, environmentId)
      return
    }
    case 'product.changed': {
      const product = productWords(announcement.product)
      stream.send('productDeployment.changed', product, keyOf(product))
      return
    }
    case 'product.removed': {
      const { product } = announcement
      stream.send('productDeployment.removed', product, keyOf(product))
      return
    }
    case 'history.changed':
      stream.send('history.changed', { revision: announcement.historyRevision }, 'history')
      return
    case 'environments.arranged':
    case 'unassigned.changed':
    case 'notices.changed':
    case 'settings.changed':
    case 'api.changed':
    case 'keyStore.changed':
    case 'product.chosen':
    case 'followed.told':
    case 'followed.changed':
      return
    default:
      return unreachable(announcement)
  }
}
