import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { claim, instanceId, keyOf, productRef, sameProduct } from '../../shared/ids'
import type { InstanceId } from '../../shared/ids'
import type { Notice } from '../../shared/ipc'
import { tag } from '../../shared/maintenance'
import { settings as settingsShape, withChange } from '../../shared/settings'
import type { Settings, SettingsChange } from '../../shared/settings'
import { telling } from '../../shared/setter'
import type { TagCopies } from '../maintenance/ports'
import { openJsonFile } from './json-file'
import type { JsonFilePorts } from './json-file'

const settingsFile = settingsShape.extend({ version: z.literal(1) })
type SettingsFile = z.infer<typeof settingsFile>

const tagCopy = z.object({
  product: productRef,
  tag,
  cancelled: z.boolean(),
  /** What a newer Tagout told in words of its own is not known here, which keeps the tag readable. */
  told: z
    .object({ change: claim, telling, gracePeriodMs: z.number().min(0) })
    .readonly()
    .optional()
    .catch(undefined),
})

const maintenanceFile = z.object({
  version: z.literal(1),
  instance: instanceId,
  copies: z.array(tagCopy),
})

type MaintenanceFile = z.infer<typeof maintenanceFile>

/** What Tagout remembers on this machine. */
export interface Profile {
  /** Stays the same over restarts: tells which tags this Tagout hung. */
  readonly instance: InstanceId
  readonly copies: TagCopies
  /** For what else is kept in the profile, in files of its own. */
  readonly files: JsonFilePorts
  settings(): Settings
  changeSettings(change: SettingsChange): void
  notices(): readonly Notice[]
  /** In the place of the notice of the same id, if there is one. */
  tell(notice: Notice): void
  dismiss(id: string): void
}

/** Opens the profile in the folder; what can't be read there is kept aside and told as a notice. */
export function openProfile(folder: string, noticesChanged: () => void): Profile {
  let notices: readonly Notice[] = []
  function tell(notice: Notice): void {
    notices = [...notices.filter(({ id }) => id !== notice.id), notice]
    noticesChanged()
  }
  const ports: JsonFilePorts = {
    folder,
    now: () => new Date().toISOString(),
    keptAside: (file, keptAs, detail) =>
      tell({ id: keptAs, code: 'file-kept-aside', file, keptAs, detail }),
    notWritten: (file, detail) =>
      tell({ id: `${file}:not-written`, code: 'file-not-written', file, detail }),
  }
  const settings = openJsonFile<SettingsFile>(
    'settings',
    settingsFile,
    () => settingsFile.parse({ version: 1 }),
    ports,
  )
  const maintenance = openJsonFile<MaintenanceFile>(
    'maintenance',
    maintenanceFile,
    () => ({ version: 1, instance: instanceId.parse(randomUUID()), copies: [] }),
    ports,
  )
  // Written at once: a claim made before a crash has to be known as ours after it.
  maintenance.set(maintenance.get())

  const copies: TagCopies = {
    all: () => maintenance.get().copies,
    get: (product) =>
      maintenance.get().copies.find((copy) => sameProduct(copy.product, product)) ?? null,
    put: (copy) => {
      const file = maintenance.get()
      const others = file.copies.filter(({ product }) => keyOf(product) !== keyOf(copy.product))
      maintenance.set({ ...file, copies: [...others, copy] })
    },
    drop: (product) => {
      const file = maintenance.get()
      const others = file.copies.filter((copy) => !sameProduct(copy.product, product))
      if (others.length < file.copies.length) maintenance.set({ ...file, copies: others })
    },
  }

  return {
    instance: maintenance.get().instance,
    copies,
    files: ports,
    settings: () => {
      const { theme, notifications, stopDriftAgain, historyDays, api } = settings.get()
      return { theme, notifications, stopDriftAgain, historyDays, api }
    },
    changeSettings: (change) => settings.set(withChange(settings.get(), change)),
    notices: () => notices,
    tell,
    dismiss: (id) => {
      notices = notices.filter((notice) => notice.id !== id)
      noticesChanged()
    },
  }
}
