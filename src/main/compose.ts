import { app, nativeTheme } from 'electron'
import type { BrowserWindow } from 'electron'
import { randomUUID } from 'node:crypto'
import { homedir, hostname, userInfo } from 'node:os'
import { announcementChannel } from '../shared/channels'
import { claim } from '../shared/ids'
import type { EnvironmentId, InstanceId, ProductRef } from '../shared/ids'
import type { Announcement } from '../shared/ipc'
import { failed, ok } from '../shared/result'
import { stopsDriftAgain } from '../shared/settings'
import { createAnnouncer } from './desktop/announcer'
import { answerWith } from './desktop/answer'
import type { Answer } from './desktop/calls'
import { driftNotice } from './desktop/drift-notice'
import { handlersFor } from './desktop/handlers'
import type { Shown } from './desktop/mirror'
import { createNotifications } from './desktop/notifications'
import { bringToFront } from './desktop/window'
import { saveFile } from './desktop/save-file'
import { openCurrentEnvironment } from './environments/current'
import type { LiveEnvironment } from './environments/environment'
import { viewsOf } from './environments/views'
import { historyAsCsv, historyAsJson } from './history/export'
import { openHistory } from './history/history'
import { keepPruned } from './history/prune'
import type { DriftStart } from './maintenance/drift'
import type { Clock, Identity } from './maintenance/ports'
import { createMaintenanceService } from './maintenance/service'
import { openHistoryFile } from './storage/history-file'
import type { HistoryFilePorts } from './storage/history-file'
import { openProfile } from './storage/profile'
import type { Profile } from './storage/profile'

/** Everything behind the window, put together; yields what answers the window's calls. */
export async function compose(window: BrowserWindow): Promise<Answer> {
  const announce = (announcement: Announcement): void => {
    if (!window.isDestroyed()) window.webContents.send(announcementChannel, announcement)
  }
  const announcer = createAnnouncer(show, announce)
  const notifications = createNotifications((product) => {
    bringToFront(window)
    announce({ name: 'product.chosen', product })
  })
  const folder = app.getPath('userData')
  const profile = openProfile(folder, () => announcer.changed())
  nativeTheme.themeSource = profile.settings().theme

  const history = openHistory(openHistoryFile({ folder, ...historyNotices(profile) }), () =>
    announcer.changed(),
  )
  app.on(
    'will-quit',
    keepPruned(history, () => profile.settings().historyDays, clock),
  )

  const environment = (id: EnvironmentId): LiveEnvironment | null => {
    const current = environments.current()
    return current.id === id ? current : null
  }
  const service = createMaintenanceService({
    hosts: (id) => environment(id)?.host() ?? failed({ code: 'environment-not-found' }),
    copies: profile.copies,
    clock,
    identity: identityOf(profile.instance),
    history,
    changed: () => announcer.changed(),
    driftFound,
    stopsDriftAgain: (product) => stopsDriftAgain(profile.settings(), product),
  })

  function driftFound(
    product: ProductRef,
    productName: string,
    drift: readonly DriftStart[],
  ): void {
    const settings = profile.settings()
    if (!settings.notifications.drift) return
    const isStopped = stopsDriftAgain(settings, product)
    notifications.tell(product, driftNotice(productName, drift, isStopped))
  }

  function show(): Shown {
    const current = environments.current()
    const { products, unassigned } = viewsOf(current, profile.copies.all(), (product) =>
      service.changeOf(product),
    )
    return {
      environments: [current.shown()],
      products,
      unassigned: { [current.id]: unassigned },
      notices: profile.notices(),
      settings: profile.settings(),
      historyRevision: history.revision(),
    }
  }

  const environments = await openCurrentEnvironment({
    clock,
    surroundings: () => ({
      env: process.env,
      homeDirectory: homedir(),
      platform: process.platform,
    }),
    changed: () => announcer.changed(),
    connected: (id) => void service.resume(id),
    moved: (product) => void service.noticed(product),
    exitDecided: (product) => service.exitDecided(product),
  })
  app.on('will-quit', () => environments.close())

  return answerWith(
    handlersFor({
      service,
      history,
      exportHistory: (filter, format) => {
        const at = new Date().toISOString()
        return saveFile(window, `tagout-history-${at.slice(0, 10)}`, format, () => {
          const entries = history.all(filter)
          return format === 'json' ? historyAsJson(entries, at) : historyAsCsv(entries)
        })
      },
      world: () => ({ ...announcer.now(), version: app.getVersion() }),
      reconnect: (id) => {
        const known = environment(id)
        if (known === null) return failed({ code: 'environment-not-found' })
        known.reconnect()
        return ok()
      },
      changeSettings: (change) => {
        profile.changeSettings(change)
        nativeTheme.themeSource = profile.settings().theme
        if (change.stopDriftAgain?.on) void service.noticed(change.stopDriftAgain.product)
        announcer.changed()
      },
      dismiss: (id) => profile.dismiss(id),
    }),
  )
}

function historyNotices(profile: Profile): Omit<HistoryFilePorts, 'folder'> {
  const id = 'history-not-written'
  return {
    notWritten: (file, detail) => profile.tell({ id, code: id, file, detail }),
    writtenAgain: () => profile.dismiss(id),
  }
}

const clock: Clock = {
  now: () => Date.now(),
  after: (milliseconds, callback) => {
    const timer = setTimeout(callback, milliseconds)
    return () => clearTimeout(timer)
  },
}

function identityOf(instance: InstanceId): Identity {
  return {
    instance,
    by: `${userName()}@${hostname()}`,
    newClaim: () => claim.parse(`${instance}.${randomUUID()}`),
  }
}

/** The system has no name for a user id that is in no account list, as in some containers. */
function userName(): string {
  try {
    return userInfo().username
  } catch {
    return process.env.USER ?? process.env.USERNAME ?? 'unknown'
  }
}
