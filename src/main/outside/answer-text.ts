import { promisify } from 'node:util'
import { brotliDecompress, gunzip, inflate } from 'node:zlib'
import type { ObservationProblem } from '../../shared/observer'
import { failed, ok } from '../../shared/result'
import type { Result } from '../../shared/result'
import { codeOf, detailOf } from './problems'

/** Bytes, unpacked ones too. */
export const longestAnswer = 1024 * 1024

const unpackers = {
  gzip: promisify(gunzip),
  'x-gzip': promisify(gunzip),
  deflate: promisify(inflate),
  br: promisify(brotliDecompress),
} as const

/** The text that an answer is, unpacked and in the character set that it says; UTF-8 otherwise. */
export async function answerText(
  body: Buffer,
  { encoding, contentType }: { readonly encoding: string; readonly contentType: string },
): Promise<Result<string, ObservationProblem>> {
  const unpacked = await unpack(body, encoding.trim().toLowerCase())
  if (!unpacked.ok) return unpacked
  const [, charset = 'utf-8'] = /;\s*charset\s*=\s*"?([^\s";]+)/i.exec(contentType) ?? []
  try {
    return ok(new TextDecoder(charset, { fatal: true }).decode(unpacked.value))
  } catch {
    return unusable(`It is no text in ${charset}.`)
  }
}

async function unpack(body: Buffer, encoding: string): Promise<Result<Buffer, ObservationProblem>> {
  if (encoding === '' || encoding === 'identity' || body.length === 0) return ok(body)
  const unpacker = Object.entries(unpackers).find(([name]) => name === encoding)?.[1]
  if (unpacker === undefined) return unusable(`Its encoding is not known: ${encoding}`)
  try {
    return ok(await unpacker(body, { maxOutputLength: longestAnswer }))
  } catch (cause) {
    if (codeOf(cause) === 'ERR_BUFFER_TOO_LARGE') return unusable('It is longer than 1 MiB.')
    return unusable(detailOf(cause))
  }
}

function unusable(detail: string): Result<never, ObservationProblem> {
  return failed({ code: 'answer-unusable', detail })
}
