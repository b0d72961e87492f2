import Docker from 'dockerode'
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createHmac } from 'node:crypto'
import { join, resolve } from 'node:path'
import { build } from 'vite'
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { z } from 'zod'
import type { ProductRef } from '../../src/shared/ids'
import type { OperationMode } from '../../src/shared/maintenance'
import { setterConfig } from '../../src/shared/setter'
import { aProfileFolder, openAutomatedTagout } from '../support/automation/tagout'
import type { AutomatedTagout } from '../support/automation/tagout'
import { openToldServer } from '../support/automation/told-server'
import type { ToldServer } from '../support/automation/told-server'
import { runContainer, wipe } from '../support/containers'
import { eventually } from '../support/eventually'
import { differences, inspectAll } from '../support/inspections'

const socket = inject('dockerSocket')
const docker = new Docker({ socketPath: socket, host: undefined, protocol: 'http' })
const checkout = resolve(import.meta.dirname, '../..')

let profile: ReturnType<typeof aProfileFolder>
let server: ToldServer
let desk: AutomatedTagout
let erp: ProductRef

beforeEach(async () => {
  profile = aProfileFolder()
  server = await openToldServer(running)
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

async function running(): Promise<readonly string[]> {
  const containers = await docker.listContainers()
  return containers.map(({ Names }) => String(Names[0])).sort()
}

async function telling(how: object): Promise<void> {
  const setter = setterConfig.parse({ type: 'webhook', url: server.url, ...how })
  await desk.tagout.automating.change(erp, { observer: null, setter })
}

async function byHand(to: OperationMode, reason = '') {
  const answer = await desk.tagout.service.change(erp, {
    to,
    source: 'Manual',
    reason,
    acknowledged: false,
  })
  if (!answer.ok) throw new Error(answer.problem.code)
  const { result, newMode, telling } = answer.value
  return { result, newMode, telling: telling && [telling.says, telling.state, telling.problem] }
}

/** As whoever receives it does it, by the words of the README. */
function hmac(text: string): string {
  return `sha256=${createHmac('sha256', 'pssst').update(text, 'utf8').digest('hex')}`
}

const all = ['/erp-db-1', '/erp-web-1']

describe('a setter', () => {
  it('tells the product before the stops and after the starts, signed twice', async () => {
    const before = await inspectAll(docker)
    await desk.tagout.automating.changeVariable(erp, 'KEY', { secret: true, value: 'pssst' })
    await telling({ secret: '${KEY}' })

    const outcomes = [await byHand('Maintenance', 'Patchnacht: "größer"'), await byHand('Normal')]

    expect({
      outcomes,
      told: server.told.map(({ body, seen }) => [
        (JSON.parse(body) as { state: string }).state,
        seen,
      ]),
      differences: differences(before, await inspectAll(docker)),
    }).toEqual({
      outcomes: [
        { result: 'changed', newMode: 'Maintenance', telling: ['maintenance', 'told', null] },
        { result: 'changed', newMode: 'Normal', telling: ['normal', 'told', null] },
      ],
      told: [
        ['maintenance', all],
        ['normal', all],
      ],
      differences: [],
    })
    expect(JSON.parse(server.told[0]?.body ?? '')).toMatchObject({
      state: 'maintenance',
      product: 'erp',
      reason: 'Patchnacht: "größer"',
    })
    for (const { headers, body } of server.told) {
      const timestamp = String(headers['x-tagout-timestamp'])
      expect(headers).toMatchObject({
        'content-type': 'application/json',
        'x-tagout-signature': hmac(`${timestamp}.${body}`),
        'x-rsgo-signature': hmac(body),
      })
    }
  })

  it('that fails is tried again, and holds nothing up', async () => {
    server.answers(503)
    await telling({ retries: 1 })

    const outcomes = [await byHand('Maintenance')]
    const stopped = await running()
    const onThePage = desk.view(erp).told
    outcomes.push(await byHand('Normal'))

    const problem = { code: 'http-status', status: 503, location: null }
    expect({
      outcomes,
      stopped,
      onThePage: onThePage?.problem,
      running: await running(),
      attempts: server.told.map(({ body }) => (JSON.parse(body) as { id: string }).id),
    }).toEqual({
      outcomes: [
        { result: 'changed', newMode: 'Maintenance', telling: ['maintenance', 'failed', problem] },
        { result: 'changed', newMode: 'Normal', telling: ['normal', 'failed', problem] },
      ],
      stopped: [],
      onThePage: problem,
      running: all,
      attempts: [server.told[0], server.told[0], server.told[2], server.told[2]].map(
        (told) => (JSON.parse(told?.body ?? '{}') as { id: string }).id,
      ),
    })
  })

  it('that is called off in its grace period leaves all as it is, and says so', async () => {
    const before = await inspectAll(docker)
    await telling({ gracePeriod: '1h' })
    const entering = byHand('Maintenance')
    await eventually(() => desk.view(erp).change?.telling?.state === 'waiting' || null, {
      within: 30_000,
      what: 'the product has its grace period',
    })

    const exited = await byHand('Normal')

    expect({
      entered: (await entering).result,
      exited: exited.result,
      told: server.told.map(({ body }) => (JSON.parse(body) as { state: string }).state),
      differences: differences(before, await inspectAll(docker)),
    }).toEqual({
      entered: 'incomplete',
      exited: 'changed',
      told: ['maintenance', 'normal'],
      differences: [],
    })
  })

  it('keeps its grace period when Tagout is killed in it, and tells once', async () => {
    await telling({ gracePeriod: '10s' })
    desk.close()
    const cache = join(checkout, 'node_modules/.cache')
    mkdirSync(cache, { recursive: true })
    const folder = mkdtempSync(join(cache, 'setters-'))
    try {
      const child = fork(await bundled(folder), [socket, profile.folder, 'erp'], {
        stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      })
      const ended = once(child, 'exit')
      await eventually(() => (waitingUntil() === null ? null : true), {
        within: 50_000,
        what: 'the grace period is written down',
      })
      child.kill('SIGKILL')
      await ended
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
    const until = waitingUntil() ?? ''
    const runningThen = await running()

    desk = await openAutomatedTagout(socket, profile.folder)
    erp = await desk.product('erp')
    await desk.becomes(erp, 'Maintenance (Manual)')

    const ends = await Promise.all(
      all.map(
        async (name) => (await docker.getContainer(name.slice(1)).inspect()).State.FinishedAt,
      ),
    )
    expect({
      runningThen,
      early: ends.filter((end) => Date.parse(end) < Date.parse(until)),
      told: server.told.length,
      running: await running(),
    }).toEqual({ runningThen: all, early: [], told: 1, running: [] })
  }, 180_000)
})

const kept = z.object({
  value: z.object({
    copies: z.array(
      z.object({
        told: z.object({ telling: z.object({ until: z.string().nullable() }) }).optional(),
      }),
    ),
  }),
})

/** By the profile, which is not opened, since it is another's; null while none is written down. */
function waitingUntil(): string | null {
  const file = kept.parse(
    JSON.parse(readFileSync(join(profile.folder, 'maintenance.json'), 'utf8')),
  )
  return file.value.copies[0]?.told?.telling.until ?? null
}

async function bundled(folder: string): Promise<string> {
  await build({
    configFile: false,
    root: checkout,
    logLevel: 'warn',
    build: {
      ssr: join(checkout, 'test/support/automation/entering-process.ts'),
      target: 'node20.19',
      outDir: folder,
      rolldownOptions: { output: { entryFileNames: 'entering.mjs' } },
    },
  })
  return join(folder, 'entering.mjs')
}
