/** `npm run --silent electron-path`: prints the path of Electron's executable, made ready if need be. */
import { electronRuntime } from './electron-runtime.js'
import { npmPackages } from './steps/npm-packages.js'
import { main } from './steps/report.js'

await main(async () => {
  await npmPackages()
  const electron = await electronRuntime()
  process.stdout.write(`${electron.path}\n`)
})
