import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { checkout } from './checkout.js'
import { Failure, step } from './report.js'
import { run, tail } from './run.js'
import { isStale } from './staleness.js'

const sources = ['src', 'resources', 'electron.vite.config.ts', 'package-lock.json'].map((name) =>
  path.join(checkout, name),
)
const entry = path.join(checkout, 'out', 'main', 'index.js')
/** Holds when the last complete build began; written when it is complete. */
const stampFile = path.join(checkout, 'out', '.built')

/** Builds the app when what it is made of is newer than what was made. */
export async function buildIfStale() {
  await step('Build', async (busy) => {
    if (existsSync(entry) && !isStale(builtAt(), sources)) return 'up to date'
    busy('building')
    await build()
    return 'done'
  })
}

/**
 * Builds the app.
 * @returns what the bundler said
 */
export async function build() {
  const began = Date.now()
  rmSync(stampFile, { force: true })
  const bundler = path.join(checkout, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js')
  const built = await run([process.execPath, bundler, 'build'], { cwd: checkout })
  if (built.code !== 0) {
    throw new Failure(
      `The app could not be built (exit code ${built.code}):\n\n${tail(built.output, 60)}\n\n` +
        'Put that right; `npm run build` tries again, `npm run check` says more.',
    )
  }
  mkdirSync(path.dirname(stampFile), { recursive: true })
  writeFileSync(stampFile, String(began))
  return built.output
}

function builtAt() {
  return existsSync(stampFile) ? Number(readFileSync(stampFile, 'utf8')) : 0
}
