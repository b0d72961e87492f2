import Docker from 'dockerode'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import type { ChangeRequest } from '../../src/main/maintenance/begin'
import type { ProductRef } from '../../src/shared/ids'
import { aProfileFolder, openAutomatedTagout } from '../support/automation/tagout'
import type { AutomatedTagout } from '../support/automation/tagout'
import { runContainer, wipe } from '../support/containers'
import { eventually } from '../support/eventually'
import { openGateway } from '../support/gateway'
import type { Gateway } from '../support/gateway'
import { theNextSecond } from '../support/next-second'

const socket = inject('dockerSocket')
const docker = new Docker({ socketPath: socket, host: undefined, protocol: 'http' })

interface Desk {
  readonly profile: ReturnType<typeof aProfileFolder>
  readonly tagout: AutomatedTagout
  readonly erp: ProductRef
}

let gateway: Gateway
/** Its connection is the one that is cut. */
let home: Desk
let other: Desk

beforeEach(async () => {
  gateway = await openGateway(socket)
  await runContainer(docker, { stack: 'erp', service: 'db', restart: 'always' })
  await runContainer(docker, { stack: 'erp', service: 'web', restart: 'unless-stopped' })
  home = await aDesk(`tcp://127.0.0.1:${gateway.port}`)
  other = await aDesk(socket)
})
afterEach(async () => {
  for (const { tagout, profile } of [home, other]) {
    tagout.close()
    profile.remove()
  }
  await gateway.close()
  await wipe(docker)
})

async function aDesk(at: string): Promise<Desk> {
  const profile = aProfileFolder()
  const tagout = await openAutomatedTagout(at, profile.folder)
  return { profile, tagout, erp: await tagout.product('erp') }
}

async function change({ tagout, erp }: Desk, request: Pick<ChangeRequest, 'to' | 'source'>) {
  const usual = { reason: 'Patch night', acknowledged: false }
  const outcome = await tagout.tagout.service.change(erp, { ...usual, ...request })
  if (!outcome.ok) throw new Error(outcome.problem.code)
  expect(outcome.value.result).toBe('changed')
}

/** What is done while the connection of `home` is cut; yields when it is back. */
async function whileAway(act: () => Promise<unknown>): Promise<void> {
  const restore = gateway.block('cut')
  await eventually(() => home.tagout.view(home.erp).asOf !== null || null, {
    within: 20_000,
    what: 'it is offline',
  })
  await act()
  restore()
  home.tagout.tagout.woke()
  await eventually(() => home.tagout.view(home.erp).asOf === null || null, {
    within: 20_000,
    what: 'it is back',
  })
}

function copies({ profile }: Desk): number {
  const file = readFileSync(join(profile.folder, 'maintenance.json'), 'utf8')
  return (JSON.parse(file) as { value: { copies: unknown[] } }).value.copies.length
}

describe('What others do while the connection is lost', () => {
  it('is seen when it is back: they entered; meanwhile nothing is changed here, and it says so', async () => {
    const manual = { to: 'Maintenance', source: 'Manual' } as const
    await whileAway(async () => {
      await change(other, manual)
      expect(home.tagout.mode(home.erp)).toBe('Normal')
      expect(await home.tagout.put(home.erp, 'Maintenance')).toEqual({
        status: 503,
        code: 'environment-offline',
      })
    })

    await home.tagout.becomes(home.erp, 'Maintenance (Manual)')
    await eventually(() => copies(home) === 1 || null, { within: 10_000, what: 'it has a copy' })
  })

  it('is seen when it is back: they ended it, and no tag is hung again', async () => {
    await change(home, { to: 'Maintenance', source: 'Manual' })

    await whileAway(() => change(other, { to: 'Normal', source: 'Manual' }))

    await home.tagout.becomes(home.erp, 'Normal')
    await eventually(() => copies(home) === 0 || null, { within: 10_000, what: 'no copy is left' })
    const { Volumes } = await docker.listVolumes()
    expect(Volumes.map(({ Name }) => Name)).toEqual([])
  })

  it('is seen when it is back: they took it over', async () => {
    await change(home, { to: 'Maintenance', source: 'Observer' })

    await whileAway(() => other.tagout.tagout.service.takeover(other.erp, 'It is broken'))

    await home.tagout.becomes(home.erp, 'Maintenance (Manual)')
    expect(home.tagout.view(home.erp).maintenance).toMatchObject({
      trigger: { reason: 'It is broken' },
      takenOverFrom: { source: 'Observer' },
    })
  })

  it('is told as drift when it is back: they started what should not run', async () => {
    await change(home, { to: 'Maintenance', source: 'Manual' })

    await whileAway(async () => {
      await theNextSecond()
      await docker.getContainer('erp-web-1').start()
    })

    await eventually(() => home.tagout.view(home.erp).drift.length > 0 || null, {
      within: 20_000,
      what: 'it drifts',
    })
    await eventually(() => home.tagout.told.length > 0 || null, {
      within: 10_000,
      what: 'it is told',
    })
    expect(home.tagout.told).toEqual(['erp: erp-web-1 runs again'])
  })
})
