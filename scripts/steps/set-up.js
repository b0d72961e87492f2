import { electronRuntime } from '../electron-runtime.js'
import { npmPackages } from './npm-packages.js'
import { needs, systemPackages } from './system-packages.js'

/**
 * Makes everything ready that the app takes to run.
 * @param {{ virtualDisplay: boolean }} on
 */
export async function setUpApp({ virtualDisplay }) {
  await systemPackages(virtualDisplay ? needs.appWithoutDisplay : needs.app)
  await npmPackages()
  return electronRuntime()
}

/** Makes everything ready that all tests take to run. */
export async function setUpTests() {
  await systemPackages(needs.tests)
  await npmPackages()
  return electronRuntime()
}
