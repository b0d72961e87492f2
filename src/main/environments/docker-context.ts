import { createHash } from 'node:crypto'
import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { Attempt } from '../../shared/environment'
import type { ConnectionProblem } from '../../shared/problem'
import { failed, ok } from '../../shared/result'
import type { Result } from '../../shared/result'
import { endpointAt, withoutPassword } from '../docker/address'
import type { Endpoint, Tls } from '../docker/endpoint'

export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly homeDirectory: string
  readonly platform: NodeJS.Platform
}

/** Which daemon it is, whether or not it can be talked to. */
interface NamedDaemon {
  /** Of the context, or `DOCKER_HOST`. */
  readonly name: string
  /** As Docker writes it, without a password; empty when it could not be found out. */
  readonly address: string
  readonly attempts: readonly Attempt[]
}

export interface CurrentDaemon extends NamedDaemon {
  readonly endpoint: Endpoint
}

export interface NoCurrentDaemon extends NamedDaemon {
  readonly problem: ConnectionProblem
}

/**
 * The daemon that the Docker command line would talk to, found in the same order: `DOCKER_HOST`,
 * `DOCKER_CONTEXT`, `currentContext` of its configuration, and what is usual on this system.
 */
export async function currentDaemon(
  surroundings: Surroundings,
): Promise<Result<CurrentDaemon, NoCurrentDaemon>> {
  const { env } = surroundings
  const folder = folderOf(surroundings)

  const host = given(env.DOCKER_HOST)
  const byHost: Attempt = { place: 'DOCKER_HOST', value: host && withoutPassword(host) }
  if (host !== null) {
    const tls = await tlsOf(env, folder)
    return named('DOCKER_HOST', host, tls, [byHost])
  }

  const context = given(env.DOCKER_CONTEXT)
  const byContext: Attempt = { place: 'DOCKER_CONTEXT', value: context }
  if (context !== null) return inContext(context, folder, surroundings, [byHost, byContext])

  const current = await currentContextIn(folder)
  const byConfiguration: Attempt = {
    place: 'currentContext',
    value: current.ok ? current.value : null,
  }
  const attempts = [byHost, byContext, byConfiguration]
  if (!current.ok) {
    return failed({ name: usualName, address: '', attempts, problem: current.problem })
  }
  return inContext(current.value ?? usualName, folder, surroundings, attempts)
}

/** The daemon of a context. Answers `context-not-found`, `file-unreadable`, `endpoint-unsupported`. */
export function daemonOfContext(
  name: string,
  surroundings: Surroundings,
): Promise<Result<CurrentDaemon, NoCurrentDaemon>> {
  return inContext(name, folderOf(surroundings), surroundings, [])
}

/** The contexts that this user's Docker has, but the `default` one. One that can't be read is none. */
export async function contextNames(surroundings: Surroundings): Promise<readonly string[]> {
  const meta = contextsFolder(surroundings)
  const folders = await readdir(meta).catch(() => [])
  const names = await Promise.all(
    folders.map((folder) =>
      readJson(join(meta, folder, 'meta.json'), z.object({ Name: z.string() })),
    ),
  )
  return names
    .flatMap((read) => (read.ok && read.value !== null ? [read.value.Name] : []))
    .sort((one, other) => one.localeCompare(other))
}

/** Where Docker's command line keeps its configuration, and in it which context is the current one. */
export function folderOf({ env, homeDirectory }: Surroundings): string {
  return given(env.DOCKER_CONFIG) ?? join(homeDirectory, '.docker')
}

function contextsFolder(surroundings: Surroundings): string {
  return join(folderOf(surroundings), 'contexts/meta')
}

/** The context that every Docker has, without a file. */
const usualName = 'default'

async function inContext(
  name: string,
  folder: string,
  { platform }: Surroundings,
  attempts: readonly Attempt[],
): Promise<Result<CurrentDaemon, NoCurrentDaemon>> {
  if (name === usualName) {
    const usual =
      platform === 'win32' ? 'npipe:////./pipe/docker_engine' : 'unix:///var/run/docker.sock'
    return named(name, usual, ok(null), [...attempts, { place: 'default', value: usual }])
  }
  const directory = createHash('sha256').update(name).digest('hex')
  const stored = await readContext(name, join(folder, 'contexts/meta', directory, 'meta.json'))
  if (!stored.ok) return failed({ name, address: '', attempts, problem: stored.problem })

  const { Host, SkipTLSVerify } = stored.value
  const files = await tlsFilesIn(join(folder, 'contexts/tls', directory, 'docker'))
  if (!files.ok) return named(name, Host, files, attempts)
  const hasNone = Object.values(files.value).every((content) => content === null)
  const tls = hasNone && !SkipTLSVerify ? null : { ...files.value, verify: !SkipTLSVerify }
  return named(name, Host, ok(tls), attempts)
}

function named(
  name: string,
  stated: string,
  tls: Result<Tls | null, ConnectionProblem>,
  attempts: readonly Attempt[],
): Result<CurrentDaemon, NoCurrentDaemon> {
  const address = withoutPassword(stated)
  if (!tls.ok) return failed({ name, address, attempts, problem: tls.problem })
  const endpoint = endpointAt(stated, tls.value)
  return endpoint === null
    ? failed({ name, address, attempts, problem: { code: 'endpoint-unsupported', address } })
    : ok({ name, address, attempts, endpoint })
}

const configuration = z.object({ currentContext: z.string().optional() })

async function currentContextIn(folder: string): Promise<Result<string | null, ConnectionProblem>> {
  const read = await readJson(join(folder, 'config.json'), configuration)
  return read.ok ? ok(given(read.value?.currentContext)) : read
}

const contextFile = z.object({
  Endpoints: z.object({
    docker: z.object({ Host: z.string(), SkipTLSVerify: z.boolean().default(false) }),
  }),
})
type ContextEndpoint = z.infer<typeof contextFile>['Endpoints']['docker']

async function readContext(
  name: string,
  path: string,
): Promise<Result<ContextEndpoint, ConnectionProblem>> {
  const read = await readJson(path, contextFile)
  if (!read.ok) return read
  return read.value === null
    ? failed({ code: 'context-not-found', name })
    : ok(read.value.Endpoints.docker)
}

/** As the command line has it: any value of `DOCKER_TLS_VERIFY` means yes. */
async function tlsOf(
  env: Surroundings['env'],
  folder: string,
): Promise<Result<Tls | null, ConnectionProblem>> {
  const verify = given(env.DOCKER_TLS_VERIFY) !== null
  if (!verify && given(env.DOCKER_TLS) === null) return ok(null)
  const files = await tlsFilesIn(given(env.DOCKER_CERT_PATH) ?? folder)
  return files.ok ? ok({ ...files.value, verify }) : files
}

async function tlsFilesIn(folder: string): Promise<Result<Omit<Tls, 'verify'>, ConnectionProblem>> {
  const ca = await contentOf(join(folder, 'ca.pem'))
  const cert = await contentOf(join(folder, 'cert.pem'))
  const key = await contentOf(join(folder, 'key.pem'))
  if (!ca.ok) return ca
  if (!cert.ok) return cert
  if (!key.ok) return key
  return ok({ ca: ca.value, cert: cert.value, key: key.value })
}

/** null: there is no such file. */
async function readJson<T>(
  path: string,
  schema: z.ZodType<T>,
): Promise<Result<T | null, ConnectionProblem>> {
  const content = await contentOf(path)
  if (!content.ok || content.value === null) return content.ok ? ok(null) : content
  try {
    return ok(schema.parse(JSON.parse(content.value)))
  } catch (error) {
    const detail = error instanceof z.ZodError ? z.prettifyError(error) : String(error)
    return failed({ code: 'file-unreadable', path, detail })
  }
}

/** null: there is no such file. */
async function contentOf(path: string): Promise<Result<string | null, ConnectionProblem>> {
  try {
    return ok(await readFile(path, 'utf8'))
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null
    if (code === 'ENOENT' || code === 'ENOTDIR') return ok(null)
    return failed({ code: 'file-unreadable', path, detail: String(error) })
  }
}

/** An empty variable counts as none. */
function given(value: string | undefined): string | null {
  return value === undefined || value === '' ? null : value
}
