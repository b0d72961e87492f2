import { z } from 'zod'
import type { ConnectionProblem } from '../../shared/problem'
import type { Tls } from './endpoint'

/** OpenSSL's verification results, and Node's codes for the rest; BoringSSL's are alike. */
const tlsCode =
  /^(ERR_SSL_|ERR_TLS_|ERR_OSSL_|EPROTO$|UNABLE_TO_|CERT_|CRL_|SELF_SIGNED_|DEPTH_ZERO_|INVALID_CA$|INVALID_PURPOSE$|HOSTNAME_MISMATCH$)/

const untrusted = /^(UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|CERT_|INVALID_CA$|INVALID_PURPOSE$)/

/** The server's word about the certificate that it was shown, or was not. */
const refusal =
  /_ALERT_(BAD_CERTIFICATE|CERTIFICATE_REQUIRED|CERTIFICATE_UNKNOWN|CERTIFICATE_EXPIRED|CERTIFICATE_REVOKED|UNSUPPORTED_CERTIFICATE|NO_CERTIFICATE|UNKNOWN_CA|ACCESS_DENIED)$/

/** What comes of speaking TLS to something that doesn't. */
const otherProtocol =
  /_(WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST|UNKNOWN_PROTOCOL)$/

/**
 * By code, since the messages of OpenSSL and of Electron's BoringSSL differ. null: it is not about
 * TLS.
 * @param tls what was spoken with; null: plain HTTP
 */
export function tlsProblemOf(
  code: string,
  error: unknown,
  { address, detail, tls }: { address: string; detail: string; tls: Tls | null },
): ConnectionProblem | null {
  if (!tlsCode.test(code)) return null
  const reason = code === 'EPROTO' ? reasonIn(detail) : code
  if (reason === 'CERT_HAS_EXPIRED') return { code: 'tls-expired', address }
  if (reason === 'CERT_NOT_YET_VALID') return { code: 'tls-not-yet-valid', address }
  if (reason === 'ERR_TLS_CERT_ALTNAME_INVALID' || reason === 'HOSTNAME_MISMATCH') {
    return { code: 'tls-wrong-name', address, names: namesIn(error) }
  }
  if (untrusted.test(reason)) {
    return { code: 'tls-untrusted', address, isOwn: (tls?.ca ?? null) !== null, detail }
  }
  if (refusal.test(reason)) {
    return (tls?.cert ?? null) === null
      ? { code: 'tls-certificate-needed', address }
      : { code: 'tls-certificate-refused', address, reason: wordsOf(reason) }
  }
  if (otherProtocol.test(reason)) return { code: 'tls-not-spoken', address }
  return { code: 'tls-failed', address, detail: (code === 'EPROTO' && wordsOf(reason)) || detail }
}

/** `write EPROTO …:SSL routines:<function>:<reason>:<file>:<line>:` as one of `ERR_SSL_…`. */
function reasonIn(message: string): string {
  const reason = /SSL routines:[^:]*:([^:]+):/.exec(message)?.[1] ?? ''
  return `ERR_SSL_${reason.toUpperCase().replaceAll(' ', '_')}`
}

/** `ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED`: `certificate required`. */
function wordsOf(reason: string): string {
  return reason
    .replace(/^ERR_SSL_/, '')
    .replace(/^(SSLV3|TLSV1|TLSV13)_ALERT_/, '')
    .replaceAll('_', ' ')
    .toLowerCase()
}

const named = z.object({
  cert: z.object({
    subjectaltname: z.string().optional(),
    subject: z.object({ CN: z.string().optional() }).optional(),
  }),
})

/** `DNS:build, IP Address:10.0.0.1`; before there were such names, the subject's counted. */
function namesIn(error: unknown): readonly string[] {
  const read = named.safeParse(error)
  if (!read.success) return []
  const { subjectaltname, subject } = read.data.cert
  if (subjectaltname === undefined) return subject?.CN === undefined ? [] : [subject.CN]
  return subjectaltname.split(', ').map((name) => name.replace(/^(DNS|IP Address|URI):/, ''))
}
