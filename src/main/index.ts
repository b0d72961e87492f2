import { app, nativeTheme } from 'electron'
import { join } from 'node:path'
import { askedFor } from './arguments'
import { takeCalls } from './desktop/calls'
import { setMenu } from './desktop/menu'
import { registerPageScheme, servePage } from './desktop/page'
import { claimProfile } from './desktop/single-instance'
import { bringToFront, confine, denyPermissions, openWindow } from './desktop/window'
import { chosenTheme } from './storage/chosen-theme'

/**
 * The composition root. The window comes first: what loads longer than it (the engine's client,
 * the store, the contract) is imported when the page is there, and calls wait until then.
 */
function start(apiPort: number | null): void {
  // Chromium refuses its sandbox to root, who starts it with `--no-sandbox`: then its services crash
  // when it is asked for all the same. The window's own `sandbox` holds either way.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
  registerPageScheme()
  app.on('web-contents-created', (_event, contents) => confine(contents))
  app.on('window-all-closed', () => app.quit())
  void app.whenReady().then(() => open(apiPort))
}

function open(apiPort: number | null): void {
  const folder = app.getAppPath()
  nativeTheme.themeSource = chosenTheme(app.getPath('userData'))
  setMenu()
  denyPermissions()
  servePage(join(folder, 'out', 'renderer'))
  const window = openWindow(
    join(folder, 'out', 'preload', 'index.cjs'),
    join(folder, 'resources', 'icon.png'),
  )
  app.on('second-instance', () => bringToFront(window))
  const pageIsThere = new Promise<void>((resolve) => {
    window.webContents.once('dom-ready', () => resolve())
    // A page that doesn't come must not keep a change from being finished.
    window.webContents.once('did-fail-load', () => resolve())
  })
  takeCalls(
    pageIsThere.then(async () => {
      const { compose } = await import('./compose')
      return compose(window, apiPort)
    }),
  )
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
