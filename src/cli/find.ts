import { readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { isAbsolute, join } from 'node:path'
import { localApi, localApiFile } from '../shared/api/local'
import type { Place } from './client'
import { CommandFailure } from './failure'

export interface Wanted {
  readonly url?: string | undefined
  readonly token?: string | undefined
  /** `-` is stdin. */
  readonly tokenFile?: string | undefined
  readonly profile?: string | undefined
}

export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly platform: NodeJS.Platform
  readonly homeDirectory: string
  readonly isAlive: (pid: number) => boolean
}

/**
 * The Tagout to talk to: as named on the command line, then in the environment, then the one that
 * runs here by the file that it lays into its profile's folder.
 */
export function findTagout(wanted: Wanted, surroundings: Surroundings): Place {
  const { env } = surroundings
  const url = wanted.url ?? nonEmpty(env.TAGOUT_API_URL)
  const token = tokenOf(wanted) ?? nonEmpty(env.TAGOUT_API_TOKEN)
  if (url === undefined) {
    const here = tagoutHere(wanted.profile ?? profileFolder(surroundings), surroundings)
    return { url: here.url, token: token ?? here.token }
  }
  if (!/^https?:\/\//.test(url) || !URL.canParse(url)) {
    throw new CommandFailure(
      'usage',
      `This is no address of a Tagout: ${url}`,
      'As in --url http://127.0.0.1:7457',
    )
  }
  if (token === undefined) {
    throw new CommandFailure(
      'unauthorized',
      `The Tagout at ${url} wants a token.`,
      'Make one in Tagout, under Settings, and name it by TAGOUT_API_TOKEN or --token-file.',
    )
  }
  return { url, token }
}

/** Where Electron keeps what is the user's, by the name of the app. */
export function profileFolder({ env, platform, homeDirectory }: Surroundings): string {
  const name = 'Tagout'
  if (platform === 'darwin') return join(homeDirectory, 'Library', 'Application Support', name)
  if (platform === 'win32')
    return join(env.APPDATA ?? join(homeDirectory, 'AppData', 'Roaming'), name)
  const config = env.XDG_CONFIG_HOME
  return join(config && isAbsolute(config) ? config : join(homeDirectory, '.config'), name)
}

export const here: Surroundings = {
  env: process.env,
  platform: process.platform,
  homeDirectory: homedir(),
  isAlive: (pid) => {
    try {
      process.kill(pid, 0)
      return true
    } catch (error) {
      return (error as NodeJS.ErrnoException).code === 'EPERM'
    }
  },
}

function tagoutHere(profile: string, { isAlive }: Surroundings): Place {
  const file = join(profile, localApiFile)
  const found = readPlace(file)
  if (found !== null && isAlive(found.pid)) return found
  throw new CommandFailure(
    'no-tagout',
    `No Tagout with a REST API runs here (${file}).`,
    'Start Tagout and switch the REST API on in its Settings, or run `tagout --serve --api-port 7457`. For a Tagout elsewhere: --url and --token-file.',
  )
}

function readPlace(file: string): (Place & { readonly pid: number }) | null {
  try {
    return localApi.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return null
  }
}

function tokenOf({ token, tokenFile }: Wanted): string | undefined {
  if (tokenFile === undefined) return token
  try {
    const text = readFileSync(tokenFile === '-' ? 0 : tokenFile, 'utf8').trim()
    if (text !== '') return text
  } catch (error) {
    throw new CommandFailure('usage', `The token can’t be read: ${(error as Error).message}`)
  }
  throw new CommandFailure('usage', `There is no token in ${tokenFile}.`)
}

function nonEmpty(text: string | undefined): string | undefined {
  return text === '' ? undefined : text
}
