/** `npm run bench:start`: how long Tagout, as built, takes to start, beside an empty window. */
import { spawn } from 'node:child_process'
import path from 'node:path'
import { electronRuntime } from './electron-runtime.js'
import { buildIfStale } from './steps/app-build.js'
import { checkout } from './steps/checkout.js'
import { npmPackages } from './steps/npm-packages.js'
import { main } from './steps/report.js'
import { exitCode } from './steps/run.js'
import { needs, systemPackages } from './steps/system-packages.js'
import { openVirtualDisplay } from './steps/virtual-display.js'

await main(async () => {
  await systemPackages(needs.tests)
  await npmPackages()
  const electron = await electronRuntime()
  await buildIfStale()
  const display = await openVirtualDisplay({ guarded: false })
  try {
    return await bench({
      ...process.env,
      // Its windows are not for the display of whoever runs it.
      WAYLAND_DISPLAY: undefined,
      XAUTHORITY: undefined,
      ...display.env,
      TAGOUT_ELECTRON: electron.path,
    })
  } finally {
    await display.close()
  }
})

/**
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<number>}
 */
function bench(env) {
  const vitest = path.join(checkout, 'node_modules', 'vitest', 'vitest.mjs')
  return new Promise((resolve, reject) => {
    const args = [vitest, 'run', '--project', 'bench-start']
    const child = spawn(process.execPath, args, { cwd: checkout, env, stdio: 'inherit' })
    child.once('error', reject)
    child.once('exit', (code, signal) => resolve(exitCode(code, signal)))
  })
}
