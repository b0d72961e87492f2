import { createHmac } from 'node:crypto'
import type { ObservationProblem } from '../../shared/observer'
import { ok } from '../../shared/result'
import type { Result } from '../../shared/result'
import type { SetterConfig } from '../../shared/setter'
import type { Message } from '../maintenance/ports'
import type { Limits } from '../outside/deadline'
import { request } from '../outside/request'

/** @param at seconds since 1970: when it is sent */
export async function tellWebhook(
  { url, secret, caFile }: SetterConfig & { readonly type: 'webhook' },
  message: Message,
  at: number,
  limits: Limits,
): Promise<Result<void, ObservationProblem>> {
  const body = bodyOf(message)
  const headers = { 'Content-Type': 'application/json', ...signatures(body, at, secret) }
  const heard = await request({
    url,
    method: 'POST',
    headers,
    body,
    caFile,
    answer: 'ignored',
    ...limits,
  })
  return heard.ok ? ok() : heard
}

function bodyOf({ says, product, reason, at, id }: Message): string {
  return JSON.stringify({ state: says, product, reason, at, id })
}

/**
 * Of the body alone for products that know ReadyStackGo; of the time with it, so that what was sent
 * once can't be sent again by somebody else. Without a secret there is nothing to sign with.
 */
function signatures(
  body: string,
  at: number,
  secret: string | undefined,
): Readonly<Record<string, string>> {
  const timestamp = String(at)
  const signed = (text: string): string =>
    `sha256=${createHmac('sha256', secret ?? '')
      .update(text)
      .digest('hex')}`
  return {
    'X-Tagout-Timestamp': timestamp,
    ...(secret === undefined
      ? {}
      : {
          'X-Tagout-Signature': signed(`${timestamp}.${body}`),
          'X-RSGO-Signature': signed(body),
        }),
  }
}
