import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { openAutomating } from '../../../src/main/observers/automating'
import type { AutomatingPorts, LiveAutomating } from '../../../src/main/observers/automating'
import { openProfile } from '../../../src/main/storage/profile'
import { createSeal, plainSeal } from '../../../src/main/storage/seal'
import type { Seal } from '../../../src/main/storage/seal'
import { environmentId, productDeploymentId } from '../../../src/shared/ids'
import { observerConfig } from '../../../src/shared/observer'
import { setterConfig } from '../../../src/shared/setter'
import { createManualClock } from '../../support/world/manual-clock'

const product = {
  environmentId: environmentId.parse('local'),
  productDeploymentId: productDeploymentId.parse('shop'),
}
const observer = observerConfig.parse({
  type: 'http',
  url: 'https://erp.local/api/maintenance?key=s3cret',
  headers: { 'X-Api-Key': '${ERP_KEY}', Authorization: 'Bearer literal' },
  maintenanceValue: true,
})
const setter = setterConfig.parse({
  type: 'webhook',
  url: '${BASE}/internal/maintenance',
  secret: 'signing',
  gracePeriod: '15s',
})

const folders: string[] = []
const opened: LiveAutomating[] = []
afterEach(() => {
  for (const each of opened.splice(0)) each.close()
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
})

function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tagout-automation-'))
  folders.push(folder)
  return folder
}

/** A key store of this one machine. */
function keyring(key: string): Seal {
  const mixed = (bytes: Buffer): Buffer => Buffer.from(bytes.map((byte) => byte ^ 0x55))
  return createSeal(() =>
    Promise.resolve({
      store: { state: 'protected', name: 'gnome_libsecret' },
      encrypt: (text) => Promise.resolve(mixed(Buffer.from(`${key}:${text}`))),
      decrypt: (bytes) => {
        const text = mixed(bytes).toString()
        return text.startsWith(`${key}:`)
          ? Promise.resolve(text.slice(key.length + 1))
          : Promise.reject(new Error('Another key'))
      },
    }),
  )
}

function open(folder: string, ports: Partial<AutomatingPorts> = {}): LiveAutomating {
  const automating = openAutomating({
    clock: createManualClock('2026-11-22T20:00:00Z'),
    files: openProfile(folder, () => undefined).files,
    seal: keyring('here'),
    observe: () => Promise.resolve({ says: 'normal', value: 'false' }),
    watchFile: () => () => undefined,
    hasEnvironment: () => true,
    isKnown: () => true,
    paste: () => Promise.resolve({ ok: true, observer: null, setter: null }),
    look: () => ({
      productName: 'Shop',
      maintenance: { mode: 'Normal' },
      change: null,
      problem: null,
    }),
    tagOf: () => null,
    change: () => Promise.reject(new Error('Nothing is to be changed')),
    tell: () => undefined,
    changed: () => undefined,
    ...ports,
  })
  opened.push(automating)
  return automating
}

async function filled(folder: string, seal = keyring('here')): Promise<LiveAutomating> {
  const automating = open(folder, { seal })
  await automating.changeVariable(product, 'ERP_KEY', { secret: true, value: 'hunter2' })
  await automating.changeVariable(product, 'BASE', { secret: false, value: 'http://shop' })
  await automating.change(product, { observer, setter })
  return automating
}

const written = (folder: string): string => readFileSync(join(folder, 'automation.json'), 'utf8')

describe('what is automatic of a product', () => {
  it('is there after a restart; a secret is not shown, and can be used', async () => {
    const folder = aFolder()
    await filled(folder)

    const again = open(folder)

    const openedSetter = await again.openSetter(product)
    expect({
      automation: await again.automation(product),
      setter: again.setterOf(product),
      planned: again.plannedSetter(product),
      watches: again.statusOf(product)?.watches,
      config: openedSetter.ok && openedSetter.value?.config,
      variable: openedSetter.ok && openedSetter.value?.variables('ERP_KEY'),
      missing: openedSetter.ok && openedSetter.value?.variables('NO_SUCH'),
    }).toEqual({
      automation: {
        ok: true,
        value: {
          observer,
          setter,
          isReadable: true,
          variables: [
            { name: 'BASE', secret: false, value: 'http://shop', isReadable: true },
            { name: 'ERP_KEY', secret: true, value: null, isReadable: true },
          ],
        },
      },
      setter: '${BASE}/internal/maintenance',
      planned: {
        to: '${BASE}/internal/maintenance',
        retries: 2,
        timeout: '10s',
        gracePeriod: '15s',
      },
      watches: 'https://erp.local/api/maintenance?key=***',
      config: setter,
      variable: { ok: true, value: 'hunter2' },
      missing: { ok: false, problem: { code: 'variable-unresolved', name: 'NO_SUCH' } },
    })
  })

  it('is written so that nobody else can read it, and none of its secrets can be read', async () => {
    const folder = aFolder()

    await filled(folder)

    const secrets = ['hunter2', 's3cret', 'literal', 'signing', 'http://shop']
    expect({
      readable: secrets.filter((secret) => written(folder).includes(secret)),
      mode: (statSync(join(folder, 'automation.json')).mode & 0o777).toString(8),
    }).toEqual({ readable: [], mode: '600' })
  })

  it('is sealed as soon as there is a key store, when it was written without one', async () => {
    const folder = aFolder()
    await filled(folder, plainSeal())
    const before = written(folder).includes('plain:hunter2')

    const again = open(folder)
    await expect.poll(() => written(folder).includes('plain:')).toBe(false)

    const { value } = (await again.automation(product)) as { value: unknown }
    expect({ before, value }).toMatchObject({ before: true, value: { observer, isReadable: true } })
  })

  it('is kept as it is, shown as far as it can be, and never a wrong check, when it does not open', async () => {
    const folder = aFolder()
    await filled(folder)
    const before = written(folder)

    const elsewhere = open(folder, { seal: keyring('elsewhere') })
    await elsewhere.check(product)

    expect({
      automation: await elsewhere.automation(product),
      setter: await elsewhere.openSetter(product),
      status: elsewhere.statusOf(product),
      isUntouched: written(folder) === before,
    }).toMatchObject({
      automation: {
        value: {
          observer: null,
          setter: null,
          isReadable: false,
          variables: [
            { name: 'BASE', value: null, isReadable: false },
            { name: 'ERP_KEY', value: null, isReadable: false },
          ],
        },
      },
      setter: { ok: false, problem: { code: 'secret-unreadable', name: 'setter' } },
      status: {
        type: 'http',
        lastCheck: {
          reading: { says: 'nothing', problem: { code: 'secret-unreadable', name: 'observer' } },
        },
      },
      isUntouched: true,
    })
  })

  it('that does not open is replaced once it is saved anew', async () => {
    const folder = aFolder()
    await filled(folder)
    const elsewhere = open(folder, { seal: keyring('elsewhere') })

    await elsewhere.change(product, { observer, setter: null })
    await elsewhere.changeVariable(product, 'ERP_KEY', { secret: true, value: 'new' })
    await elsewhere.changeVariable(product, 'BASE', null)

    expect(await elsewhere.automation(product)).toEqual({
      ok: true,
      value: {
        observer,
        setter: null,
        isReadable: true,
        variables: [{ name: 'ERP_KEY', secret: true, value: null, isReadable: true }],
      },
    })
  })

  it('stays as it was where the key store refuses what is to be saved', async () => {
    const folder = aFolder()
    const before = open(folder)
    await before.change(product, { observer, setter: null })
    await before.changeVariable(product, 'ERP_KEY', { secret: true, value: 'k3y' })
    const written = readFileSync(join(folder, 'automation.json'), 'utf8')
    const refusing: Seal = {
      ...keyring('here'),
      seal: () => Promise.resolve({ ok: false, problem: 'refused' }),
    }
    const automating = open(folder, { seal: refusing })

    const answers = [
      await automating.change(product, { observer: null, setter }),
      await automating.changeVariable(product, 'ERP_KEY', { secret: true, value: 'other' }),
    ]

    const refused = { ok: false, problem: { code: 'key-store-refused' } }
    expect({ answers, written: readFileSync(join(folder, 'automation.json'), 'utf8') }).toEqual({
      answers: [refused, refused],
      written,
    })
  })

  it('is forgotten when nothing of it is left', async () => {
    const folder = aFolder()
    const automating = await filled(folder)

    await automating.change(product, { observer: null, setter: null })
    await automating.changeVariable(product, 'ERP_KEY', null)
    await automating.changeVariable(product, 'BASE', null)

    expect({
      status: automating.statusOf(product),
      setter: automating.setterOf(product),
      check: await automating.check(product),
      written: JSON.parse(written(folder)) as unknown,
    }).toEqual({
      status: null,
      setter: null,
      check: { ok: false, problem: { code: 'observer-not-found' } },
      written: { value: { version: 1, products: [] } },
    })
  })

  it('is of a product that is there, or of one of which something is kept', async () => {
    const folder = aFolder()
    await filled(folder)
    const isKnown = (): boolean => false
    const other = { ...product, productDeploymentId: productDeploymentId.parse('other') }
    const automating = open(folder, { isKnown })

    const kept = await automating.automation(product)
    const answers = [
      await automating.automation(other),
      await automating.change(other, { observer, setter }),
      await automating.changeVariable(other, 'ONE', { secret: false, value: '1' }),
    ]

    const unknown = { ok: false, problem: { code: 'product-not-found' } }
    expect({ isKept: kept.ok, answers }).toEqual({
      isKept: true,
      answers: [unknown, unknown, unknown],
    })
  })

  it('rests while its environment is not there, and goes on by what it remembers', async () => {
    const folder = aFolder()
    const environments = new Set([product.environmentId])
    const asked: string[] = []
    const watched: string[] = []
    const automating = open(folder, {
      hasEnvironment: (id) => environments.has(id),
      observe: () => {
        asked.push('observed')
        return Promise.resolve({ says: 'normal', value: 'false' })
      },
      watchFile: (path) => {
        watched.push(path)
        return () => void watched.pop()
      },
    })
    const path = join(folder, 'flag')
    await automating.change(product, {
      observer: observerConfig.parse({ type: 'file', path, maintenanceValue: true }),
      setter: null,
    })
    await automating.check(product)
    await vi.waitFor(() => expect(watched).toEqual([path]))
    const before = automating.statusOf(product)?.lastValue

    environments.clear()
    automating.environmentsChanged()
    await vi.waitFor(() => expect(watched).toEqual([]))
    const resting = [automating.statusOf(product), await automating.check(product), asked.length]
    const restarted = open(folder, { hasEnvironment: () => false }).statusOf(product)
    environments.add(product.environmentId)
    automating.environmentsChanged()

    expect({ resting, restarted, before, again: automating.statusOf(product)?.lastValue }).toEqual({
      resting: [null, { ok: false, problem: { code: 'observer-not-found' } }, 1],
      restarted: null,
      before: { says: 'normal', value: 'false' },
      again: before,
    })
  })

  it('counts both of two changes at the same moment', async () => {
    const automating = open(aFolder())

    await Promise.all([
      automating.changeVariable(product, 'ONE', { secret: false, value: '1' }),
      automating.changeVariable(product, 'TWO', { secret: false, value: '2' }),
      automating.change(product, { observer, setter: null }),
    ])

    expect(await automating.automation(product)).toMatchObject({
      value: { observer, variables: [{ name: 'ONE' }, { name: 'TWO' }] },
    })
  })

  it('tests an observer that is not saved with the variables that are, and changes nothing', async () => {
    const folder = aFolder()
    const seen: unknown[] = []
    const automating = open(folder, {
      observe: (config, variables) => {
        seen.push(config, variables('ERP_KEY'))
        return Promise.resolve({ says: 'maintenance', value: 'true' })
      },
    })
    await automating.changeVariable(product, 'ERP_KEY', { secret: true, value: 'hunter2' })

    const reading = await automating.test(product, observer)

    expect({ reading, seen, status: automating.statusOf(product) }).toEqual({
      reading: { says: 'maintenance', value: 'true' },
      seen: [observer, { ok: true, value: 'hunter2' }],
      status: null,
    })
  })

  it('follows the file that is watched, wherever its variables lead, and checks when it moves', async () => {
    const followed = new Map<string, () => void>()
    const clock = createManualClock('2026-11-22T20:00:00Z')
    let checks = 0
    const automating = open(aFolder(), {
      clock,
      observe: () => {
        checks++
        return Promise.resolve({ says: 'normal', value: 'off' })
      },
      watchFile: (path, moved) => {
        followed.set(path, moved)
        return () => void followed.delete(path)
      },
    })
    const paths = (): readonly string[] => [...followed.keys()]
    const onFile = observerConfig.parse({
      type: 'file',
      path: '${FOLDER}/flag',
      pollingInterval: '24h',
    })
    async function settled(): Promise<void> {
      clock.pass(2000)
      await new Promise((resolve) => setTimeout(resolve, 0))
    }

    await automating.change(product, { observer: onFile, setter: null })
    await settled()
    const unresolved = { paths: paths(), checks }
    await automating.changeVariable(product, 'FOLDER', { secret: false, value: '/srv' })
    await settled()
    const resolved = { paths: paths(), checks }
    followed.get('/srv/flag')?.()
    followed.get('/srv/flag')?.()
    await settled()
    const moved = { paths: paths(), checks }
    await automating.changeVariable(product, 'FOLDER', { secret: false, value: '/mnt' })
    await settled()
    const elsewhere = { paths: paths(), checks }
    await automating.change(product, { observer: { ...onFile, enabled: false }, setter: null })
    await settled()

    expect({ unresolved, resolved, moved, elsewhere, off: { paths: paths(), checks } }).toEqual({
      unresolved: { paths: [], checks: 1 },
      resolved: { paths: ['/srv/flag'], checks: 2 },
      moved: { paths: ['/srv/flag'], checks: 3 },
      elsewhere: { paths: ['/mnt/flag'], checks: 4 },
      off: { paths: [], checks: 4 },
    })
  })

  it('does not end with a check that throws, and says nothing of what is in the error', async () => {
    const automating = open(aFolder(), {
      observe: () => Promise.reject(new TypeError('hunter2')),
    })

    expect(await automating.test(product, observer)).toEqual({
      says: 'nothing',
      problem: { code: 'answer-unusable', detail: 'TypeError' },
    })
  })
})
