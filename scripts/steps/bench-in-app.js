import { spawn } from 'node:child_process'
import path from 'node:path'
import { electronRuntime } from '../electron-runtime.js'
import { buildIfStale } from './app-build.js'
import { checkout } from './checkout.js'
import { npmPackages } from './npm-packages.js'
import { exitCode } from './run.js'
import { needs, systemPackages } from './system-packages.js'
import { openVirtualDisplay } from './virtual-display.js'

/**
 * Runs what is measured in the real Electron, with Tagout as built, on a display of its own.
 * @param {string} project Vitest's
 * @param {NodeJS.ProcessEnv} [more]
 * @returns {Promise<number>} its exit code
 */
export async function benchInApp(project, more = {}) {
  await systemPackages(needs.tests)
  await npmPackages()
  const electron = await electronRuntime()
  await buildIfStale()
  const display = await openVirtualDisplay({ guarded: false })
  try {
    return await run(project, {
      ...process.env,
      // Its windows are not for the display of whoever runs it.
      WAYLAND_DISPLAY: undefined,
      XAUTHORITY: undefined,
      ...display.env,
      TAGOUT_ELECTRON: electron.path,
      ...more,
    })
  } finally {
    await display.close()
  }
}

/**
 * @param {string} project
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<number>}
 */
function run(project, env) {
  const vitest = path.join(checkout, 'node_modules', 'vitest', 'vitest.mjs')
  return new Promise((resolve, reject) => {
    const args = [vitest, 'run', '--project', project]
    const child = spawn(process.execPath, args, { cwd: checkout, env, stdio: 'inherit' })
    child.once('error', reject)
    child.once('exit', (code, signal) => resolve(exitCode(code, signal)))
  })
}
