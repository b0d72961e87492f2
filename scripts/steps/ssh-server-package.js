import { existsSync } from 'node:fs'
import { run } from './run.js'

/** While it is there, neither systemd nor an init script starts Debian's server. */
const notToBeRun = '/etc/ssh/sshd_not_to_be_run'

/**
 * Debian's package starts a server for the whole network, and has it started with the system. The
 * tests want nothing but its program. The file stays where the service could not be disabled.
 * @param {readonly string[]} names of the packages that are to be installed
 * @param {readonly string[]} aptGet
 * @param {() => ReturnType<typeof run>} install
 */
export async function installedWithoutServer(names, aptGet, install) {
  if (!names.includes('openssh-server') || existsSync(notToBeRun)) return install()
  const asRoot = aptGet[0] === 'sudo' ? ['sudo', '-n'] : []
  await run([...asRoot, 'mkdir', '-p', '/etc/ssh'])
  const held = await run([...asRoot, 'touch', notToBeRun])
  if (held.code !== 0) return held
  const installed = await install()
  // For systemd's units as well, and whether or not it runs here.
  const disabled = await run([...asRoot, 'update-rc.d', 'ssh', 'disable'])
  if (disabled.code === 0) await run([...asRoot, 'rm', '-f', notToBeRun])
  return installed
}
