/** `npm run build`: makes the app in out/. */
import { build } from './steps/app-build.js'
import { npmPackages } from './steps/npm-packages.js'
import { main } from './steps/report.js'

await main(async () => {
  await npmPackages()
  process.stdout.write(await build())
})
