import { protocol } from 'electron'
import type { ProtocolResponse } from 'electron'
import { readFile } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'

const scheme = 'tagout'
/** The page's origin. A scheme of its own, so that the page has no rights of a `file:` page. */
const origin = `${scheme}://app`
export const pageAddress = `${origin}/index.html`

export function isOurPage(address: string): boolean {
  return URL.canParse(address) && address.startsWith(`${origin}/`)
}

/** Mantine sets styles on elements, hence `unsafe-inline` for styles; scripts are ours only. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "object-src 'none'",
].join('; ')

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
}

/** Has to be called before the app is ready. */
export function registerPageScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme, privileges: { standard: true, secure: true, codeCache: true } },
  ])
}

/**
 * Serves the files of the folder, and nothing beside them.
 *
 * Not by `protocol.handle`: that has Node load its fetch first, which takes longer than all files.
 */
export function servePage(folder: string): void {
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  protocol.registerBufferProtocol(scheme, ({ url }, answer) => {
    void answerTo(url, folder).then(answer)
  })
}

async function answerTo(url: string, folder: string): Promise<ProtocolResponse> {
  const { host, pathname } = new URL(url)
  const path = normalize(join(folder, decodeURIComponent(pathname)))
  const type = types[extname(path)]
  if (host !== 'app' || type === undefined || !path.startsWith(folder + sep)) return notFound
  try {
    return {
      data: await readFile(path),
      headers: {
        'Content-Type': type,
        'Content-Security-Policy': policy,
        'X-Content-Type-Options': 'nosniff',
      },
    }
  } catch {
    return notFound
  }
}

const notFound: ProtocolResponse = { statusCode: 404, data: Buffer.from('Not found') }
