import { expect, it } from 'vitest'
import { launchOf } from '../../../scripts/steps/launch.js'

const launch = (here) =>
  launchOf({
    app: '/app',
    args: [],
    root: false,
    env: { DISPLAY: ':0' },
    platform: 'linux',
    ...here,
  })

it('opens the app with the arguments given, and its sandbox on', () => {
  expect(launch({ args: ['--api-port', '7070'] })).toEqual({
    args: ['/app', '--api-port', '7070'],
    virtualDisplay: false,
    remarks: [],
  })
})

it('opens without a sandbox as root, and says so', () => {
  const { args, remarks } = launch({ root: true })

  expect(args).toEqual(['/app', '--no-sandbox'])
  expect(remarks).toEqual([expect.stringContaining('--no-sandbox')])
})

it('opens on a display of its own where there is none, and says so', () => {
  const { virtualDisplay, remarks } = launch({ env: {} })

  expect(virtualDisplay).toBe(true)
  expect(remarks).toEqual([expect.stringContaining('no display')])
})

it('opens on Wayland where that is all there is', () => {
  expect(launch({ env: { WAYLAND_DISPLAY: 'wayland-0' } })).toEqual({
    args: ['/app', '--ozone-platform=wayland'],
    virtualDisplay: false,
    remarks: [],
  })
})

it('needs no display to serve without a window', () => {
  expect(launch({ env: {}, args: ['--serve'] })).toEqual({
    args: ['/app', '--ozone-platform=headless', '--disable-gpu', '--log-level=3', '--serve'],
    virtualDisplay: false,
    remarks: [],
  })
})

it('leaves other systems to Electron', () => {
  expect(launch({ platform: 'darwin', env: {}, root: true })).toEqual({
    args: ['/app'],
    virtualDisplay: false,
    remarks: [],
  })
})
