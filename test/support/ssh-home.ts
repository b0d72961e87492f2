import { execFile } from 'node:child_process'
import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'

/** The home directory of somebody who uses `ssh`. */
export interface SshHome {
  /** With it, `ssh` is one that has this home. */
  readonly path: string
  /** `~/.ssh/<name>` */
  file(name: string): string
  write(name: string, content: string, mode?: number): Promise<void>
  /** Makes a key pair `~/.ssh/<name>`; yields the public one. */
  newKey(name: string, passphrase?: string): Promise<string>
}

/**
 * OpenSSH takes the home directory from the system's list of users, and not from `HOME`. So the
 * `ssh` of this path is the system's in a mount namespace where that list is another.
 */
export async function makeSshHome(folder: string): Promise<SshHome> {
  const at = (name: string): string => join(folder, name)
  const [bin, home, users] = [at('bin'), at('home'), at('users')]
  const file = (name: string): string => join(home, '.ssh', name)
  await mkdir(bin, { recursive: true })
  await mkdir(join(home, '.ssh'), { recursive: true, mode: 0o700 })
  await writeFile(users, `root:*:0:0::${home}:/bin/sh\n`)
  const { stdout } = await promisify(execFile)('sh', ['-c', 'command -v ssh'])
  const inside = `mount --bind ${users} /etc/passwd && exec ${stdout.trim()} "$@"`
  await writeFile(join(bin, 'ssh'), `#!/bin/sh\nexec unshare --mount sh -c '${inside}' ssh "$@"\n`)
  await chmod(join(bin, 'ssh'), 0o755)
  return {
    path: `${bin}${delimiter}${process.env.PATH ?? ''}`,
    file,
    write: async (name, content, mode = 0o600) => {
      await rm(file(name), { force: true })
      await writeFile(file(name), content, { mode })
    },
    newKey: async (name, passphrase = '') => {
      await rm(file(name), { force: true })
      const made = ['-q', '-t', 'ed25519', '-N', passphrase, '-C', '', '-f', file(name)]
      await promisify(execFile)('ssh-keygen', made)
      return readFile(file(`${name}.pub`), 'utf8')
    },
  }
}
