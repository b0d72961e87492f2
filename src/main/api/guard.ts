import type { IncomingMessage } from 'node:http'
import type { ApiProblem } from '../../shared/api/problem'
import { problemOf } from './problems'

/**
 * Looks at a request before anything else does. A name that leads here but is not loopback's is how
 * a page of the internet would ask (DNS rebinding); one with an origin is another page's.
 */
export function refusalOf(request: IncomingMessage, port: number): ApiProblem | null {
  const hosts = valuesOf(request, 'host')
  const allowed = hostsOf(port)
  const [host = ''] = hosts
  if (hosts.length !== 1 || !allowed.has(host.toLowerCase())) {
    return problemOf('host-not-allowed', 'The Host header has to be this machine’s loopback.')
  }
  const origins = valuesOf(request, 'origin')
  if (origins.some((origin) => !allowed.has(origin.replace(/^http:\/\//i, '').toLowerCase()))) {
    return problemOf('origin-not-allowed', 'Pages of other origins get no answer.')
  }
  if (request.url?.startsWith('/') !== true) {
    return problemOf('invalid-request', 'The target has to be a path.')
  }
  const encoding = request.headers['content-encoding'] ?? 'identity'
  return encoding.toLowerCase() === 'identity'
    ? null
    : problemOf('unsupported-media-type', 'A body has to be sent as it is, not compressed.')
}

/** As they came: Node keeps the first of several. */
function valuesOf({ rawHeaders }: IncomingMessage, name: string): readonly string[] {
  return rawHeaders.filter((_, at) => at % 2 === 1 && rawHeaders[at - 1]?.toLowerCase() === name)
}

function hostsOf(port: number): ReadonlySet<string> {
  const names = ['127.0.0.1', 'localhost', '[::1]']
  return new Set([...names.map((name) => `${name}:${port}`), ...(port === 80 ? names : [])])
}
