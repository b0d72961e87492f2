import { lookup } from 'node:dns/promises'
import type { LookupAddress, LookupOptions } from 'node:dns'
import { expect, it } from 'vitest'
import { lookUp } from '../../../src/main/docker/look-up'

function found(host: string, options: LookupOptions): Promise<readonly LookupAddress[] | string> {
  return new Promise((resolve) => {
    lookUp(host, options, (error, address, family) => {
      if (error !== null) resolve(error.code ?? 'without a code')
      else resolve(typeof address === 'string' ? [{ address, family: family ?? 0 }] : address)
    })
  })
}

it('finds what the system finds, all of it or the first', async () => {
  const all = await lookup('localhost', { all: true })

  expect(await found('localhost', { all: true })).toEqual(expect.arrayContaining(all))
  expect(await found('localhost', { family: 4 })).toEqual([{ address: '127.0.0.1', family: 4 }])
})

it.each(['no-such-host.invalid', '--help'])('says of %s that it is not known', async (host) => {
  expect(await found(host, { all: true })).toBe('ENOTFOUND')
})
