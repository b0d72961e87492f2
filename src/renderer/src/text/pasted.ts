import type { PastedBlock } from '../../../shared/automation'
import { observerTypeText } from './observer'
import { setterTypeText } from './automation'

/** What the block has filled in. */
export function filledText({ observer, setter }: Extract<PastedBlock, { ok: true }>): string {
  const parts = [
    ...(observer === null ? [] : [`an observer (${observerTypeText[observer.type]})`]),
    ...(setter === null ? [] : [`a setter (${setterTypeText[setter.type]})`]),
  ]
  return parts.length === 0
    ? 'There is neither an observer nor a setter in it, so nothing was filled in.'
    : `Filled in ${parts.join(' and ')}. Look it over, try it with Test now, then save.`
}

type Fault = Extract<PastedBlock, { ok: false }>['faults'][number]

/** `Line 4, observer.url: must not be empty` */
export function blockFaultText({ path, line, message }: Fault): string {
  const place = [...(line === null ? [] : [`Line ${line}`]), ...(path === '' ? [] : [path])]
  return place.length === 0 ? message : `${place.join(', ')}: ${message}`
}
