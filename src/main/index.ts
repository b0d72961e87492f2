import { app, nativeTheme } from 'electron'
import { join } from 'node:path'
import { askedFor } from './arguments'
import { takeCalls } from './desktop/calls'
import { noMenu, setMenu } from './desktop/menu'
import { registerPageScheme, servePage } from './desktop/page'
import { claimProfile } from './desktop/single-instance'
import { bringToFront, confine, denyPermissions, openWindow } from './desktop/window'
import { chosenTheme } from './storage/chosen-theme'

/**
 * The composition root. The window comes first. While Chromium makes its page, which is no work of
 * this process's, the rest is imported and opened, so that the page's first call is answered at
 * once; what takes long (the engine's client) waits until the page is there.
 */
function start(apiPort: number | null): void {
  // Chromium refuses its sandbox to root, who starts it with `--no-sandbox`: then its services crash
  // when it is asked for all the same. The window's own `sandbox` holds either way.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
  noMenu()
  registerPageScheme()
  app.on('web-contents-created', (_event, contents) => confine(contents))
  app.on('window-all-closed', () => app.quit())
  void app.whenReady().then(() => open(apiPort))
}

/** Milliseconds from the window's showing to its first frame of the world: that is not to wait. */
const firstFrame = 100

function open(apiPort: number | null): void {
  const folder = app.getAppPath()
  nativeTheme.themeSource = chosenTheme(app.getPath('userData'))
  denyPermissions()
  servePage(join(folder, 'out', 'renderer'))
  // Its files are read while the window is made, so that it runs before the page wants anything.
  const composing = import('./compose')
  const window = openWindow(
    join(folder, 'out', 'preload', 'index.cjs'),
    join(folder, 'resources', 'icon.png'),
  )
  app.on('second-instance', () => bringToFront(window))
  const pageIsThere = new Promise<void>((resolve) => {
    window.once('show', () => setTimeout(resolve, firstFrame))
    // A page that doesn't come must not keep a change from being finished.
    window.webContents.once('did-fail-load', () => resolve())
    window.webContents.once('render-process-gone', () => resolve())
  })
  void pageIsThere.then(setMenu)
  takeCalls(composing.then(({ compose }) => compose(window, apiPort, pageIsThere)))
}

const asked = askedFor(process.argv, process.defaultApp)
if (asked.for === 'nothing') {
  process.stderr.write(`tagout: ${asked.fault}\n`)
  app.exit(2)
} else if (asked.for === 'command') {
  const { runCommandLine } = await import('../cli/run')
  process.exit(await runCommandLine(asked.args, app.getVersion()))
} else if (asked.for === 'serve') {
  const { startServing } = await import('./serve/start')
  await startServing(asked.apiPort)
} else if (claimProfile({ hasWindow: true })) {
  start(asked.apiPort)
} else {
  const { leaveToOther } = await import('./desktop/other')
  void leaveToOther()
}
