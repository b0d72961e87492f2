import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import type { Gate } from '../../../src/main/demo/api/server'

/**
 * What a request meets in place of an answer, or before it.
 * - `slow`: the answer comes so many milliseconds later
 * - `answers`: the engine answers that it fails, with this status
 * - `hangs`: no answer ever, though the connection stays
 * - `cut`: the connection breaks
 */
type Fault =
  | { readonly kind: 'slow'; readonly milliseconds: number }
  | { readonly kind: 'answers'; readonly status: number; readonly message: string }
  | { readonly kind: 'hangs' }
  | { readonly kind: 'cut' }

export interface Faults {
  readonly gate: Gate
  /**
   * From now on, for requests of which this is true of `<method> <path>`, e.g.
   * `POST /v1.44/containers/…/stop`. Yields what ends it.
   * @param times so many requests; without an end by default
   */
  inject(fault: Fault, at: RegExp, times?: number): () => void
  /** How many requests came, all in all. */
  asked(): number
}

export function createFaults(): Faults {
  const injected: { readonly fault: Fault; readonly at: RegExp; left: number }[] = []
  let asked = 0

  function faultFor(request: IncomingMessage): Fault | null {
    const what = `${request.method ?? ''} ${request.url ?? ''}`
    const found = injected.find(({ at, left }) => left > 0 && at.test(what))
    if (found === undefined) return null
    found.left--
    return found.fault
  }

  return {
    asked: () => asked,
    async gate(request, response) {
      asked++
      const fault = faultFor(request)
      return fault === null || (await meet(fault, response))
    },
    inject(fault, at, times = Infinity) {
      const one = { fault, at, left: times }
      injected.push(one)
      return () => void (one.left = 0)
    },
  }
}

/** Yields whether the engine answers all the same. */
async function meet(fault: Fault, response: ServerResponse): Promise<boolean> {
  switch (fault.kind) {
    case 'slow':
      await pause(fault.milliseconds)
      return true
    case 'answers':
      response.writeHead(fault.status, { 'Content-Type': 'application/json' })
      response.end(JSON.stringify({ message: fault.message }))
      return false
    case 'hangs':
      return false
    case 'cut':
      response.destroy()
      return false
  }
}
