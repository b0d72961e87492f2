import { existsSync } from 'node:fs'
import { run } from './run.js'

/** What Debian's package enables and starts. */
const units = [
  'podman.socket',
  'podman.service',
  'podman-restart.service',
  'podman-auto-update.timer',
  'podman-auto-update.service',
]

/**
 * The tests start a Podman of their own: nothing of it is to run on this machine, nor when it starts.
 * Masked units aren't started; what is enabled all the same is disabled afterwards.
 * @param {readonly string[]} names of the packages that are to be installed
 * @param {readonly string[]} aptGet
 * @param {() => ReturnType<typeof run>} install
 */
export async function installedWithoutServices(names, aptGet, install) {
  if (!names.includes('podman')) return install()
  const asRoot = aptGet[0] === 'sudo' ? ['sudo', '-n'] : []
  const masks = units
    .map((unit) => `/etc/systemd/system/${unit}`)
    .filter((mask) => !existsSync(mask))
  await run([...asRoot, 'mkdir', '-p', '/etc/systemd/system'])
  for (const mask of masks) await run([...asRoot, 'ln', '-s', '/dev/null', mask])
  const installed = await install()
  for (const mask of masks) await run([...asRoot, 'rm', '-f', mask])
  for (const unit of units) await run([...asRoot, 'deb-systemd-helper', 'disable', unit])
  if (existsSync('/run/systemd/system')) await run([...asRoot, 'systemctl', 'daemon-reload'])
  return installed
}
