import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'

/** How an `ssh` ended. */
interface Ending {
  readonly exitCode: number | null
  readonly signal: NodeJS.Signals | null
}

/** An `ssh` that runs until it is ended, or until this process has gone, however that was. */
export interface SshChild {
  readonly ended: Promise<Ending>
  end(): void
}

/**
 * Of the POSIX shell, which becomes the `ssh` itself. What it leaves beside it waits for a line: the
 * end of its input without one means that Tagout was killed. (Linux' `PR_SET_PDEATHSIG` is no
 * other system's.)
 */
const watched =
  'exec 3<&0; (read -r _ <&3 || kill -TERM $$) >/dev/null 2>&1 & exec "$@" 3<&- </dev/null'

/**
 * How often and how long one is told to end, before it is killed, in milliseconds: OpenSSH 9.2 misses
 * a signal that comes between two looks at its connections.
 */
const again = 100
const patience = 3_000
/** For which one that has ended is listened to. */
const lastWords = 1_000

/** @param heard each line of what it says on stderr */
export function startSsh(args: readonly string[], heard: (line: string) => void): SshChild {
  const child = spawn('/bin/sh', ['-c', watched, 'sh', 'ssh', ...args], {
    stdio: ['pipe', 'ignore', 'pipe'],
    // A session of its own: there is no terminal on which a jump's `ssh` could ask for anything.
    detached: true,
    env: sshEnvironment(),
  })
  const { stdin, stderr } = child
  stdin.on('error', () => undefined)
  createInterface({ input: stderr, crlfDelay: Number.POSITIVE_INFINITY }).on('line', heard)
  let telling: NodeJS.Timeout | undefined
  const ended = new Promise<Ending>((resolve) => {
    child.once('error', () => resolve({ exitCode: 127, signal: null }))
    child.once('exit', (exitCode, signal) => {
      clearInterval(telling)
      stdin.end('\n')
      // A ProxyCommand that outlives it holds its stderr open.
      setTimeout(() => resolve({ exitCode, signal }), lastWords)
    })
    // All that it said has been heard.
    child.once('close', (exitCode, signal) => resolve({ exitCode, signal }))
  })
  return {
    ended,
    end: () => {
      if (child.exitCode !== null || child.signalCode !== null || telling !== undefined) return
      child.kill('SIGTERM')
      let waited = 0
      telling = setInterval(
        () => child.kill((waited += again) < patience ? 'SIGTERM' : 'SIGKILL'),
        again,
      )
    },
  }
}

/** Its words in English, and nobody asked for anything in a window either. */
export function sshEnvironment(): NodeJS.ProcessEnv {
  // The second is for an OpenSSH before 8.4, which doesn't know the first.
  return { ...process.env, LC_ALL: 'C', SSH_ASKPASS_REQUIRE: 'never', SSH_ASKPASS: 'false' }
}
