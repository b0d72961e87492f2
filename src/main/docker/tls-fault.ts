import { X509Certificate, createPrivateKey } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import type { ConnectionProblem } from '../../shared/problem'
import type { Tls } from './endpoint'

/**
 * What is wrong with the files themselves, before anything is connected to: OpenSSL and Electron's
 * BoringSSL name it by different codes, and neither minds a file of authorities that has none.
 */
export function faultOf({ ca, cert, key }: Tls): ConnectionProblem | null {
  if (ca !== null && certificatesIn(ca) === null) return { code: 'tls-file-invalid', file: 'ca' }
  if (cert === null && key === null) return null
  if (cert === null) return { code: 'tls-file-missing', file: 'certificate' }
  const chain = certificatesIn(cert)
  if (chain === null) return { code: 'tls-file-invalid', file: 'certificate' }
  if (key === null) return { code: 'tls-file-missing', file: 'key' }
  if (key.includes('ENCRYPTED')) return { code: 'tls-key-encrypted' }
  const read = keyIn(key)
  if (read === null) return { code: 'tls-file-invalid', file: 'key' }
  return chain[0]?.checkPrivateKey(read) === false ? { code: 'tls-key-mismatch' } : null
}

/** null: there is none, or one that can't be read. */
function certificatesIn(pem: string): readonly X509Certificate[] | null {
  const blocks = pem.match(/-----BEGIN (TRUSTED |X509 )?CERTIFICATE-----[^-]*-----END [^-]*-----/g)
  try {
    return blocks?.map((block) => new X509Certificate(block)) ?? null
  } catch {
    return null
  }
}

function keyIn(pem: string): KeyObject | null {
  try {
    return createPrivateKey(pem)
  } catch {
    return null
  }
}
