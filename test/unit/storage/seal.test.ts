import { describe, expect, it } from 'vitest'
import { createSeal, isSealedPlainly, plainSeal } from '../../../src/main/storage/seal'
import type { Keys, Seal } from '../../../src/main/storage/seal'

const keyring: Keys = {
  store: { state: 'protected', name: 'gnome_libsecret' },
  encrypt: (text) => Promise.resolve(Buffer.from(text).reverse()),
  decrypt: (encrypted) =>
    encrypted.includes('!')
      ? Promise.reject(new Error('Another key'))
      : Promise.resolve(Buffer.from(encrypted).reverse().toString()),
}
const withKeyring = () => createSeal(() => Promise.resolve(keyring))

async function sealedBy(seal: Seal, text: string): Promise<string> {
  const sealed = await seal.seal(text)
  return sealed.ok ? sealed.value : sealed.problem
}

describe('a seal', () => {
  it('opens what the key store has sealed, which is not there to be read', async () => {
    const seal = withKeyring()

    const sealed = await sealedBy(seal, 'hunter2')

    expect({ sealed, opened: await seal.open(sealed), store: await seal.store() }).toEqual({
      sealed: `key-store:${Buffer.from('2retnuh').toString('base64')}`,
      opened: { ok: true, value: 'hunter2' },
      store: keyring.store,
    })
  })

  it('marks what is written plainly where there is no key store, and opens it everywhere', async () => {
    const sealed = await sealedBy(plainSeal('basic_text'), 'hunter2')

    expect({
      sealed,
      isPlain: isSealedPlainly(sealed),
      here: await plainSeal().open(sealed),
      withKeyring: await withKeyring().open(sealed),
    }).toEqual({
      sealed: 'plain:hunter2',
      isPlain: true,
      here: { ok: true, value: 'hunter2' },
      withKeyring: { ok: true, value: 'hunter2' },
    })
  })

  it('says why it does not open', async () => {
    const sealed = await sealedBy(withKeyring(), 'hunter2')
    const ofAnotherKey = await sealedBy(withKeyring(), 'hunter2!')

    expect({
      withoutKeyring: await plainSeal().open(sealed),
      ofAnotherKey: await withKeyring().open(ofAnotherKey),
      nonsense: await withKeyring().open('hunter2'),
    }).toEqual({
      withoutKeyring: { ok: false, problem: 'locked' },
      ofAnotherKey: { ok: false, problem: 'locked' },
      nonsense: { ok: false, problem: 'damaged' },
    })
  })

  it('says that a key store refuses, and writes nothing plainly instead', async () => {
    const encrypt = () => Promise.reject(new Error('The keyring is locked: hunter2'))
    const locked = createSeal(() => Promise.resolve({ ...keyring, encrypt }))

    expect(await locked.seal('hunter2')).toEqual({ ok: false, problem: 'refused' })
  })

  it('asks the key store once, and not before there is something to ask', async () => {
    let asked = 0
    const seal = createSeal(() => {
      asked++
      return Promise.resolve(keyring)
    })
    const before = asked

    await Promise.all([seal.store(), seal.seal('one'), seal.open('key-store:')])

    expect({ before, asked }).toEqual({ before: 0, asked: 1 })
  })
})
