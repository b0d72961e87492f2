import { homedir } from 'node:os'
import type { KeyStore } from '../shared/api-status'
import type { EnvironmentId, ProductRef } from '../shared/ids'
import type { EnvironmentProblem, Problem } from '../shared/problem'
import { failed, ok } from '../shared/result'
import type { Result } from '../shared/result'
import { stopsDriftAgain } from '../shared/settings'
import type { Settings, SettingsChange } from '../shared/settings'
import { openAutomation } from './automation'
import { tokenVariable } from './api/environment-token'
import { createServing } from './api/serving'
import type { Serving } from './api/serving'
import { systemClock as clock } from './clock'
import { createDemo } from './demo/demo'
import { driftNotice } from './desktop/drift-notice'
import type { NoticeText } from './desktop/drift-notice'
import { wentOnNotice } from './desktop/went-on-notice'
import type { Surroundings } from './environments/docker-context'
import type { LiveEnvironment } from './environments/environment'
import { openEnvironments } from './environments/environments'
import type { Environments } from './environments/environments'
import { createViews } from './environments/views'
import { watchContexts } from './environments/watch-contexts'
import { watchMachine } from './environments/watch-machine'
import { emptyWorld, productsOf } from './environments/world'
import { openHistory } from './history/history'
import type { RecordedHistory } from './history/history'
import { keepPruned } from './history/prune'
import { identityOf } from './identity'
import { createMaintenanceService } from './maintenance/service'
import type { MaintenanceService } from './maintenance/service'
import type { Automating } from './observers/automating'
import { createSetters } from './setters/setters'
import type { Shown } from './shown'
import { openEnvironmentsFile } from './storage/environments-file'
import { openHistoryFile } from './storage/history-file'
import type { HistoryFilePorts } from './storage/history-file'
import { openLastKnown } from './storage/last-known'
import { openProfile } from './storage/profile'
import type { Profile } from './storage/profile'
import type { Seal } from './storage/seal'

export interface TagoutPorts {
  /** The profile's. */
  readonly folder: string
  /** What keeps secrets here. */
  readonly seal: Seal
  /** What tells which daemon it is; by default this process's own. */
  readonly surroundings?: () => Surroundings
  /** `--api-port`: the REST API is on for this run, whatever the settings say, and listens there. */
  readonly apiPort?: number | null
  /** No engine is asked before; by default they are at once. */
  readonly mayConnect?: Promise<void>
  /** `shown` yields something else now. */
  changed(): void
  /** For the user's eyes, wherever they are: on the desktop, or in the log of a run without one. */
  tell(product: ProductRef, notice: NoticeText): void
}

/** All of Tagout but its window: what the window, the API and a run without either go through. */
export interface Tagout {
  readonly service: MaintenanceService
  readonly history: RecordedHistory
  readonly automating: Automating
  readonly serving: Serving
  readonly environments: Pick<
    Environments,
    'add' | 'change' | 'remove' | 'order' | 'choose' | 'test' | 'find' | 'contexts'
  >
  /** All that is to be shown, as it stands. */
  shown(): Shown
  settings(): Settings
  changeSettings(change: SettingsChange): void
  /**
   * The demo is as at the beginning: what hung there is gone. Answers `environment-not-found` where
   * there is none, `environment-busy`.
   */
  resetDemo(): Promise<Result<void, EnvironmentProblem>>
  /** Tries at once. Answers `environment-not-found`. */
  reconnect(environment: EnvironmentId): Result<void, Problem>
  /** The machine was asleep: each environment is verified, or connected, at once. */
  woke(): void
  dismiss(notice: string): void
  /** What is under way is left as it is, to be finished at the next start. */
  close(): void
}

/** Opens the profile and the environments; yields as soon as it can answer. No part of it is Electron's. */
export async function openTagout(ports: TagoutPorts): Promise<Tagout> {
  const { folder } = ports
  // Not before all is there: `shown` needs each part.
  let isOpen = false
  let keyStore: KeyStore = { state: 'asking', name: '' }
  const changed = (what: 'containers' | 'all' = 'all'): void => {
    if (!isOpen) return
    if (what === 'all') {
      placeObservers()
      automation.looked()
    }
    serving.changed()
    ports.changed()
  }
  let placed = ''
  const placeObservers = (): void => {
    const there = environments
      .all()
      .map(({ id }) => id)
      .join(' ')
    if (there === placed) return
    placed = there
    automating.environmentsChanged()
  }
  const touched = (product: ProductRef): void => {
    views.touch(product)
    changed()
  }
  const views = createViews((product) => ({
    change: service.changeOf(product),
    observer: automating.statusOf(product),
    setter: automating.setterOf(product),
  }))
  const profile = openProfile(folder, () => changed())
  const historyFile = openHistoryFile({ folder, ...historyNotices(profile) })
  const history = openHistory(
    historyFile,
    () => changed(),
    (change, after) => {
      if (!profile.settings().notifications.change) return
      ports.tell(change.product.ref, wentOnNotice(change, after))
    },
  )
  const stopPruning = keepPruned(history, () => profile.settings().historyDays, clock)

  const environment = (id: EnvironmentId): LiveEnvironment | null => environments.get(id)
  const service = createMaintenanceService({
    hosts: (id) => environment(id)?.host() ?? failed({ code: 'environment-not-found' }),
    copies: profile.copies,
    clock,
    identity: identityOf(profile.instance),
    history,
    changed: touched,
    driftFound: (product, productName, drift) => {
      const settings = profile.settings()
      if (!settings.notifications.drift) return
      ports.tell(product, driftNotice(productName, drift, stopsDriftAgain(settings, product)))
    },
    stopsDriftAgain: (product) => stopsDriftAgain(profile.settings(), product),
    setters: createSetters({
      clock,
      random: Math.random,
      planned: (product) => automation.automating.plannedSetter(product),
      open: (product) => automation.automating.openSetter(product),
    }),
    restored: (product, told) => automation.restored(product, told),
  })
  const automation = openAutomation({
    clock,
    profile,
    seal: ports.seal,
    service: () => service,
    environment,
    hasEnvironment: (id) => isOpen && environment(id) !== null,
    changed: touched,
    tell: (product, notice) => ports.tell(product, notice),
  })
  const { automating } = automation

  const isBusy = (id: EnvironmentId): boolean => {
    const { products } = productsOf(environment(id)?.world() ?? emptyWorld)
    return products.some((product) => {
      const ref = { environmentId: id, productDeploymentId: product.id }
      return service.changeOf(ref)?.state === 'running'
    })
  }
  const demo = createDemo({
    files: profile.files,
    clock,
    isLively: process.env.TAGOUT_DEMO_QUIET !== '1',
  })
  /** The environment of that kind; there is one, at most. */
  const demoShown = () => environments.shown().find(({ reach }) => reach.kind === 'demo')
  const surroundings = ports.surroundings ?? ownSurroundings
  const lastKnown = openLastKnown(profile.files)
  const environments = await openEnvironments({
    clock,
    surroundings,
    mayConnect: ports.mayConnect,
    file: openEnvironmentsFile(profile.files),
    seal: ports.seal,
    demo: () => demo.endpoint(),
    lastKnown,
    copies: () => profile.copies.all(),
    isBusy,
    forget: (id) => {
      lastKnown.remove(id)
      for (const { product } of profile.copies.all()) {
        if (product.environmentId === id) profile.copies.drop(product)
      }
    },
    changed,
    connected: (id) => {
      automation.connected(id)
      void service.resume(id)
    },
    moved: (product) => void service.noticed(product),
    exitDecided: (product) => {
      automation.exitDecided(product)
      service.exitDecided(product)
    },
  })
  /** The demo engine runs as long as there is an environment that is it. */
  async function thenRest<T>(work: Promise<T>): Promise<T> {
    const done = await work
    if (demoShown() === undefined) demo.rest()
    return done
  }
  const shown = (): Shown => {
    const all = environments.all().map((each) => ({
      id: each.id,
      ...views.of(each, profile.copies.all()),
    }))
    return {
      environments: environments.shown(),
      areEnvironmentsChosen: environments.isChosen(),
      products: all.flatMap(({ products }) => products),
      unassigned: Object.fromEntries(all.map(({ id, unassigned }) => [id, unassigned])),
      notices: profile.notices(),
      settings: profile.settings(),
      historyRevision: history.revision(),
      api: serving.status(),
      keyStore,
    }
  }
  const serving = createServing({
    service,
    history,
    automating,
    shown,
    file: profile.files,
    settings: () => profile.settings().api,
    portForThisRun: ports.apiPort ?? null,
    givenToken: takeToken(),
    statusChanged: () => changed(),
    complain: (text) => console.error(text),
  })
  const stopWatching = watchContexts(surroundings(), () => environments.relocate())
  const machine = watchMachine(() => environments.verify())
  isOpen = true
  placeObservers()
  serving.changed()
  void ports.seal.store().then((answered) => {
    keyStore = answered
    changed()
  })

  return {
    service,
    history,
    automating,
    serving,
    environments: {
      ...environments,
      remove: (id) => thenRest(environments.remove(id)),
      choose: (configs) => thenRest(environments.choose(configs)),
      test: (reach, of) => thenRest(environments.test(reach, of)),
    },
    shown,
    settings: () => profile.settings(),
    changeSettings: (change) => {
      profile.changeSettings(change)
      if (change.stopDriftAgain?.on) void service.noticed(change.stopDriftAgain.product)
      changed()
    },
    async resetDemo() {
      const shownAs = demoShown()
      if (shownAs === undefined) return failed({ code: 'environment-not-found' })
      const { id, name } = shownAs
      if (isBusy(id)) return failed({ code: 'environment-busy', name })
      // One that can't begin is shown as offline, and says why.
      await demo.reset()
      environment(id)?.reconnect()
      return ok()
    },
    reconnect: (id) => {
      const known = environment(id)
      if (known === null) return failed({ code: 'environment-not-found' })
      known.reconnect()
      return ok()
    },
    woke: () => machine.woke(),
    dismiss: (id) => profile.dismiss(id),
    close: () => {
      stopPruning()
      automating.close()
      serving.close()
      stopWatching()
      machine.close()
      environments.close()
      demo.rest()
    },
  }
}

/** No program that is started from here is to have it. */
function takeToken(): string | undefined {
  const token = process.env[tokenVariable]
  Reflect.deleteProperty(process.env, tokenVariable)
  return token
}

function historyNotices(profile: Profile): Omit<HistoryFilePorts, 'folder'> {
  const id = 'history-not-written'
  return {
    notWritten: (file, detail) => profile.tell({ id, code: id, file, detail }),
    writtenAgain: () => profile.dismiss(id),
  }
}

function ownSurroundings(): Surroundings {
  return { env: process.env, homeDirectory: homedir(), platform: process.platform }
}
