import type { ObservationProblem } from '../../shared/observer'
import { failed, ok } from '../../shared/result'
import type { Result } from '../../shared/result'

/** The text of a file: UTF-8, or what its byte order mark says, as on Windows. */
export function fileText(bytes: Uint8Array): Result<string, ObservationProblem> {
  const charset = charsetOf(bytes)
  try {
    return ok(new TextDecoder(charset, { fatal: true }).decode(bytes))
  } catch {
    return failed({ code: 'answer-unusable', detail: `It is no text in ${charset}.` })
  }
}

function charsetOf([first, second]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  return 'utf-8'
}
