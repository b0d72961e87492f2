import { createHash } from 'node:crypto'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { checkout } from './checkout.js'
import { Failure, step } from './report.js'
import { run } from './run.js'

const lockFile = path.join(checkout, 'package-lock.json')
const nodeModules = path.join(checkout, 'node_modules')
/** Holds the hash of the lock file that was installed; written last, so a broken install has none. */
const stampFile = path.join(nodeModules, '.tagout-installed')

/**
 * The command line of the npm that started this script, or else of the one on PATH.
 * @param {readonly string[]} args
 */
export function npm(...args) {
  const own = process.env.npm_execpath
  return own?.endsWith('.js') ? [process.execPath, own, ...args] : ['npm', ...args]
}

/**
 * What npm complains about: its cause comes first, and advice of all kinds after it.
 * @param {string} output
 */
export function npmComplaint(output) {
  const lines = output.trim().split('\n')
  const errors = lines.filter((line) => /^npm (error|ERR!) \S/.test(line))
  return (errors.length > 0 ? errors : lines).slice(0, 12).join('\n')
}

/** Installs exactly what package-lock.json says, unless it is there. */
export async function npmPackages() {
  await step('npm packages', async (busy) => {
    refuseOldNode()
    const lock = readFileSync(lockFile, 'utf8')
    const stamp = createHash('sha256').update(lock).digest('hex')
    if (read(stampFile) === stamp) return 'all there'
    if (isInstalled(lock, read(path.join(nodeModules, '.package-lock.json')))) {
      writeStamp(stamp)
      return 'all there'
    }
    busy('installing')
    rmSync(stampFile, { force: true })
    const installed = await run(
      npm('ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'),
      {
        cwd: checkout,
        // Electron's executable is a step of its own, which can do without its download.
        env: { ...process.env, ELECTRON_SKIP_BINARY_DOWNLOAD: '1' },
      },
    )
    if (installed.code !== 0) {
      throw new Failure(
        `npm could not install the packages (exit code ${installed.code}):\n\n${npmComplaint(installed.output)}\n\n` +
          'Tagout needs an npm registry for that (npm config get registry), once. Put that right and start again.',
      )
    }
    writeStamp(stamp)
    return 'done'
  })
}

/** @param {string} stamp */
function writeStamp(stamp) {
  try {
    writeFileSync(stampFile, stamp)
  } catch {
    // Somebody else's checkout: the stamp only saves time.
  }
}

/**
 * Whether npm itself has installed what the lock file asks for. It writes its own record when an
 * install is complete; optional packages may be missing from it, being for other systems.
 * @param {string} lock package-lock.json
 * @param {string | undefined} record node_modules/.package-lock.json
 */
export function isInstalled(lock, record) {
  if (record === undefined) return false
  /** @typedef {{ [folder: string]: { version?: string, optional?: boolean, devOptional?: boolean } }} Packages */
  /** @type {Packages} */
  const wanted = JSON.parse(lock).packages
  /** @type {Packages} */
  const found = JSON.parse(record).packages
  return (
    Object.entries(found).every(([folder, { version }]) => wanted[folder]?.version === version) &&
    Object.entries(wanted).every(
      ([folder, { optional, devOptional }]) =>
        folder === '' || folder in found || optional || devOptional,
    )
  )
}

function refuseOldNode() {
  const { engines } = JSON.parse(readFileSync(path.join(checkout, 'package.json'), 'utf8'))
  if (!isNewEnough(process.versions.node, engines.node)) {
    throw new Failure(
      `Tagout is built with Node.js ${engines.node}, and this is ${process.versions.node} (${process.execPath}).\n` +
        'Install a newer one and start again.',
    )
  }
}

/**
 * @param {string} version
 * @param {string} range of the form `>=20.19`
 */
export function isNewEnough(version, range) {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const [wantedMajor = 0, wantedMinor = 0] = range.replace('>=', '').split('.').map(Number)
  return major > wantedMajor || (major === wantedMajor && minor >= wantedMinor)
}

/** @param {string} file */
function read(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}
