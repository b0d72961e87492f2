import { shell } from 'electron'

/** The documentation of our own API, or null: that is on this machine only, so no other is opened. */
export function docsOf(address: string | null): string | null {
  if (address === null || !URL.canParse(address)) return null
  const { protocol, hostname, origin } = new URL(address)
  const isOurs = protocol === 'http:' && ['127.0.0.1', '[::1]', 'localhost'].includes(hostname)
  return isOurs ? `${origin}/api/docs` : null
}

/** In the user's browser, where there is one. */
export async function openDocs(address: string | null): Promise<{ readonly opened: boolean }> {
  const docs = docsOf(address)
  if (docs === null) return { opened: false }
  return shell.openExternal(docs).then(
    () => ({ opened: true }),
    () => ({ opened: false }),
  )
}
