import Docker from 'dockerode'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import type { ProductRef } from '../../src/shared/ids'
import type { OperationMode } from '../../src/shared/maintenance'
import { observerConfig } from '../../src/shared/observer'
import { setterConfig } from '../../src/shared/setter'
import { openFlagServer } from '../support/automation/flag-server'
import type { FlagServer } from '../support/automation/flag-server'
import { aProfileFolder, openAutomatedTagout } from '../support/automation/tagout'
import type { AutomatedTagout } from '../support/automation/tagout'
import { runContainer, wipe } from '../support/containers'
import { eventually } from '../support/eventually'
import { differences, inspectAll } from '../support/inspections'

const socket = inject('dockerSocket')
const docker = new Docker({ socketPath: socket, host: undefined, protocol: 'http' })
const rarely = { pollingInterval: '24h' } as const

let profile: ReturnType<typeof aProfileFolder>
let server: FlagServer
let desk: AutomatedTagout
let erp: ProductRef

beforeEach(async () => {
  profile = aProfileFolder()
  server = await openFlagServer()
  await runContainer(docker, { stack: 'erp', service: 'db', restart: 'always' })
  await runContainer(docker, { stack: 'erp', service: 'web', restart: 'unless-stopped' })
  desk = await openAutomatedTagout(socket, profile.folder)
  erp = await desk.product('erp')
})
afterEach(async () => {
  desk.close()
  await server.close()
  await wipe(docker)
  profile.remove()
})

function overHttp(polling: object = rarely) {
  return observerConfig.parse({
    type: 'http',
    url: server.flagUrl,
    jsonPath: '$.maintenanceMode',
    maintenanceValue: true,
    normalValue: false,
    ...polling,
  })
}

function onFile(polling: object = rarely) {
  const path = join(profile.folder, 'maintenance.flag')
  return observerConfig.parse({
    type: 'file',
    path,
    mode: 'content',
    maintenanceValue: 'on',
    normalValue: 'off',
    ...polling,
  })
}

const write = (content: string): void =>
  writeFileSync(join(profile.folder, 'maintenance.flag'), content)

async function observing(observer = overHttp()): Promise<void> {
  await desk.tagout.automating.change(erp, { observer, setter: null })
}

/** Checks, and yields what the host has when all that follows from it is done. */
async function checked(): Promise<unknown> {
  await desk.tagout.automating.check(erp)
  // In turn behind the change that a check asks for, whose tag or mark hangs by then.
  await desk.tagout.service.noticed(erp)
  return hostNow()
}

async function hostNow(): Promise<unknown> {
  const [containers, volumes] = await Promise.all([
    docker.listContainers({ all: true }),
    docker.listVolumes(),
  ])
  return {
    containers: containers.map(({ Names, State }) => `${String(Names[0])} ${State}`).sort(),
    volumes: volumes.Volumes.map(({ Name }) => Name).sort(),
  }
}

function byHand(to: OperationMode) {
  return desk.tagout.service.change(erp, { to, source: 'Manual', reason: '', acknowledged: false })
}

async function inObserverMaintenance(): Promise<void> {
  server.set(true)
  await observing()
  await desk.becomes(erp, 'Maintenance (Observer)')
}

/** The same Tagout, started anew. */
async function restart(): Promise<void> {
  desk.close()
  desk = await openAutomatedTagout(socket, profile.folder)
  erp = await desk.product('erp')
}

describe('an observer', () => {
  it.each(['http', 'file'] as const)('enters and leaves by itself: %s', async (kind) => {
    const before = await inspectAll(docker)
    const set = (isSo: boolean): void => {
      if (kind === 'http') server.set(isSo)
      else write(isSo ? 'on\n' : 'off\n')
    }
    const often = { pollingInterval: '1s' }
    set(false)
    await observing(kind === 'http' ? overHttp(often) : onFile(often))

    set(true)
    await desk.becomes(erp, 'Maintenance (Observer)')
    const { maintenance, status } = desk.view(erp)
    set(false)
    await desk.becomes(erp, 'Normal')
    await eventually(() => (desk.told.length > 1 ? true : null), {
      within: 20_000,
      what: 'the desktop is told of both',
    })

    const where = kind === 'http' ? server.flagUrl : join(profile.folder, 'maintenance.flag')
    expect({
      status,
      reason: 'trigger' in maintenance && maintenance.trigger.reason,
      differences: differences(before, await inspectAll(docker)),
      told: desk.told,
      recorded: changes(),
    }).toMatchObject({
      status: 'Stopped',
      reason: `${kind} ${where} says "${kind === 'http' ? 'true' : 'on'}"`,
      differences: [],
      told: ['erp is in maintenance', 'erp is back to normal operation'],
      recorded: ['Normal Observer', 'Maintenance Observer'],
    })
  })

  it('of a file checks as soon as that moves', async () => {
    write('off')
    await observing(onFile())
    await checked()

    await eventually(
      () => {
        // Nobody tells when a file is followed; until then it moves again.
        write('on')
        return desk.mode(erp) === 'Normal' ? null : true
      },
      { within: 30_000, what: 'the file is seen to move' },
    )

    await desk.becomes(erp, 'Maintenance (Observer)')
  })

  it('that began a maintenance keeps it from being ended by hand', async () => {
    await inObserverMaintenance()
    const before = await hostNow()

    const answer = await byHand('Normal')
    const byScript = await desk.put(erp, 'Normal')

    expect({ answer, byScript, mode: desk.mode(erp), host: await hostNow() }).toEqual({
      answer: { ok: false, problem: { code: 'owned-by-observer' } },
      byScript: { status: 409, code: 'owned-by-observer' },
      mode: 'Maintenance (Observer)',
      host: before,
    })
  })

  it('that says normal changes nothing in a maintenance by hand', async () => {
    await byHand('Maintenance')
    await desk.becomes(erp, 'Maintenance (Manual)')
    const before = await hostNow()
    await observing()

    const host = await checked()

    const { lastValue, refused } = desk.view(erp).observer ?? {}
    expect({ host, mode: desk.mode(erp), lastValue, refused }).toEqual({
      host: before,
      mode: 'Maintenance (Manual)',
      lastValue: { says: 'normal', value: 'false' },
      refused: null,
    })
  })

  it('and a person who ask for the mode that it is in change nothing', async () => {
    await observing()
    const inNormal = { before: await hostNow(), observer: await checked() }
    const exitInNormal = await byHand('Normal')
    await inObserverMaintenance()
    const before = await hostNow()

    const observer = await checked()
    const enterAgain = await byHand('Maintenance')
    const byScript = await desk.put(erp, 'Maintenance')

    const already = { ok: true, value: { result: 'already', problem: null } }
    expect({
      inNormal: inNormal.observer,
      exitInNormal,
      observer,
      enterAgain,
      byScript,
      host: await hostNow(),
      mode: desk.mode(erp),
    }).toMatchObject({
      inNormal: inNormal.before as object,
      exitInNormal: already,
      observer: before as object,
      enterAgain: already,
      byScript: { status: 200, code: null },
      host: before as object,
      mode: 'Maintenance (Observer)',
    })
  })

  it.each(['Normal', 'Maintenance'] as const)(
    'changes nothing by a failed check in %s',
    async (mode) => {
      if (mode === 'Maintenance') await inObserverMaintenance()
      else {
        await observing()
        await checked()
      }
      const before = await hostNow()
      const seen: unknown[] = []
      async function failing(): Promise<void> {
        seen.push({ host: await checked(), code: codeOfLastCheck() })
      }
      // What it would say if it was believed is the opposite of what is so.
      server.set(mode === 'Normal')

      server.answers('error')
      await failing()
      server.answers('third-value')
      await failing()
      server.answers('nothing')
      await failing()
      await server.close()
      await failing()
      await observing(onFile())
      await failing()
      // A folder where the file was: not even root can read it.
      mkdirSync(join(profile.folder, 'maintenance.flag'))
      await failing()
      rmSync(join(profile.folder, 'maintenance.flag'), { recursive: true })
      write('perhaps')
      await failing()

      const codes = [
        'http-status',
        'value-unexpected',
        'value-missing',
        'source-unreachable',
        'value-missing',
        'answer-unusable',
        'value-unexpected',
      ]
      expect({ seen, hasFailingSince: desk.view(erp).observer?.failingSince !== null }).toEqual({
        seen: codes.map((code) => ({ host: before, code })),
        hasFailingSince: true,
      })
    },
  )

  it('goes on with what it began when Tagout was not running', async () => {
    await inObserverMaintenance()
    desk.close()
    server.set(false)

    await restart()

    await desk.becomes(erp, 'Normal')
  })
})

describe('a takeover', () => {
  it('makes a maintenance a person’s: the observer no longer ends it, and the person can', async () => {
    await inObserverMaintenance()
    const refused = await byHand('Normal')

    const takeover = await desk.tagout.service.takeover(erp, 'the flag is stuck')
    await desk.becomes(erp, 'Maintenance (Manual)')
    const before = await hostNow()
    server.set(false)
    const afterNormal = await checked()
    server.set(true)
    const exit = await byHand('Normal')
    await desk.becomes(erp, 'Normal')
    const held = await checked()

    const running = ['/erp-db-1 running', '/erp-web-1 running']
    expect({ refused, takeover, isUntouched: afterNormal, exit, held }).toMatchObject({
      refused: { problem: { code: 'owned-by-observer' } },
      takeover: { ok: true },
      isUntouched: before as object,
      exit: { ok: true, value: { result: 'changed', newMode: 'Normal' } },
      held: { containers: running, volumes: [] },
    })
  })
})

describe('an observer and a setter on the same flag', () => {
  async function enteredByHand(observer = overHttp()): Promise<void> {
    const setter = setterConfig.parse({ type: 'webhook', url: server.tellUrl, retries: 0 })
    await desk.tagout.automating.change(erp, { observer, setter })
    await byHand('Maintenance')
    await desk.becomes(erp, 'Maintenance (Manual)')
  }

  it.each(['without a restart', 'over a restart'])(
    'don’t enter again on the stale flag of before an exit by hand, %s',
    async (when) => {
      await enteredByHand()
      await checked()
      const inMaintenance = desk.mode(erp)
      server.lags()

      await byHand('Normal')
      if (when === 'over a restart') await restart()
      await desk.becomes(erp, 'Normal')
      const after = [await checked(), await checked(), await checked()]

      const isNormal = { containers: ['/erp-db-1 running', '/erp-web-1 running'], volumes: [] }
      expect({
        inMaintenance,
        after,
        told: server.told,
        lastValue: desk.view(erp).observer?.lastValue,
        held: desk.view(erp).observer?.held,
      }).toEqual({
        inMaintenance: 'Maintenance (Manual)',
        after: [isNormal, isNormal, isNormal],
        told: ['maintenance', 'normal'],
        lastValue: { says: 'normal', value: 'false' },
        held: null,
      })
    },
  )

  it('don’t enter again while the observer checks all the time', async () => {
    await enteredByHand(overHttp({ pollingInterval: '1s' }))

    await byHand('Normal')
    await desk.becomes(erp, 'Normal')
    const asked = server.asked()
    await eventually(() => (server.asked() > asked + 3 ? true : null), {
      within: 50_000,
      what: 'three checks after the exit',
    })

    expect({ host: await checked(), mode: desk.mode(erp), changes: changes() }).toEqual({
      host: { containers: ['/erp-db-1 running', '/erp-web-1 running'], volumes: [] },
      mode: 'Normal',
      changes: ['Normal Manual', 'Maintenance Manual'],
    })
  })

  it.each(['without a restart', 'over a restart'])(
    'don’t enter again while the product could not be told, until the flag was normal, %s',
    async (when) => {
      await enteredByHand()
      server.refuses(true)

      const exit = await byHand('Normal')
      if (when === 'over a restart') await restart()
      await desk.becomes(erp, 'Normal')
      const stale = [await checked(), await checked(), await checked()]
      const { held, lastValue } = desk.view(erp).observer ?? {}
      server.set(false)
      await checked()
      server.set(true)
      await desk.tagout.automating.check(erp)
      await desk.becomes(erp, 'Maintenance (Observer)')

      const isNormal = { containers: ['/erp-db-1 running', '/erp-web-1 running'], volumes: [] }
      expect({ exit, stale, held, lastValue, told: server.told }).toMatchObject({
        exit: { ok: true, value: { result: 'changed', telling: { state: 'failed' } } },
        stale: [isNormal, isNormal, isNormal],
        held: 'until-normal',
        lastValue: { says: 'maintenance', value: 'true' },
        told: ['maintenance', 'normal refused'],
      })
    },
  )
})

/** What is on record, newest first: whose, and to which mode. */
function changes(): readonly string[] {
  const recorded = desk.tagout.history.all({ product: erp, kind: 'change', search: '' })
  return recorded.map((each) =>
    each.kind === 'change' ? `${each.to} ${each.trigger?.source}` : each.kind,
  )
}

function codeOfLastCheck(): string | null {
  const reading = desk.view(erp).observer?.lastCheck?.reading
  return reading?.says === 'nothing' ? reading.problem.code : null
}
