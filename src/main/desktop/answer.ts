import { z } from 'zod'
import { calls } from '../../shared/ipc'
import type { CallName, Handlers } from '../../shared/ipc'
import type { Answer } from './calls'

/** The handlers behind the contract: the page is not trusted, so that its input is parsed. */
export function answerWith(handlers: Handlers): Answer {
  return (name, input) => {
    if (!isCallName(name)) throw new Error('malformed-request: no such call')
    const parsed = calls[name].input.safeParse(input)
    if (!parsed.success) {
      throw new Error(`malformed-request: ${name}: ${z.prettifyError(parsed.error)}`)
    }
    const handle = handlers[name] as (input: unknown) => unknown
    return handle(parsed.data)
  }
}

function isCallName(name: unknown): name is CallName {
  return typeof name === 'string' && Object.hasOwn(calls, name)
}
