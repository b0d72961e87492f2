import { app, clipboard, nativeTheme, powerMonitor } from 'electron'
import type { BrowserWindow } from 'electron'
import { announcementChannel } from '../shared/channels'
import type { Announcement } from '../shared/ipc'
import { summaryOf } from '../shared/product-summary'
import { createAnnouncer } from './announcer'
import { answerWith } from './desktop/answer'
import type { Answer } from './desktop/calls'
import { chooseFile } from './desktop/choose-file'
import { handlersFor } from './desktop/handlers'
import { keyStoreSeal } from './desktop/key-store'
import { createNotifications } from './desktop/notifications'
import { openDocs } from './desktop/open-docs'
import { saveFile } from './desktop/save-file'
import { bringToFront } from './desktop/window'
import { historyAsCsv, historyAsJson } from './history/export'
import { openTagout } from './tagout'

/**
 * Tagout behind its window; yields what answers the window's calls.
 * @param pageIsThere no engine is asked before
 */
export async function compose(
  window: BrowserWindow,
  apiPort: number | null,
  pageIsThere: Promise<void>,
): Promise<Answer> {
  const announce = (news: readonly Announcement[]): void => {
    if (!window.isDestroyed()) window.webContents.send(announcementChannel, news)
  }
  const notifications = createNotifications((product) => {
    bringToFront(window)
    announce([{ name: 'product.chosen', product }])
  })
  // Before there is someone to announce it nothing is missed: the window asks for all of it first.
  let changed = (): void => undefined
  const tagout = await openTagout({
    folder: app.getPath('userData'),
    seal: keyStoreSeal(),
    apiPort,
    mayConnect: pageIsThere,
    changed: () => changed(),
    tell: (product, notice) => notifications.tell(product, notice),
  })
  const announcer = createAnnouncer(() => tagout.shown(), announce)
  changed = () => announcer.changed()
  nativeTheme.themeSource = tagout.settings().theme
  powerMonitor.on('resume', () => tagout.woke())
  app.on('will-quit', () => tagout.close())

  return answerWith(
    handlersFor({
      service: tagout.service,
      history: tagout.history,
      automating: tagout.automating,
      serving: tagout.serving,
      environments: tagout.environments,
      exportHistory: (filter, format) => {
        const at = new Date().toISOString()
        return saveFile(window, `tagout-history-${at.slice(0, 10)}`, format, () => {
          const entries = tagout.history.all(filter)
          return format === 'json' ? historyAsJson(entries, at) : historyAsCsv(entries)
        })
      },
      world: () => {
        const shown = announcer.now()
        return { ...shown, products: shown.products.map(summaryOf), version: app.getVersion() }
      },
      follow: (product) => announcer.follow(product),
      reconnect: (id) => tagout.reconnect(id),
      resetDemo: () => tagout.resetDemo(),
      changeSettings: (change) => {
        tagout.changeSettings(change)
        nativeTheme.themeSource = tagout.settings().theme
      },
      dismiss: (id) => tagout.dismiss(id),
      openDocs: () => openDocs(tagout.serving.status().address),
      copy: async (text) => clipboard.writeText(text),
      chooseFile: (what) => chooseFile(window, what),
    }),
  )
}
