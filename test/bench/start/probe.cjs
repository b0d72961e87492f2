// Loaded before an app (`electron -r`): has its page watched, and tells on stdout how far it is.
const path = require('node:path')
const { app, ipcMain, session } = require('electron')

const filePath = path.join(__dirname, 'watch.cjs')

function tell(name, at) {
  process.stdout.write(`\nprobe ${JSON.stringify({ name, at })}\n`)
}

tell('main', Date.now())
app.once('ready', () => {
  tell('ready', Date.now())
  const { defaultSession } = session
  if (defaultSession.registerPreloadScript) {
    defaultSession.registerPreloadScript({ type: 'frame', filePath })
  } else defaultSession.setPreloads([filePath])
})
app.on('browser-window-created', (_event, window) => {
  window.once('show', () => tell('shown', Date.now()))
})
ipcMain.on('probe', (_event, { name, at }) => tell(name, at))
