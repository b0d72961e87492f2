import { z } from 'zod'
import type { ObservationProblem } from '../../shared/observer'

const systemError = z.object({ code: z.string().optional(), message: z.string() })

/**
 * What Node calls a certificate that it doesn't trust: by code, since OpenSSL and Electron's
 * BoringSSL word it differently.
 */
const untrusted =
  /^(CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|HOSTNAME_MISMATCH$|INVALID_CA$|INVALID_PURPOSE$|PATH_LENGTH_EXCEEDED$|ERR_TLS_CERT_ALTNAME_)/

/** Of a connection that was not had, or broke: what the system said. */
export function connectionProblemOf(cause: unknown): ObservationProblem {
  for (const error of chain(cause)) {
    if (untrusted.test(codeOf(error))) {
      return { code: 'source-untrusted', detail: detailOf(error) }
    }
  }
  return { code: 'source-unreachable', detail: detailOf([...chain(cause)].at(-1)) }
}

/** The message, and before it the system's code, where the message does not have it. */
export function detailOf(cause: unknown): string {
  // Of several addresses that were tried, none of which answered: it has no message of its own.
  if (cause instanceof AggregateError && cause.errors.length > 0) {
    return cause.errors.map(detailOf).join('; ')
  }
  const parsed = systemError.safeParse(cause)
  if (!parsed.success) return String(cause)
  const { code = '', message } = parsed.data
  if (message === '') return code
  return code === '' || message.includes(code) ? message : `${code}: ${message}`
}

export function codeOf(cause: unknown): string {
  return systemError.safeParse(cause).data?.code ?? ''
}

/** An error, and what it was caused by. */
function* chain(cause: unknown): Generator {
  for (let error = cause, depth = 0; error !== undefined && depth < 5; depth++) {
    yield error
    error = error instanceof Error ? error.cause : undefined
  }
}
