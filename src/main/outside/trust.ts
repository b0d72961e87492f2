import { X509Certificate } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import * as tls from 'node:tls'
import type { ObservationProblem } from '../../shared/observer'
import { failed, ok } from '../../shared/result'
import type { Result } from '../../shared/result'
import { detailOf } from './problems'

/** Where Linux distributions keep what their administrators trust, in one file. */
const systemBundles = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/ca-bundle.pem',
  '/etc/ssl/cert.pem',
]

const certificate = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g

let systems: Promise<readonly string[]> | undefined

/**
 * The authorities that are trusted, in PEM: those that Node brings, the system's (an own authority
 * of the company is there), and that of the file.
 */
export async function authorities(
  caFile: string | null,
): Promise<Result<string[], ObservationProblem>> {
  systems ??= systemAuthorities()
  if (caFile === null) return ok([...(await systems)])
  try {
    const own = await readFile(caFile, 'utf8')
    const certificates = own.match(certificate)
    if (certificates === null) return notAnAuthority('There is no certificate in PEM in it.')
    // One that can't be read is passed over by the system without a word.
    for (const one of certificates) new X509Certificate(one)
    return ok([...(await systems), own])
  } catch (cause) {
    return notAnAuthority(detailOf(cause))
  }
}

function notAnAuthority(detail: string): Result<never, ObservationProblem> {
  return failed({ code: 'configuration-invalid', field: 'caFile', detail })
}

async function systemAuthorities(): Promise<readonly string[]> {
  return [...new Set([...tls.rootCertificates, ...extra(), ...(await bundle())])]
}

/** Since Node 22.15 it asks the system itself, on Windows and macOS too. */
function extra(): readonly string[] {
  const { getCACertificates } = tls as { getCACertificates?: (type: string) => string[] }
  if (getCACertificates === undefined) return []
  return [...getCACertificates('system'), ...getCACertificates('extra')]
}

async function bundle(): Promise<readonly string[]> {
  const files = [process.env.NODE_EXTRA_CA_CERTS, process.env.SSL_CERT_FILE, ...systemBundles]
  const found: string[] = []
  for (const file of new Set(files)) {
    if (file === undefined || file === '') continue
    const text = await readFile(file, 'utf8').catch(() => '')
    found.push(...(text.match(certificate) ?? []))
  }
  return found
}
