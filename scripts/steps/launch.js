import { checkout } from './checkout.js'
import { isRoot } from './run.js'

/**
 * How the app is to be opened here.
 * @typedef {object} Launch
 * @property {readonly string[]} args for Electron's executable
 * @property {boolean} virtualDisplay whether it takes a display of its own
 * @property {readonly string[]} remarks what the user should know
 */

/** What Chromium needs to run without an X server, and to keep what it misses there to itself. */
const windowlessSwitches = ['--ozone-platform=headless', '--disable-gpu', '--log-level=3']

/**
 * @param {object} here
 * @param {string} here.app its folder
 * @param {readonly string[]} here.args what the user gave
 * @param {boolean} here.root
 * @param {NodeJS.ProcessEnv} here.env
 * @param {NodeJS.Platform} here.platform
 * @returns {Launch}
 */
export function launchOf({ app, args, root, env, platform }) {
  if (platform !== 'linux') return { args: [app, ...args], virtualDisplay: false, remarks: [] }
  const windowless = args.includes('--serve')
  const virtualDisplay = !windowless && !env.DISPLAY && !env.WAYLAND_DISPLAY
  const chosen = args.some((arg) => arg.startsWith('--ozone-platform'))
  const switches = [
    ...(root && !args.includes('--no-sandbox') ? ['--no-sandbox'] : []),
    ...(windowless && !chosen ? windowlessSwitches : []),
    ...(!windowless && !chosen && !env.DISPLAY && env.WAYLAND_DISPLAY
      ? ['--ozone-platform=wayland']
      : []),
  ]
  return {
    args: [app, ...switches, ...args],
    virtualDisplay,
    remarks: [
      ...(root
        ? [
            "Running as root, which Chromium's sandbox refuses: it is off (--no-sandbox). Start as an ordinary user to keep it.",
          ]
        : []),
      ...(virtualDisplay
        ? [
            'There is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set): Tagout opens on a virtual one, which nobody sees.',
          ]
        : []),
    ],
  }
}

/** @param {readonly string[]} args what the user gave */
export function launchHere(args) {
  const { env, platform } = process
  return launchOf({ app: checkout, args, root: isRoot(), env, platform })
}
