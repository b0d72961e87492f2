// The least that an Electron app can be: one window, with one word in it.
import { app, BrowserWindow } from 'electron'
import { fileURLToPath } from 'node:url'

app.on('window-all-closed', () => app.quit())
void app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 1280, height: 860, show: false })
  window.once('ready-to-show', () => window.show())
  void window.loadFile(fileURLToPath(new URL('index.html', import.meta.url)))
})
