import type { Certificate, TlsFiles } from '../../../shared/environment-config'
import { environmentFaults } from '../text/environment-faults'

/** A certificate or a key as typed: from a file, pasted, or none. `kept`: a key that was pasted. */
export interface PemDraft {
  readonly from: 'none' | 'file' | 'pasted' | 'kept'
  readonly path: string
  readonly pem: string
}

export const emptyPem: PemDraft = { from: 'none', path: '', pem: '' }

export function pemDraftOf(config: TlsFiles['key']): PemDraft {
  switch (config?.from) {
    case undefined:
      return emptyPem
    case 'file':
      return { ...emptyPem, from: 'file', path: config.path }
    case 'pasted':
      return { ...emptyPem, from: 'pasted', pem: config.pem }
    case 'kept':
      return { ...emptyPem, from: 'kept' }
  }
}

export function pemOf({ from, path, pem }: PemDraft): Certificate | { from: 'kept' } | null {
  switch (from) {
    case 'none':
      return null
    case 'file':
      return { from, path: path.trim() }
    case 'pasted':
      return { from, pem: `${pem.trim()}\n` }
    case 'kept':
      return { from }
  }
}

/** What is wrong with it, as far as that can be told without reading files; null: nothing. */
export function pemFault(
  { from, path, pem }: PemDraft,
  which: 'ca' | 'certificate' | 'key',
): string | null {
  if (from === 'file') {
    if (path.trim() === '') return environmentFaults.fileMissing
    return /^(\/|[a-z]:[\\/]|\\\\)/i.test(path.trim()) ? null : environmentFaults.wholePath
  }
  if (from !== 'pasted') return null
  if (pem.length > 200_000) return environmentFaults.tooLong
  const isKey = /-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(pem)
  if (which !== 'key') {
    const isCertificate = /-----BEGIN (TRUSTED |X509 )?CERTIFICATE-----/.test(pem)
    // A key that lies in the field of a certificate would be kept for all to read.
    if (isKey) return environmentFaults.keyNotHere
    return isCertificate ? null : environmentFaults.noCertificate
  }
  if (!isKey) return environmentFaults.noKey
  return pem.includes('ENCRYPTED') ? environmentFaults.keyWithPassphrase : null
}
