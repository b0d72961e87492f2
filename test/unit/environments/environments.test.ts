import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openEnvironments } from '../../../src/main/environments/environments'
import type { Environments } from '../../../src/main/environments/environments'
import { openEnvironmentsFile } from '../../../src/main/storage/environments-file'
import { createSeal, plainSeal } from '../../../src/main/storage/seal'
import type { Keys, Seal } from '../../../src/main/storage/seal'
import type { Reach, TlsFiles } from '../../../src/shared/environment-config'
import { environmentId } from '../../../src/shared/ids'
import type { EnvironmentId } from '../../../src/shared/ids'
import { failed, ok } from '../../../src/shared/result'
import { eventually } from '../../support/eventually'
import { lastKnownInMemory } from '../../support/last-known'
import { createManualClock } from '../../support/world/manual-clock'

const keyring: Keys = {
  store: { state: 'protected', name: 'gnome_libsecret' },
  encrypt: (text) => Promise.resolve(Buffer.from(text).reverse()),
  decrypt: (encrypted) => Promise.resolve(Buffer.from(encrypted).reverse().toString()),
}
const sealing = (): Seal => createSeal(() => Promise.resolve(keyring))
const refusing = (): Seal =>
  createSeal(() =>
    Promise.resolve({ ...keyring, encrypt: () => Promise.reject(new Error('Locked')) }),
  )

const socket = (path: string): Reach => ({ kind: 'socket', path })
const tcp = (host: string, key: TlsFiles['key']): Reach => {
  const certificate = { from: 'pasted', pem: 'CERTIFICATE' } as const
  return { kind: 'tcp', host, port: 2376, tls: { ca: certificate, certificate, key } }
}
const pasted = { from: 'pasted', pem: 'PRIVATE KEY' } as const
const kept = { from: 'kept' } as const

let folder: string
let opened: Environments[]
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tagout-environments-'))
  opened = []
})
afterEach(() => {
  for (const environments of opened) environments.close()
  rmSync(folder, { recursive: true, force: true })
})

const stored = (): string => readFileSync(join(folder, 'environments.json'), 'utf8')

/** A context of that name in the home directory's Docker configuration, or the current one. */
function aContext(name: string, isCurrent = false): void {
  const docker = join(folder, '.docker')
  const meta = join(docker, 'contexts/meta', createHash('sha256').update(name).digest('hex'))
  mkdirSync(meta, { recursive: true })
  const Endpoints = { docker: { Host: `unix:///nowhere/${name}.sock` } }
  writeFileSync(join(meta, 'meta.json'), JSON.stringify({ Name: name, Endpoints }))
  if (isCurrent)
    writeFileSync(join(docker, 'config.json'), JSON.stringify({ currentContext: name }))
}

async function theEnvironments(seal = sealing()) {
  const busy = new Set<EnvironmentId>()
  const forgotten: EnvironmentId[] = []
  const environments = await openEnvironments({
    clock: createManualClock('2026-11-22T20:00:00Z'),
    file: openEnvironmentsFile({
      folder,
      keptAside: (file) => expect.fail(file),
      notWritten: (file) => expect.fail(file),
      now: () => '2026-11-22T20:00:00Z',
    }),
    seal,
    surroundings: () => ({ env: {}, homeDirectory: folder, platform: 'linux' }),
    demo: () => Promise.resolve(failed({ code: 'endpoint-unsupported', address: 'demo' })),
    lastKnown: lastKnownInMemory(),
    copies: () => [],
    isBusy: (id) => busy.has(id),
    forget: (id) => void forgotten.push(id),
    changed: () => undefined,
    connected: () => undefined,
    moved: () => undefined,
    exitDecided: () => undefined,
  })
  opened.push(environments)
  const ids = (): readonly string[] => environments.shown().map(({ id }) => id)
  const add = async (reach: Reach, name: string | null = null): Promise<EnvironmentId> => {
    const added = await environments.add({ name, reach })
    return added.ok ? added.value : expect.fail(added.problem.code)
  }
  await eventually(() => environments.shown().every(({ address }) => address !== '') || null, {
    within: 5_000,
    what: 'each is located',
  })
  return { environments, busy, forgotten, ids, add }
}

describe('The environments', () => {
  it('are at first the current daemon, not chosen yet', async () => {
    const { environments } = await theEnvironments()

    expect(environments.isChosen()).toBe(false)
    expect(environments.shown()).toMatchObject([
      { id: 'default', name: 'default', reach: { kind: 'current' }, givenName: null },
    ])
  })

  it('are called as the user says, or as what they reach, and keep their ids over a restart', async () => {
    const first = await theEnvironments()
    await first.add(socket('/a.sock'), 'Berlin')
    await first.add(socket('/b.sock'))
    await first.environments.change(environmentId.parse('berlin'), {
      name: 'Potsdam',
      reach: socket('/c.sock'),
    })

    const again = await theEnvironments()

    expect(again.environments.isChosen()).toBe(true)
    expect(again.environments.shown().map(({ id, name, reach }) => ({ id, name, reach }))).toEqual([
      { id: 'default', name: 'default', reach: { kind: 'current' } },
      { id: 'berlin', name: 'Potsdam', reach: socket('/c.sock') },
      { id: 'b-sock', name: '/b.sock', reach: socket('/b.sock') },
    ])
  })

  it('share no id, whatever they are called, added at once or chosen together', async () => {
    const { environments, ids, add } = await theEnvironments()

    await Promise.all([add(socket('/a.sock'), 'Host'), add(socket('/b.sock'), 'Host')])
    await environments.choose(
      ['/b.sock', '/c.sock', '/d.sock'].map((path) => ({ name: 'Host', reach: socket(path) })),
    )

    expect(ids()).toEqual(['host-2', 'host-3', 'host-4'])
  })

  it('give no id to another place that one had before, and the same place its own again', async () => {
    const { environments, ids, add } = await theEnvironments()
    await environments.remove(await add(socket('/a.sock'), 'Host'))
    await environments.remove(environmentId.parse('default'))

    await add(socket('/b.sock'), 'Host')
    await add(socket('/c.sock'), 'default')
    await add(socket('/a.sock'), 'Called otherwise')

    expect(ids()).toEqual(['host-2', 'default-2', 'host'])
  })

  it('have a context that is the current one once, under one id', async () => {
    aContext('prod', true)
    const { environments, ids, add } = await theEnvironments()
    expect(ids()).toEqual(['prod'])

    await add({ kind: 'context', name: 'prod' }, 'Production')

    expect(environments.shown()).toMatchObject([
      { id: 'prod', name: 'Production', reach: { kind: 'context', name: 'prod' } },
    ])
  })

  it('refuse what leads to a place that is there already, by its name', async () => {
    const { environments, add } = await theEnvironments()
    await add(socket('/a.sock'), 'Berlin')
    const other = await add(socket('/b.sock'))

    const reach = socket('/a.sock')
    expect(await environments.add({ name: 'Again', reach })).toEqual(
      failed({ code: 'environment-exists', name: 'Berlin' }),
    )
    expect(await environments.change(other, { name: null, reach })).toEqual(
      failed({ code: 'environment-exists', name: 'Berlin' }),
    )
  })

  it('are not removed or led elsewhere while a change is under way there, and may be renamed', async () => {
    const { environments, busy, forgotten, add } = await theEnvironments()
    const berlin = await add(socket('/a.sock'), 'Berlin')
    busy.add(berlin)

    const refused = failed({ code: 'environment-busy', name: 'Berlin' })
    expect(await environments.remove(berlin)).toEqual(refused)
    expect(await environments.choose([{ name: null, reach: { kind: 'current' } }])).toEqual(refused)
    expect(await environments.change(berlin, { name: 'Berlin', reach: socket('/b.sock') })).toEqual(
      refused,
    )
    expect(
      await environments.change(berlin, { name: 'Potsdam', reach: socket('/a.sock') }),
    ).toEqual(ok())
    expect(environments.shown().map(({ name }) => name)).toEqual(['default', 'Potsdam'])
    expect(forgotten).toEqual([])
  })

  it('stay in the order in which they were put, those that are not named last', async () => {
    const { environments, ids, add } = await theEnvironments()
    const [a, b] = [await add(socket('/a.sock')), await add(socket('/b.sock'))]

    environments.order([b, a])

    expect(ids()).toEqual(['b-sock', 'a-sock', 'default'])
    expect((await theEnvironments()).ids()).toEqual(['b-sock', 'a-sock', 'default'])
  })

  it('are those that are chosen, in that order; what leads to the same place stays as it is', async () => {
    const { environments, forgotten, add, ids } = await theEnvironments()
    await add(socket('/a.sock'), 'Berlin')

    const chosen = [socket('/b.sock'), socket('/a.sock')]
    expect(await environments.choose(chosen.map((reach) => ({ name: null, reach })))).toEqual(ok())

    expect(environments.isChosen()).toBe(true)
    expect(ids()).toEqual(['b-sock', 'berlin'])
    expect(forgotten).toEqual(['default'])
  })

  it('keep a key that was pasted sealed; another one that is pasted takes its place', async () => {
    const { environments, add } = await theEnvironments()
    const id = await add(tcp('docker.local', pasted))
    const first = stored()

    expect(environments.shown().at(-1)?.reach).toEqual(tcp('docker.local', kept))
    expect(first).not.toContain('PRIVATE KEY')
    await environments.change(id, { name: 'Berlin', reach: tcp('docker.local', kept) })
    const sealed = sealedIn(stored())
    expect(sealed).toBe(sealedIn(first))
    await environments.change(id, {
      name: 'Berlin',
      reach: tcp('docker.local', { from: 'pasted', pem: 'ANOTHER KEY' }),
    })
    expect(sealedIn(stored())).not.toBe(sealed)
  })

  it('are as they were when the key store takes no key', async () => {
    const { environments, ids } = await theEnvironments(refusing())
    const refused = failed({ code: 'key-store-refused' })
    const withKey = { name: null, reach: tcp('docker.local', pasted) }

    expect(await environments.add(withKey)).toEqual(refused)
    expect(await environments.choose([{ name: null, reach: socket('/a.sock') }, withKey])).toEqual(
      refused,
    )
    expect(ids()).toEqual(['default'])
  })

  it('seal a key that was written plainly as soon as there is a key store', async () => {
    const first = await theEnvironments(plainSeal())
    await first.add(tcp('docker.local', pasted))
    expect(sealedIn(stored())).toBe('plain:PRIVATE KEY')

    await theEnvironments()

    await eventually(() => sealedIn(stored()).startsWith('key-store:') || null, {
      within: 5_000,
      what: 'the key is sealed',
    })
  })

  it('keep the name of the current daemon’s when that comes to be another one, which has its own id', async () => {
    aContext('one', true)
    aContext('two')
    const { environments, ids, add } = await theEnvironments()
    await environments.change(environmentId.parse('one'), {
      name: 'Mine',
      reach: { kind: 'current' },
    })

    aContext('two', true)
    environments.relocate()
    await eventually(() => ids().includes('two') || null, { within: 5_000, what: 'it is two' })

    expect(environments.shown()).toMatchObject([{ id: 'two', name: 'Mine' }])
    await add(socket('/a.sock'), 'One')
    expect(ids()).toEqual(['two', 'one-2'])
  })
})

function sealedIn(file: string): string {
  const { value } = JSON.parse(file) as {
    value: { environments: readonly { sealedKey: string | null }[] }
  }
  return value.environments.flatMap(({ sealedKey }) => sealedKey ?? []).join()
}
