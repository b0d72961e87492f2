import { millisecondsOf } from '../../shared/duration'
import type { Duration } from '../../shared/duration'
import type { ProductRef } from '../../shared/ids'
import type { ObservationProblem } from '../../shared/observer'
import { failed } from '../../shared/result'
import type { Result } from '../../shared/result'
import type { SetterProblem } from '../../shared/setter'
import type { Clock, Message, Setters } from '../maintenance/ports'
import { longestOf, mayPass, pauseAfter } from './attempts'
import { setterProblemOf, tellOnce } from './tell-once'
import type { OpenSetter } from './tell-once'

/** What may be known of a setter without its secrets. */
interface Planned {
  readonly to: string
  readonly retries: number
  readonly timeout: Duration
  readonly gracePeriod: Duration
}

export interface SettersPorts {
  readonly clock: Clock
  /** From 0 to 1. */
  readonly random: () => number
  /** Null: the product has none. */
  readonly planned: (product: ProductRef) => Planned | null
  readonly open: (product: ProductRef) => Promise<Result<OpenSetter | null, ObservationProblem>>
}

/** The products' setters, as they are configured when they are asked for. */
export function createSetters(ports: SettersPorts): Setters {
  return {
    of: (product) => {
      const planned = ports.planned(product)
      if (planned === null) return null
      const attempts = planned.retries + 1
      return {
        to: planned.to,
        attempts,
        gracePeriodMs: millisecondsOf(planned.gracePeriod),
        longestMs: longestOf(attempts, millisecondsOf(planned.timeout)),
        tell: async (message, attempting, givenUp) => {
          const calledOff = new AbortController()
          void givenUp.then(() => calledOff.abort())
          const { signal } = calledOff
          for (let attempt = 1; ; attempt++) {
            const told = await attemptAt(product, message, ports, signal)
            if (told.ok || attempt === attempts || !mayPass(told.problem)) return told
            await passing(pauseAfter(attempt, ports.random()), ports.clock, signal)
            if (signal.aborted) return told
            attempting(attempt + 1, told.problem)
          }
        },
      }
    },
  }
}

/** What is thrown is a bug, which must hold no maintenance up; its words may hold secrets. */
async function attemptAt(
  product: ProductRef,
  message: Message,
  { open, clock }: SettersPorts,
  signal: AbortSignal,
): Promise<Result<void, SetterProblem>> {
  try {
    const opened = await open(product)
    if (!opened.ok) return failed(setterProblemOf(opened.problem))
    if (opened.value === null) return failed(removed)
    return await tellOnce(opened.value, message, clock.now(), signal)
  } catch (error) {
    const detail = error instanceof Error ? error.name : typeof error
    return failed({ code: 'answer-unusable', detail })
  }
}

const removed: SetterProblem = {
  code: 'configuration-invalid',
  field: 'setter',
  detail: 'It was removed meanwhile.',
}

function passing(milliseconds: number, clock: Clock, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    const stop = clock.after(milliseconds, resolve)
    signal.addEventListener('abort', () => {
      stop()
      resolve()
    })
  })
}
