import { createSecureContext } from 'node:tls'
import type { SecureContext } from 'node:tls'
import type { Dispatcher } from 'undici'
import type { ObservationProblem } from '../../shared/observer'
import { failed, ok } from '../../shared/result'
import type { Result } from '../../shared/result'
import { answerText, longestAnswer } from './answer-text'
import { withinLimits } from './deadline'
import type { Limits } from './deadline'
import { urlForPeople } from './for-people'
import { codeOf, connectionProblemOf, detailOf } from './problems'
import { authorities } from './trust'

export interface HttpRequest extends Limits {
  readonly url: string
  readonly method: 'GET' | 'POST'
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
  /** In PEM; trusted beside the system's. */
  readonly caFile?: string | undefined
  /** Only its status counts: what else it says need not be text. */
  readonly answer?: 'ignored'
}

export interface HttpAnswer {
  readonly status: number
  /** Without parameters, in small letters; empty where it isn't said. */
  readonly mediaType: string
  readonly text: string
}

/**
 * One request on a connection of its own. A status outside of 2xx is `http-status`, and that
 * includes redirects: followed, they would take keys in headers to strangers. The proxy that
 * HTTP_PROXY and HTTPS_PROXY name is used but for NO_PROXY and this machine.
 */
export function request(asked: HttpRequest): Promise<Result<HttpAnswer, ObservationProblem>> {
  return withinLimits(asked, async (signal) => {
    const target = targetOf(asked)
    if (!target.ok) return target
    const isSecure = target.value.url.protocol === 'https:'
    const trusted = isSecure ? await trust(asked.caFile) : ok(undefined)
    if (!trusted.ok) return trusted
    return exchange(asked, target.value, trusted.value, signal)
  })
}

interface Target {
  /** Without user information. */
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
}

function targetOf({ url, headers }: HttpRequest): Result<Target, ObservationProblem> {
  const parsed = URL.canParse(url) ? new URL(url) : null
  if (parsed === null || !['http:', 'https:'].includes(parsed.protocol)) {
    return invalid('url', 'It has to begin with http:// or https://, and to name a host.')
  }
  for (const [name, value] of Object.entries(headers)) {
    if (/[^\t\x20-\x7e\x80-\xff]/.test(value)) {
      return invalid(
        `headers.${name}`,
        'It has a line break or a character that a header can’t have.',
      )
    }
  }
  const given = new Set(Object.keys(headers).map((name) => name.toLowerCase()))
  const { username, password } = parsed
  const userInfo = `${decoded(username)}:${decoded(password)}`
  parsed.username = parsed.password = ''
  return ok({
    url: parsed,
    headers: {
      ...(given.has('user-agent') ? {} : { 'user-agent': 'Tagout' }),
      ...(given.has('accept') ? {} : { accept: 'application/json, text/plain;q=0.9, */*;q=0.5' }),
      ...(given.has('authorization') || userInfo === ':'
        ? {}
        : { authorization: `Basic ${Buffer.from(userInfo).toString('base64')}` }),
      ...headers,
    },
  })
}

/** A stray `%` is meant as it stands. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

async function trust(
  caFile: string | undefined,
): Promise<Result<SecureContext, ObservationProblem>> {
  const ca = await authorities(caFile ?? null)
  return ca.ok ? ok(createSecureContext({ ca: ca.value })) : ca
}

async function exchange(
  { method, body, deadline, answer: wanted }: HttpRequest,
  { url, headers }: Target,
  secureContext: SecureContext | undefined,
  signal: AbortSignal,
): Promise<Result<HttpAnswer, ObservationProblem>> {
  const { EnvHttpProxyAgent, request: send } = await import('undici')
  const tls = { ...(secureContext ? { secureContext } : {}), timeout: deadline }
  const dispatcher = new EnvHttpProxyAgent({
    noProxy: withoutProxy(process.env.no_proxy ?? process.env.NO_PROXY ?? ''),
    connect: tls,
    requestTls: tls,
    // One deadline is for all of it.
    headersTimeout: 0,
    bodyTimeout: 0,
    maxResponseSize: longestAnswer,
  })
  try {
    const answer = await send(url, { dispatcher, method, headers, body: body ?? null, signal })
    return await answered(answer, wanted === 'ignored')
  } catch (cause) {
    return failed(problemOf(cause))
  } finally {
    // Its answer is read, or given up.
    await dispatcher.destroy().catch(() => undefined)
  }
}

/** `*` is every host, and only when nothing stands beside it. */
function withoutProxy(said: string): string {
  return said.trim() === '*' ? '*' : `${said},localhost,127.0.0.1,[::1]`
}

async function answered(
  { statusCode: status, headers, body }: Dispatcher.ResponseData,
  isIgnored: boolean,
): Promise<Result<HttpAnswer, ObservationProblem>> {
  if (status < 200 || status > 299) {
    // It is not read to its end, and ends with its connection.
    body.on('error', () => undefined)
    const location = [headers.location].flat()[0]
    return failed({
      code: 'http-status',
      status,
      location: location === undefined ? null : urlForPeople(location),
    })
  }
  if (isIgnored) {
    body.on('error', () => undefined)
    return ok({ status, mediaType: '', text: '' })
  }
  const contentType = [headers['content-type']].flat()[0] ?? ''
  const text = await answerText(Buffer.from(await body.arrayBuffer()), {
    encoding: [headers['content-encoding']].flat()[0] ?? '',
    contentType,
  })
  if (!text.ok) return text
  const mediaType = (contentType.split(';')[0] ?? '').trim().toLowerCase()
  return ok({ status, mediaType, text: text.value })
}

function problemOf(cause: unknown): ObservationProblem {
  const code = codeOf(cause)
  if (code === 'UND_ERR_RES_EXCEEDED_MAX_SIZE') {
    return { code: 'answer-unusable', detail: 'It is longer than 1 MiB.' }
  }
  if (cause instanceof Error && cause.name === 'HTTPParserError')
    return { code: 'answer-unusable', detail: detailOf(cause) }
  return connectionProblemOf(cause)
}

function invalid(field: string, detail: string): Result<never, ObservationProblem> {
  return failed({ code: 'configuration-invalid', field, detail })
}
