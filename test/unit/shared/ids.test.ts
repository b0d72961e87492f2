import { describe, expect, it } from 'vitest'
import { claim, instanceOf, productDeploymentId, shortHash, slugOf } from '../../../src/shared/ids'

describe('a slug', () => {
  it.each([
    ['shop', 'shop'],
    ['Web Shop', 'web-shop'],
    ['  Web -- Shop!  ', 'web-shop'],
    ['Müller & Söhne', 'muller-sohne'],
    ['Ünïcödé', 'unicode'],
    ['ﬁle №1', 'file-no1'],
    ['商店', 'product-24e479ea'],
    ['', 'product-811c9dc5'],
    ['---', 'product-c4e4dc86'],
  ])('of %j is %j', (name, slug) => {
    expect(slugOf(name)).toBe(slug)
  })

  it('is an id, however long the name', () => {
    const slug = slugOf('a very long name '.repeat(100))

    expect([productDeploymentId.safeParse(slug).success, slug.length <= 80]).toEqual([true, true])
  })

  it('differs for names without a Latin letter', () => {
    expect(slugOf('商店')).not.toBe(slugOf('書店'))
  })
})

describe('a short hash', () => {
  it.each([
    ['', '811c9dc5'],
    ['a', 'e40c292c'],
    ['foobar', 'bf9cf968'],
  ])('of %j is the one that FNV-1a publishes', (text, hash) => {
    expect(shortHash(text)).toBe(hash)
  })
})

describe('a claim', () => {
  it('tells whose Tagout it is', () => {
    expect(instanceOf(claim.parse('one-2_3.4f'))).toBe('one-2_3')
  })
})
