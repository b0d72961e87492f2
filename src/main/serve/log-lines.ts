import { connectionProblemText } from '../../shared/connection-problem'
import type { Environment } from '../../shared/environment'
import type { Notice } from '../../shared/ipc'
import { plainText } from '../../shared/plain-text'
import { productsBetween } from '../products-between'
import type { Shown } from '../shown'
import type { Level } from './log'
import { linesOfProduct } from './product-lines'

export interface Line {
  readonly level: Level
  readonly text: string
}

/** What became of everything from one to the other; from null, what is worth knowing at the start. */
export function linesBetween(before: Shown | null, after: Shown): readonly Line[] {
  const environments = new Map(before?.environments.map((each) => [each.id, each]))
  const { changed } = productsBetween(before?.products ?? [], after.products)
  const notices = new Set(before?.notices.map(({ id }) => id))
  return [
    ...after.environments.flatMap((each) => ofEnvironment(environments.get(each.id), each)),
    ...(before?.environments ?? []).flatMap((each) => goneFrom(each, after)),
    ...changed.flatMap(({ was, is }) => linesOfProduct(was, is)),
    ...ofApi(before?.api, after.api),
    ...after.notices.filter(({ id }) => !notices.has(id)).map(ofNotice),
  ].map(({ level, text }) => ({ level, text: plainText(text) }))
}

function ofEnvironment(before: Environment | undefined, after: Environment): readonly Line[] {
  const [was, is] = [before && connectionText(before), connectionText(after)]
  if (is === was || is === null) return []
  const level = after.connection.state === 'offline' ? 'warning' : 'info'
  return [{ level, text: `${calledIn(after)}: ${is}` }]
}

/** Docker's current context is another one, say. */
function goneFrom(before: Environment, after: Shown): readonly Line[] {
  if (after.environments.some(({ id }) => id === before.id)) return []
  return [{ level: 'info', text: `${calledIn(before)}: is none of the environments any more` }]
}

function calledIn({ name, address }: Environment): string {
  return address === '' ? name : `${name} (${address})`
}

function connectionText({ connection }: Environment): string | null {
  switch (connection.state) {
    case 'connected':
      return `connected to ${connection.engine}, API ${connection.apiVersion}`
    case 'offline':
      return `offline. ${connectionProblemText(connection.problem)} Trying again.`
    case 'connecting':
      return null
  }
}

function ofApi(
  before: Shown['api'] | undefined,
  { state, address, failure }: Shown['api'],
): readonly Line[] {
  if (before?.state === state && before.address === address) return []
  if (state === 'listening') {
    return [{ level: 'info', text: `The REST API listens at ${address ?? 'an unknown address'}` }]
  }
  if (state === 'failed' && failure !== null) {
    return [
      {
        level: 'error',
        text: `The REST API can’t listen on port ${failure.port}: ${failure.detail}`,
      },
    ]
  }
  return state === 'off' && before?.state === 'listening'
    ? [{ level: 'info', text: 'The REST API is switched off' }]
    : []
}

function ofNotice(notice: Notice): Line {
  switch (notice.code) {
    case 'file-kept-aside':
      return {
        level: 'warning',
        text: `${notice.file} could not be read (${notice.detail}). It is kept as ${notice.keptAs}, and a new one was begun.`,
      }
    case 'file-not-written':
    case 'history-not-written':
      return { level: 'error', text: `${notice.file} could not be written: ${notice.detail}` }
  }
}
