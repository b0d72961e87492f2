/** `npm start [-- arguments]`: opens Tagout from this checkout, made ready and built if need be. */
import { spawn } from 'node:child_process'
import path from 'node:path'
import { buildIfStale } from './steps/app-build.js'
import { launchHere } from './steps/launch.js'
import { main, say } from './steps/report.js'
import { exitCode } from './steps/run.js'
import { setUpApp } from './steps/set-up.js'
import { openVirtualDisplay } from './steps/virtual-display.js'

await main(async () => {
  const launch = launchHere(process.argv.slice(2))
  const electron = await setUpApp(launch)
  await buildIfStale()
  launch.remarks.forEach(say)

  const display = launch.virtualDisplay ? await openVirtualDisplay({ guarded: true }) : undefined
  try {
    return await open(electron.path, launch.args, {
      ...process.env,
      ...display?.env,
      // Set in an editor's terminal, it would make Electron a plain Node.
      ELECTRON_RUN_AS_NODE: undefined,
    })
  } finally {
    await display?.close()
  }
})

/**
 * Runs the app to its end; signals that are meant for it reach it.
 * @param {string} executable
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<number>}
 */
function open(executable, args, env) {
  return new Promise((resolve, reject) => {
    const app = spawn(executable, args, { stdio: 'inherit', env })
    for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
      process.on(signal, () => app.kill(signal))
    }
    app.once('error', reject)
    app.once('exit', (code, signal) => {
      if (signal === 'SIGTRAP' && !args.includes('--no-sandbox')) say(sandboxHint(executable))
      resolve(exitCode(code, signal))
    })
  })
}

/**
 * Chromium ends itself by SIGTRAP when it can't have its sandbox, among other things.
 * @param {string} executable
 */
function sandboxHint(executable) {
  const helper = path.join(path.dirname(executable), 'chrome-sandbox')
  return (
    'If the sandbox is what the app misses above: this system forbids it to ordinary programs. Allow it once with\n\n' +
    `  sudo chown root:root '${helper}' && sudo chmod 4755 '${helper}'\n`
  )
}
