/** `npm run tagout -- list`: the command line from this checkout, built if need be. */
import path from 'node:path'
import { spawn } from 'node:child_process'
import { buildIfStale } from './steps/app-build.js'
import { checkout } from './steps/checkout.js'
import { npmPackages } from './steps/npm-packages.js'
import { main } from './steps/report.js'
import { exitCode } from './steps/run.js'

await main(async () => {
  await npmPackages()
  await buildIfStale()
  const command = path.join(checkout, 'out', 'main', 'cli.js')
  return new Promise((resolve, reject) => {
    const cli = spawn(process.execPath, [command, ...process.argv.slice(2)], { stdio: 'inherit' })
    // A Ctrl-C reaches it by the terminal: it says how it ends.
    process.on('SIGINT', () => undefined)
    cli.once('error', reject)
    cli.once('exit', (code, signal) => resolve(exitCode(code, signal)))
  })
})
