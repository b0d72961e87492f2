import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { z } from 'zod'
import { sshEnvironment } from './child'

/**
 * What is the matter with the engine's socket on the far end.
 * - `deserted`: it is there, and nobody listens
 * - `fine`: it can be opened there
 * - `untold`: no command may be run there, or it doesn't tell
 */
export type RemoteSocket = z.infer<typeof remoteSocket>
const remoteSocket = z.enum(['missing', 'forbidden', 'deserted', 'fine', 'untold'])

/** In milliseconds. */
const deadline = 10_000

/** The `ssh` that does something over the connection of the one that runs, and never makes its own. */
export function throughControl(control: string): readonly string[] {
  return ['-F', '/dev/null', '-S', control, '-o', 'ControlMaster=no', '-o', 'ProxyCommand=false']
}

/** Asks the shell of the far end. OpenSSH's server tells nothing but that it could not open it. */
export async function lookAtRemoteSocket(control: string, path: string): Promise<RemoteSocket> {
  const ask = spawn('ssh', [...throughControl(control), '-T', '--', 'remote', 'sh -s'], {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: sshEnvironment(),
    timeout: deadline,
  })
  ask.stdin.on('error', () => undefined)
  ask.stdin.end(scriptFor(path))
  const [said] = await Promise.all([text(ask.stdout), once(ask, 'close').catch(() => undefined)])
  const answer = /^tagout: (\w+)$/m.exec(said)?.[1]
  return remoteSocket.catch('untold').parse(answer)
}

/** For any POSIX shell. @param path is none that means anything to it (`remoteSocketPath`) */
function scriptFor(path: string): string {
  return `p='${path}'
say() { echo "tagout: $1"; exit; }
d=$p
while [ -n "$d" ]; do
  d=\${d%/*}
  if [ -d "$d/" ] && ! [ -x "$d/" ]; then say forbidden; fi
done
[ -S "$p" ] || say missing
[ -w "$p" ] || say forbidden
unset DOCKER_HOST DOCKER_CONTEXT DOCKER_TLS DOCKER_TLS_VERIFY
if command -v curl >/dev/null 2>&1; then
  curl -s -m 5 -o /dev/null --unix-socket "$p" http://docker/_ping 2>/dev/null
  case $? in 2 | 28) ;; 7) say deserted ;; *) say fine ;; esac
fi
if command -v docker >/dev/null 2>&1; then
  if docker -H "unix://$p" version >/dev/null 2>&1; then say fine; else say deserted; fi
fi
say untold
`
}
