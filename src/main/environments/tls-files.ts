import { readFile } from 'node:fs/promises'
import type { Certificate, TlsFiles } from '../../shared/environment-config'
import type { ConnectionProblem } from '../../shared/problem'
import { failed, ok } from '../../shared/result'
import type { Result } from '../../shared/result'
import type { Tls } from '../docker/endpoint'

/**
 * What a configuration names, read. Answers `file-unreadable`.
 *
 * @param keptKey opens the key that was pasted
 */
export async function readTls(
  files: TlsFiles,
  keptKey: () => Promise<Result<string, ConnectionProblem>>,
): Promise<Result<Tls, ConnectionProblem>> {
  const [ca, cert, key] = await Promise.all([
    contentOf(files.ca),
    contentOf(files.certificate),
    files.key?.from === 'kept' ? keptKey() : contentOf(files.key),
  ])
  if (!ca.ok) return ca
  if (!cert.ok) return cert
  if (!key.ok) return key
  return ok({ ca: ca.value, cert: cert.value, key: key.value, verify: true })
}

async function contentOf(
  from: Certificate | null,
): Promise<Result<string | null, ConnectionProblem>> {
  if (from === null) return ok(null)
  if (from.from === 'pasted') return ok(from.pem)
  try {
    return ok(await readFile(from.path, 'utf8'))
  } catch (error) {
    return failed({ code: 'file-unreadable', path: from.path, detail: String(error) })
  }
}
