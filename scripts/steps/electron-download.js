import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { cacheFolder } from './cache.js'
import { run } from './run.js'

/** A download of which nothing arrives for that long is given up. */
const patience = 20_000
/** A download that failed isn't tried again for a day, as long as there is something else to run. */
const retryAfter = 24 * 60 * 60 * 1000

/**
 * Electron's own download, by its own script, which knows mirrors, checksums and proxies.
 * @param {{ folder: string, dist: string }} electron its npm package
 * @returns why it failed, if it did
 */
export async function downloadElectron({ folder, dist }) {
  const arriving = mkdtempSync(path.join(tmpdir(), 'tagout-electron-'))
  const stalled = new AbortController()
  let seen = { bytes: 0, at: Date.now() }
  const watch = setInterval(() => {
    const bytes = sizeOf(arriving) + sizeOf(dist)
    if (bytes !== seen.bytes) seen = { bytes, at: Date.now() }
    else if (Date.now() - seen.at > patience) stalled.abort()
  }, 1000)
  try {
    const ran = await run([process.execPath, path.join(folder, 'install.js')], {
      env: { ...process.env, TMPDIR: arriving, ELECTRON_GET_NO_PROGRESS: '1' },
      signal: stalled.signal,
    })
    if (ran.code === 0) return undefined
    if (stalled.signal.aborted) return `nothing arrived for ${patience / 1000} seconds`
    return firstError(ran.output)
  } finally {
    clearInterval(watch)
    rmSync(arriving, { recursive: true, force: true })
  }
}

/** @param {string} output */
export function firstError(output) {
  const lines = output.split('\n').map((line) => line.trim())
  return lines.find((line) => /error\b.*:/i.test(line)) ?? lines.find(Boolean) ?? 'no reason given'
}

/** @param {string} version */
export function hasFailedLately(version, now = Date.now()) {
  const failed = statSync(noteOf(version), { throwIfNoEntry: false })
  return failed !== undefined && now - failed.mtimeMs < retryAfter
}

/** @param {string} version */
export function noteFailure(version) {
  try {
    writeFileSync(noteOf(version), '')
  } catch {
    // A cache that can't be written to: the next start tries again.
  }
}

/** @param {string} version */
function noteOf(version) {
  return path.join(cacheFolder(), `electron-${version}-not-downloadable`)
}

/**
 * @param {string} folder
 * @returns {number}
 */
function sizeOf(folder) {
  try {
    return readdirSync(folder, { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile())
      .map((entry) => statSync(path.join(entry.parentPath, entry.name)).size)
      .reduce((sum, size) => sum + size, 0)
  } catch {
    // Not there yet, or changing under our hands: the next look tells.
    return 0
  }
}
