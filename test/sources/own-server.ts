import { execFile, spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { promisify } from 'node:util'
import { eventually } from '../support/eventually'

/** The servers refuse to run as root. */
const asNobody = [
  'setpriv',
  ...['--reuid=nobody', '--regid=nogroup', '--clear-groups', '--pdeathsig', 'TERM'],
]

/** Whoever runs the tests, it is an unprivileged user. */
function unprivileged(command: readonly string[]): [string, string[]] {
  const [program = '', ...args] = process.getuid?.() === 0 ? [...asNobody, ...command] : command
  return [program, args]
}

export async function run(command: readonly string[], folder: string): Promise<void> {
  await promisify(execFile)(...unprivileged(command), { env: surroundings(folder) })
}

/** Without a home, whose configuration it would read; what is temporary is the folder's. */
function surroundings(folder: string): NodeJS.ProcessEnv {
  return { ...process.env, HOME: '/nonexistent', LC_ALL: 'C.UTF-8', TMPDIR: folder }
}

export interface OwnServer {
  /** Ends it, and waits until it is gone. */
  stop(): Promise<void>
}

/**
 * Starts a server; yields when it answers. It ends with this process, however that ends.
 * @param log in a folder that it may write to
 * @param farewell what it takes for an order to end at once
 */
export async function startServer(
  command: readonly string[],
  log: string,
  answers: () => Promise<boolean>,
  farewell: NodeJS.Signals,
): Promise<OwnServer> {
  const output = openSync(log, 'a')
  const server = spawn(...unprivileged(command), {
    stdio: ['ignore', output, output],
    env: surroundings(dirname(log)),
  })
  closeSync(output)
  const gone = new Promise<void>((resolve, reject) => {
    server.once('exit', () => resolve())
    server.once('error', reject)
  })
  await eventually(
    async () => {
      if (server.exitCode !== null || server.signalCode !== null) {
        throw new Error(`${command[0] ?? ''} ended:\n${readFileSync(log, 'utf8').slice(-4000)}`)
      }
      return (await answers()) ? true : null
    },
    { within: 60_000, what: `${command[0] ?? ''} answers` },
  )
  return {
    stop: async () => {
      server.kill(farewell)
      await gone
    },
  }
}
