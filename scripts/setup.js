/**
 * `npm run setup`: what `npm start` begins with; `npm run setup test`: what `npm test` begins with.
 * What is there is left as it is.
 */
import { launchHere } from './steps/launch.js'
import { Failure, main } from './steps/report.js'
import { setUpApp, setUpTests } from './steps/set-up.js'

await main(async () => {
  const purpose = process.argv[2] ?? 'app'
  if (purpose === 'app') await setUpApp(launchHere([]))
  else if (purpose === 'test') await setUpTests()
  else throw new Failure('Usage: npm run setup [app | test]')
})
