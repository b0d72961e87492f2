import { installedWithoutServices } from './podman-package.js'
import { installedWithoutCluster } from './postgresql-package.js'
import { Failure, step } from './report.js'
import { commandPath, isRoot, run, tail } from './run.js'
import { installedWithoutServer } from './ssh-server-package.js'

/**
 * A Debian package, and what it is wanted for. What is there in another way (a Docker of another
 * origin, say) isn't installed over.
 * @typedef {{ package: string, command?: string, soname?: string }} Need
 */

/** What Electron links to or loads. */
const electron = [
  { package: 'libgtk-3-0', soname: 'libgtk-3.so.0' },
  { package: 'libnss3', soname: 'libnss3.so' },
  { package: 'libasound2', soname: 'libasound.so.2' },
  { package: 'libgbm1', soname: 'libgbm.so.1' },
  { package: 'libnotify4', soname: 'libnotify.so.4' },
]
const virtualDisplay = [{ package: 'xvfb', command: 'Xvfb' }]
const docker = [
  { package: 'docker.io', command: 'dockerd' },
  // The tests' images are made of it, so it must be the static one.
  { package: 'busybox-static' },
  { package: 'iptables', command: 'iptables' },
  // The nodes of a swarm are namespaces of the network.
  { package: 'iproute2', command: 'ip' },
]

/** Both ends of the environments that are reached through SSH. */
const ssh = [
  { package: 'openssh-client', command: 'ssh' },
  { package: 'openssh-server', command: 'sshd' },
]

const podman = [
  { package: 'podman', command: 'podman' },
  // It runs containers by this or by crun: what Docker has brought already.
  { package: 'runc', command: 'runc' },
]
const screen = [
  { package: 'xdotool', command: 'xdotool' },
  { package: 'imagemagick', command: 'import' },
]

/** Of MariaDB only what brings no service with it. */
const databases = [
  { package: 'postgresql', command: 'pg_createcluster' },
  { package: 'mariadb-server-core', command: 'mariadbd' },
  { package: 'mariadb-client-core', command: 'my_print_defaults' },
]

/** What keeps secrets where there is a desktop. */
const keyring = [
  { package: 'gnome-keyring', command: 'gnome-keyring-daemon' },
  { package: 'libsecret-1-0', soname: 'libsecret-1.so.0' },
]

/** The completion of the command line is for it. */
const shell = [{ package: 'bash-completion' }]

const compose = [{ package: 'docker-compose', command: 'docker-compose' }]

/** A desktop's bus, and what shows notifications. */
const desktop = [
  // Its daemon and its client: either may be there without the other.
  { package: 'dbus' },
  { package: 'dunst', command: 'dunst' },
]

/** @satisfies {{ readonly [purpose: string]: readonly Need[] }} */
export const needs = {
  app: electron,
  appWithoutDisplay: [...electron, ...virtualDisplay],
  engineTests: [...docker, ...ssh],
  // Its image is made of the same busybox.
  podmanTests: [...docker, ...podman],
  sourcesTests: databases,
  tests: [
    ...[
      ...electron,
      ...virtualDisplay,
      ...docker,
      ...ssh,
      ...podman,
      ...compose,
      ...screen,
      ...desktop,
      ...keyring,
      ...shell,
    ],
    ...databases,
  ],
  unpacking: [{ package: 'unzip', command: 'unzip' }],
}

/** @param {readonly Need[]} needed */
export async function systemPackages(needed) {
  if (process.platform !== 'linux') return
  await step('System packages', (busy) => installMissing(needed, busy))
}

/**
 * Installs the system packages that are missing; says which command does it where it may not.
 * @param {readonly Need[]} needed
 * @param {import('./report.js').Busy} busy
 */
export async function installMissing(needed, busy) {
  const missing = await findMissing(needed)
  if (missing.length === 0) return 'all there'

  const how = howToInstall(await installableNames(missing), {
    aptGet: commandPath('apt-get') !== undefined,
    root: isRoot(),
    sudo: !isRoot() && (await run(['sudo', '-n', 'true'])).code === 0,
  })
  if ('refusal' in how) throw new Failure(how.refusal)
  busy(`installing ${missing.join(' ')}`)
  // A package source that doesn't answer is no reason to give up: the install tells.
  const updated = await run([...how.aptGet, 'update', '-q'])
  const names = await installableNames(missing)
  const installed = await installedWithoutServices(names, how.aptGet, () =>
    installedWithoutServer(names, how.aptGet, () =>
      installedWithoutCluster(names, how.aptGet, () =>
        run([...how.aptGet, 'install', '-q', '-y', '--no-install-recommends', ...names]),
      ),
    ),
  )
  const left = installed.code === 0 ? await findMissing(needed) : missing
  if (left.length > 0) {
    const said = [...(updated.code === 0 ? [] : [updated]), installed]
    throw new Failure(
      `These system packages could not be installed: ${left.join(' ')}\n\n` +
        `${said.map(({ output }) => `${tail(output)}\n\n`).join('')}` +
        `Put that right, try it by hand with\n\n  ${commandFor(names)}\n\nand start again.`,
    )
  }
  return 'done'
}

/** @param {readonly Need[]} needed */
async function findMissing(needed) {
  const names = needed.flatMap((need) => namesOf(need.package))
  const listed = await run(['dpkg-query', '-W', '-f=${db:Status-Abbrev}\\t${Package}\\n', ...names])
  const installed = installedPackages(listed.stdout)
  /** @type {Set<string> | undefined} */
  let libraries
  const ldconfig = commandPath('ldconfig')
  for (const need of needed) {
    if (!ldconfig || !need.soname || namesOf(need.package).some((name) => installed.has(name))) {
      continue
    }
    libraries ??= linkableLibraries((await run([ldconfig, '-p'])).stdout)
  }
  return missingPackages(needed, {
    installed,
    isThere: (need) =>
      need.command
        ? commandPath(need.command) !== undefined
        : need.soname !== undefined && libraries?.has(need.soname) === true,
  })
}

/**
 * @param {readonly Need[]} needed
 * @param {{ installed: ReadonlySet<string>, isThere: (need: Need) => boolean }} found
 */
export function missingPackages(needed, { installed, isThere }) {
  return needed
    .filter((need) => !namesOf(need.package).some((name) => installed.has(name)) && !isThere(need))
    .map((need) => need.package)
}

/**
 * Since Debian 13 and Ubuntu 24.04 some libraries carry a suffix for their 64-bit time.
 * @param {string} name
 */
function namesOf(name) {
  return name.startsWith('lib') ? [name, `${name}t64`] : [name]
}

/**
 * The packages that are wholly installed: one that is only half unpacked, or removed with its
 * configuration left, is missing.
 * @param {string} listed lines of `dpkg-query -W -f='${db:Status-Abbrev}\t${Package}\n'`
 */
export function installedPackages(listed) {
  return new Set(
    listed
      .split('\n')
      .map((line) => line.split('\t'))
      .filter(([status]) => /^[ih]i\s*$/.test(status ?? ''))
      .map(([, name]) => name ?? ''),
  )
}

/** @param {string} cache what `ldconfig -p` prints */
function linkableLibraries(cache) {
  return new Set(cache.split('\n').map((line) => line.trim().split(' ')[0] ?? ''))
}

/** @param {readonly string[]} names */
async function installableNames(names) {
  const offered = await run(['apt-cache', 'madison', ...names.flatMap(namesOf)])
  return namesToInstall(names, offered.stdout)
}

/**
 * Each package by the name this release has it under.
 * @param {readonly string[]} names
 * @param {string} offered what `apt-cache madison` prints
 */
export function namesToInstall(names, offered) {
  const real = new Set(offered.split('\n').map((line) => line.split('|')[0]?.trim()))
  return names.map((name) => namesOf(name).find((candidate) => real.has(candidate)) ?? name)
}

/**
 * @param {readonly string[]} names
 * @param {{ aptGet: boolean, root: boolean, sudo: boolean }} may
 * @returns {{ aptGet: readonly string[] } | { refusal: string }}
 */
export function howToInstall(names, may) {
  const aptGet = [
    'env',
    'DEBIAN_FRONTEND=noninteractive',
    'apt-get',
    '-o',
    'DPkg::Lock::Timeout=120',
  ]
  if (may.aptGet && may.root) return { aptGet }
  if (may.aptGet && may.sudo) return { aptGet: ['sudo', '-n', ...aptGet] }
  const missing = `Tagout needs system packages that are missing here: ${names.join(' ')}\n\n`
  return {
    refusal: may.aptGet
      ? `${missing}Installing them takes an administrator. Run\n\n  ${commandFor(names)}\n\nand start again.`
      : `${missing}There is no apt-get to install them with. These are their names on Debian, where it is\n\n  ${commandFor(names)}\n\nInstall what they are called on this system, and start again.`,
  }
}

/** @param {readonly string[]} names */
function commandFor(names) {
  return `sudo apt-get update && sudo apt-get install -y ${names.join(' ')}`
}
