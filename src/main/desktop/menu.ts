import { Menu } from 'electron'
import type { MenuItemConstructorOptions } from 'electron'

/** Before the app is ready: Electron would build a menu of its own, for which the window would wait. */
export function noMenu(): void {
  Menu.setApplicationMenu(null)
}

/** What an editor of text and a zoom need; no reload, and no tools for developers. */
export function setMenu(): void {
  const template: MenuItemConstructorOptions[] = [
    ...(process.platform === 'darwin' ? [{ role: 'appMenu' } as const] : []),
    { role: 'fileMenu' },
    { role: 'editMenu' },
    {
      label: '&View',
      submenu: [
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { type: 'separator' },
        { role: 'togglefullscreen' },
      ],
    },
    { role: 'windowMenu' },
  ]
  Menu.setApplicationMenu(Menu.buildFromTemplate(template))
}
