import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ApiPorts } from '../../../src/main/api/ports'
import { createServing } from '../../../src/main/api/serving'
import type { Serving } from '../../../src/main/api/serving'
import type { Shown } from '../../../src/main/shown'
import type { ApiStatus } from '../../../src/shared/api-status'
import { ok } from '../../../src/shared/result'
import type { Result } from '../../../src/shared/result'
import type { Settings } from '../../../src/shared/settings'
import type { Outcome } from '../../../src/shared/change'
import { eventually } from '../eventually'
import { freePort } from '../free-port'
import { usualServing, usualSettings } from '../settings'

/** The API over a world that a test makes up, listening for real. */
export interface Served {
  readonly serving: Serving
  readonly port: number
  readonly address: string
  readonly token: string
  readonly folder: string
  readonly complaints: readonly string[]
  /** What is shown is this from now on. */
  show(shown: Partial<Shown>): void
  set(api: Partial<Settings['api']>): void
  /** When the status is this. */
  until(state: ApiStatus['state']): Promise<ApiStatus>
  close(): void
}

export interface World extends Partial<Omit<ApiPorts, 'shown'>> {
  readonly shown?: Partial<Shown>
  readonly givenToken?: string
  readonly portForThisRun?: number
  readonly folder?: string
}

export async function serve(world: World = {}): Promise<Served> {
  const folder = world.folder ?? mkdtempSync(join(tmpdir(), 'tagout-api-'))
  const port = world.portForThisRun ?? (await freePort())
  const complaints: string[] = []
  let api: Settings['api'] = { on: true, port }
  let shown: Shown = { ...nothingShown, ...world.shown }
  const nothing = (): never => {
    throw new Error('Not of this test')
  }
  const serving = createServing({
    service: { preview: nothing, change: nothing, changeOf: () => null },
    history: { list: nothing },
    automating: { check: nothing },
    ...world,
    shown: () => shown,
    file: {
      folder,
      keptAside: (file, keptAs) => complaints.push(`${file} kept as ${keptAs}`),
      notWritten: (file, detail) => complaints.push(`${file}: ${detail}`),
      now: () => new Date().toISOString(),
    },
    settings: () => api,
    portForThisRun: world.portForThisRun ?? null,
    givenToken: world.givenToken,
    statusChanged: () => undefined,
    complain: (text) => complaints.push(text),
  })
  const until = (state: ApiStatus['state']): Promise<ApiStatus> =>
    eventually(() => (serving.status().state === state ? serving.status() : null), {
      within: 30_000,
      what: `the API is ${state}`,
    })
  serving.changed()
  return {
    serving,
    port,
    address: `http://127.0.0.1:${port}`,
    token: serving.createToken('nightly').token,
    folder,
    complaints,
    show: (more) => {
      shown = { ...shown, ...more }
      serving.changed()
    },
    set: (more) => {
      api = { ...api, ...more }
      serving.changed()
    },
    until,
    close: () => {
      serving.close()
      if (world.folder === undefined) rmSync(folder, { recursive: true, force: true })
    },
  }
}

const nothingShown: Shown = {
  environments: [],
  areEnvironmentsChosen: true,
  products: [],
  unassigned: {},
  notices: [],
  settings: usualSettings,
  historyRevision: 0,
  ...usualServing,
}

export const done = (outcome: Partial<Outcome> = {}): Result<Outcome, never> =>
  ok({
    result: 'changed',
    previousMode: 'Normal',
    newMode: 'Maintenance',
    triggerSource: 'Manual',
    telling: null,
    containers: [],
    problem: null,
    ...outcome,
  })
