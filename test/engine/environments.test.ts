import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { systemClock } from '../../src/main/clock'
import type { Surroundings } from '../../src/main/environments/docker-context'
import { openEnvironments } from '../../src/main/environments/environments'
import type { Environments } from '../../src/main/environments/environments'
import { openEnvironmentsFile } from '../../src/main/storage/environments-file'
import { plainSeal } from '../../src/main/storage/seal'
import type { Reach } from '../../src/shared/environment-config'
import { failed } from '../../src/shared/result'
import { eventually } from '../support/eventually'
import { lastKnownInMemory } from '../support/last-known'

const socket = inject('dockerSocket')

let folder: string
let forgotten: string[]
const opened: Environments[] = []
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tagout-environments-'))
  forgotten = []
})
afterEach(async () => {
  for (const each of opened.splice(0)) each.close()
  await rm(folder, { recursive: true, force: true })
})

/** With the profile and the home directory of this test; nothing is set that says where Docker is. */
async function open(): Promise<Environments> {
  const surroundings: Surroundings = { env: {}, homeDirectory: folder, platform: 'linux' }
  const fail = (file: string): never => {
    throw new Error(`not as it was written: ${file}`)
  }
  const environments = await openEnvironments({
    clock: systemClock,
    surroundings: () => surroundings,
    file: openEnvironmentsFile({ folder, now: () => '', keptAside: fail, notWritten: fail }),
    seal: plainSeal(),
    demo: () => Promise.resolve(failed({ code: 'endpoint-unsupported', address: 'demo' })),
    lastKnown: lastKnownInMemory(),
    copies: () => [],
    isBusy: () => false,
    forget: (id) => forgotten.push(id),
    changed: () => undefined,
    connected: () => undefined,
    moved: () => undefined,
    exitDecided: () => undefined,
  })
  opened.push(environments)
  return environments
}

/** As `docker context create` writes it. */
async function writeContext(name: string, host: string): Promise<void> {
  const directory = createHash('sha256').update(name).digest('hex')
  const meta = join(folder, '.docker/contexts/meta', directory)
  await mkdir(meta, { recursive: true })
  const content = { Name: name, Metadata: {}, Endpoints: { docker: { Host: host } } }
  await writeFile(join(meta, 'meta.json'), JSON.stringify(content))
}

function states(environments: Environments): readonly unknown[] {
  return environments
    .shown()
    .map(({ name, connection }) => [
      name,
      connection.state === 'offline' ? connection.problem : connection.state,
    ])
}

async function until(
  environments: Environments,
  place: number,
  state: 'connected' | 'offline',
): Promise<void> {
  await eventually(() => (environments.shown()[place]?.connection.state === state ? true : null), {
    within: 20_000,
    what: `environment ${place} is ${state}`,
  })
}

function chosen(environments: Environments, ...reaches: readonly Reach[]) {
  return environments.choose(reaches.map((reach) => ({ name: null, reach })))
}

describe('Environments', () => {
  it('never have one engine twice, whatever the way to it', async () => {
    const other = join(folder, 'other.sock')
    await symlink(socket, other)
    const environments = await open()

    await chosen(environments, { kind: 'socket', path: socket })
    await until(environments, 0, 'connected')
    await environments.add({ name: 'other', reach: { kind: 'socket', path: other } })

    await until(environments, 1, 'offline')
    expect(states(environments)).toEqual([
      [socket, 'connected'],
      ['other', { code: 'engine-known-already', name: socket }],
    ])
  })

  it('forget what hung on the engine that a context led to before', async () => {
    await writeContext('prod', `unix://${socket}`)
    const first = await open()
    await chosen(first, { kind: 'context', name: 'prod' })
    await until(first, 0, 'connected')
    first.close()
    const file = openEnvironmentsFile({
      folder,
      now: () => '',
      keptAside: () => undefined,
      notWritten: () => undefined,
    })
    expect({ engines: Object.keys(file.get().engines), forgotten }).toEqual({
      engines: ['prod'],
      forgotten: ['default'],
    })
    file.set({ ...file.get(), engines: { prod: 'ANOTHER' } })

    const again = await open()
    await until(again, 0, 'connected')

    expect(forgotten).toEqual(['default', 'prod'])
  })

  it('follow a context that comes to point elsewhere while it is connected', async () => {
    await writeContext('prod', `unix://${socket}`)
    const environments = await open()
    await chosen(environments, { kind: 'context', name: 'prod' })
    await until(environments, 0, 'connected')

    const elsewhere = join(folder, 'nowhere.sock')
    await writeContext('prod', `unix://${elsewhere}`)
    environments.relocate()

    await until(environments, 0, 'offline')
    expect(states(environments)).toEqual([['prod', { code: 'socket-missing', path: elsewhere }]])
    expect(environments.shown()[0]?.address).toBe(`unix://${elsewhere}`)
  })
})
