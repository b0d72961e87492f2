import type { ObservationProblem, ObserverConfig } from '../../../shared/observer'
import { failed, ok } from '../../../shared/result'
import type { Result } from '../../../shared/result'
import type { Limits } from '../../outside/deadline'
import { request } from '../../outside/request'
import type { HttpAnswer } from '../../outside/request'
import { selectedByPath } from '../json-path'

/** A page for people, as a login is, in place of a value. */
const page = /^\s*(<!doctype\s+html|<(html|head|body|title|meta)[\s>])/i
const tag = /<[a-z!/]/i

export async function valueOfHttp(
  config: ObserverConfig & { readonly type: 'http' },
  limits: Limits,
): Promise<Result<string, ObservationProblem>> {
  const { url, method, headers, caFile, jsonPath } = config
  const answer = await request({ url, method, headers, caFile, ...limits })
  if (!answer.ok) return answer
  if (isPage(answer.value)) {
    return failed({
      code: 'answer-unusable',
      detail: 'It is a page for people (HTML), as a login or an error is.',
    })
  }
  return jsonPath === undefined
    ? ok(answer.value.text)
    : selectedByPath(answer.value.text, jsonPath)
}

/** Web frameworks call a plain word HTML, too: so it takes a tag in it. */
function isPage({ mediaType, text }: HttpAnswer): boolean {
  const isHtml = mediaType === 'text/html' || mediaType === 'application/xhtml+xml'
  return page.test(text) || (isHtml && tag.test(text))
}
