import Docker from 'dockerode'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { operationModeState } from '../../src/shared/api/operation-mode'
import { observerConfig } from '../../src/shared/observer'
import { clientOf } from '../support/api/client'
import type { Client } from '../support/api/client'
import { readEvents } from '../support/api/read-events'
import { openFlagServer } from '../support/automation/flag-server'
import { aProfileFolder, openAutomatedTagout } from '../support/automation/tagout'
import type { AutomatedTagout } from '../support/automation/tagout'
import { runContainer, wipe } from '../support/containers'
import { startDockerd } from '../support/dockerd'
import { eventually } from '../support/eventually'
import { importStubImage } from '../support/image'
import { differences, inspectAll } from '../support/inspections'
import { tagsOn } from '../support/tags'

const socket = inject('dockerSocket')
const docker = new Docker({ socketPath: socket, host: undefined, protocol: 'http' })

interface Api {
  readonly desk: AutomatedTagout
  readonly client: Client
  readonly port: number
  readonly token: string
  /** The address of the product deployment `shop`. */
  readonly shop: string
  close(): void
}

const opened: Api[] = []
beforeEach(async () => {
  await runContainer(docker, { stack: 'shop', service: 'db', restart: 'always' })
  await runContainer(docker, { stack: 'shop', service: 'web', restart: 'unless-stopped' })
})
afterEach(async () => {
  for (const each of opened.splice(0)) each.close()
  await wipe(docker)
})

/** Tagout on the daemon, with its API. */
async function open(at = socket): Promise<Api> {
  const profile = aProfileFolder()
  const desk = await openAutomatedTagout(at, profile.folder)
  const address = await eventually(() => desk.tagout.serving.status().address, {
    within: 30_000,
    what: 'the API listens',
  })
  const port = Number(new URL(address).port)
  const { token } = desk.tagout.serving.createToken('nightly')
  const { environmentId } = await desk.product('shop')
  const api: Api = {
    ...{ desk, port, token, client: await clientOf(port, token) },
    shop: `/api/environments/${environmentId}/product-deployments/shop`,
    close: () => {
      desk.close()
      profile.remove()
    },
  }
  opened.push(api)
  return api
}

const put = ({ client, shop }: Api, body: object, headers = {}) =>
  client.put(`${shop}/operation-mode`, body, { headers })

const lastRequestIn = (body: unknown) => operationModeState.parse(body).lastRequest

describe('PUT operation-mode', () => {
  it('enters, says by which token, and exits to exactly what was', async () => {
    const before = await inspectAll(docker)
    const api = await open()

    const preview = await api.client.get(`${api.shop}/operation-mode/preview?mode=Maintenance`)
    const entered = await put(api, { mode: 'Maintenance', reason: 'patch night' })
    const running = await docker.listContainers()
    const shown = await eventually(
      async () => {
        const answer = await api.client.get(api.shop)
        return JSON.stringify(answer.body).includes('"status":"Stopped"') ? answer : null
      },
      { within: 30_000, what: 'it is shown as stopped' },
    )
    const again = await put(api, { mode: 'Maintenance' })
    const exited = await put(api, { mode: 'Normal' })
    const history = await api.client.get(`${api.shop}/history?limit=1`)

    expect([preview, entered, running, shown, again, exited, history]).toMatchObject([
      { status: 200, body: { steps: expect.any(Array) as unknown, acknowledgementNeeded: [] } },
      {
        status: 200,
        body: {
          success: true,
          changed: true,
          previousMode: 'Normal',
          newMode: 'Maintenance',
          triggerSource: 'Manual',
        },
      },
      [],
      {
        status: 200,
        body: {
          operationMode: 'Maintenance',
          trigger: {
            source: 'Manual',
            reason: 'patch night',
            by: expect.stringMatching(/^.+@.+ \(API: nightly\)$/) as unknown,
          },
        },
      },
      { status: 200, body: { success: true, changed: false, triggerSource: 'Manual' } },
      { status: 200, body: { changed: true, previousMode: 'Maintenance', newMode: 'Normal' } },
      { status: 200, body: { total: 2, entries: [{ kind: 'change', to: 'Normal' }] } },
    ])
    expect(differences(before, await inspectAll(docker))).toEqual([])
    expect(await tagsOn(docker)).toEqual([])
  })

  it('is answered at once when that is preferred, and goes on when its client has hung up', async () => {
    await runContainer(docker, {
      ...{ stack: 'shop', service: 'slow', does: 'ignores-stop', stopTimeout: 3 },
    })
    const api = await open()

    const accepted = await put(api, { mode: 'Maintenance' }, { Prefer: 'respond-async' })
    const done = await eventually(
      async () => {
        const answer = await api.client.get(String(accepted.headers.location))
        return lastRequestIn(answer.body)?.state === 'done' ? answer : null
      },
      { within: 50_000, what: 'it is done' },
    )
    const hangUp = new AbortController()
    const cut = api.client
      .put(`${api.shop}/operation-mode`, { mode: 'Normal' }, { signal: hangUp.signal })
      .catch((error: unknown) => error)
    await eventually(
      async () => {
        const { body } = await api.client.get(`${api.shop}/operation-mode`)
        return lastRequestIn(body)?.mode === 'Normal' ? true : null
      },
      { within: 30_000, what: 'it was heard' },
    )
    hangUp.abort()
    const aborted = await cut
    await api.desk.becomes(await api.desk.product('shop'), 'Normal')

    expect([accepted, done, aborted]).toMatchObject([
      {
        status: 202,
        headers: { location: `${api.shop}/operation-mode` },
        body: { change: { mode: 'Maintenance', state: 'running' } },
      },
      {
        body: {
          operationMode: 'Maintenance',
          lastRequest: { state: 'done', outcome: { success: true, newMode: 'Maintenance' } },
        },
      },
      { name: 'AbortError' },
    ])
  })

  it('of what is not there, or not understood, changes nothing', async () => {
    const before = await inspectAll(docker)
    const api = await open()
    const other = api.shop.replace(/shop$/, 'other')

    const body = { mode: 'Maintenance' }
    expect([
      await put(api, { mode: 'Off', when: 'now' }),
      await api.client.put(`${other}/operation-mode`, body),
      await api.client.put(
        '/api/environments/elsewhere/product-deployments/shop/operation-mode',
        body,
      ),
      await put(api, body, { Authorization: 'Bearer tagout_wrong' }),
    ]).toMatchObject([
      { status: 400, body: { errors: [{ pointer: '/mode' }, { pointer: '/when' }] } },
      { status: 404, body: { code: 'product-not-found' } },
      { status: 404, body: { code: 'environment-not-found' } },
      { status: 401, body: { code: 'unauthorized' } },
    ])
    expect([await inspectAll(docker), await tagsOn(docker)]).toEqual([before, []])
  })

  it('wants an acknowledgement for what a stop deletes', async () => {
    await runContainer(docker, { stack: 'shop', service: 'tmp', autoRemove: true })
    const api = await open()

    const refused = await put(api, { mode: 'Maintenance' })
    const tags = await tagsOn(docker)
    const entered = await put(api, { mode: 'Maintenance', acknowledged: true })

    expect([refused, tags, entered]).toMatchObject([
      { status: 409, body: { code: 'acknowledgement-needed', containers: ['shop-tmp-1'] } },
      [],
      { status: 200 },
    ])
  })

  it('is refused for what an observer began', async () => {
    const flag = await openFlagServer()
    const api = await open()
    const shop = await api.desk.product('shop')
    flag.set(true)
    const observer = observerConfig.parse({
      ...{ type: 'http', url: flag.flagUrl, jsonPath: '$.maintenanceMode' },
      ...{ maintenanceValue: true, normalValue: false, pollingInterval: '24h' },
    })
    await api.desk.tagout.automating.change(shop, { observer, setter: null })
    await api.desk.becomes(shop, 'Maintenance (Observer)')

    const refused = await put(api, { mode: 'Normal' })
    const already = await put(api, { mode: 'Maintenance' })
    flag.set(false)
    const checked = await api.client.post(`${api.shop}/observer/check`)
    await api.desk.becomes(shop, 'Normal')
    await flag.close()

    expect([refused, already, checked]).toMatchObject([
      { status: 409, body: { code: 'owned-by-observer' } },
      { status: 200, body: { changed: false, triggerSource: 'Observer' } },
      { status: 200, body: { type: 'http', lastCheck: { says: 'normal', problem: null } } },
    ])
  })

  it('is refused while it exits', async () => {
    const gate = aProfileFolder()
    const isOpen = join(gate.folder, 'open')
    writeFileSync(isOpen, '')
    await runContainer(docker, {
      ...{ stack: 'shop', service: 'gated', binds: [`${gate.folder}:/gate`] },
      health: { command: 'test -f /gate/open' },
    })
    await runContainer(docker, {
      ...{ stack: 'shop', service: 'last', dependsOn: { gated: 'service_healthy' } },
    })
    const api = await open()
    await put(api, { mode: 'Maintenance' })
    rmSync(isOpen)

    const exiting = await put(api, { mode: 'Normal' }, { Prefer: 'respond-async' })
    const refused = await put(api, { mode: 'Maintenance' })
    writeFileSync(isOpen, '')
    const exited = await put(api, { mode: 'Normal' })
    gate.remove()

    expect([exiting, refused, exited]).toMatchObject([
      { status: 202, body: { change: { mode: 'Normal', state: 'running' } } },
      { status: 409, body: { code: 'transition-in-progress' } },
      { status: 200, body: { success: true, newMode: 'Normal' } },
    ])
  })

  it('that a container does not follow is incomplete, names it, and does what is left when sent again', async () => {
    // The engine makes a folder in the place of a file that is gone, and can't mount that on a file.
    const file = join(mkdtempSync(join(tmpdir(), 'tagout-api-')), 'settings')
    writeFileSync(file, 'mode = fast')
    await runContainer(docker, { stack: 'shop', service: 'stuck', binds: [`${file}:/settings`] })
    const api = await open()
    const entered = await put(api, { mode: 'Maintenance' })
    rmSync(file)

    const incomplete = await put(api, { mode: 'Normal' })
    rmSync(file, { recursive: true })
    writeFileSync(file, 'mode = fast')
    const retried = await put(api, { mode: 'Normal' })
    rmSync(dirname(file), { recursive: true })

    expect([entered, incomplete, retried]).toMatchObject([
      { status: 200, body: { success: true, newMode: 'Maintenance' } },
      {
        status: 502,
        body: {
          code: 'incomplete',
          success: false,
          newMode: 'Maintenance',
          containers: expect.arrayContaining([
            expect.objectContaining({ name: 'shop-stuck-1', result: 'failed' }),
            expect.objectContaining({ name: 'shop-db-1', result: 'started' }),
          ]) as unknown,
        },
      },
      { status: 200, body: { success: true, newMode: 'Normal' } },
    ])
  })

  it('of an environment that is offline is refused, and nothing is changed', async () => {
    const own = await startDockerd()
    await importStubImage(own.docker)
    await runContainer(own.docker, { stack: 'shop', service: 'web', restart: 'always' })
    const api = await open(own.socket)
    const environment = api.shop.replace(/\/product-deployments.*/, '')
    await own.stop()
    const offline = await eventually(
      async () => {
        const answer = await api.client.get(environment)
        return JSON.stringify(answer.body).includes('"offline"') ? answer : null
      },
      { within: 50_000, what: 'it is offline' },
    )

    const refused = await put(api, { mode: 'Maintenance' })
    const previewed = await api.client.get(`${api.shop}/operation-mode/preview`)
    const shown = await api.client.get(api.shop)
    await own.start()
    const tags = await tagsOn(own.docker)
    await own.cleanUp()

    expect([offline, refused, previewed, shown, tags]).toMatchObject([
      { status: 200, body: { connection: { state: 'offline' } } },
      { status: 503, body: { code: 'environment-offline' }, headers: { 'retry-after': '10' } },
      { status: 503, body: { code: 'environment-offline' } },
      {
        status: 200,
        body: { operationMode: 'Normal', asOf: expect.stringMatching(/^2/) as unknown },
      },
      [],
    ])
  })
})

describe('GET events', () => {
  it('tells each step of a change as it goes', async () => {
    const api = await open()
    const reader = await readEvents(api.port, api.token)
    await reader.first(({ name }) => name === 'state')

    await put(api, { mode: 'Maintenance', reason: 'patch night' })
    const isOver = (data: unknown): boolean =>
      ['"maintenanceState":"Maintenance"', '"status":"Stopped"', '"change":null'].every((each) =>
        JSON.stringify(data).includes(each),
      )
    await reader.first(({ name, data }) => name === 'productDeployment.changed' && isOver(data))
    reader.close()

    const told = reader.received.map(({ data }) => JSON.stringify(data))
    expect({
      first: reader.received[0]?.name,
      steps: told.some((data) => data.includes('"id":"stop ')),
      entering: told.some((data) => data.includes('"maintenanceState":"Entering"')),
      history: reader.received.some(({ name }) => name === 'history.changed'),
    }).toEqual({ first: 'state', steps: true, entering: true, history: true })
  })
})
