import { describe, expect, it } from 'vitest'
import {
  isUnreadable,
  labelsOf,
  labelsOfMark,
  markIn,
  tagIn,
} from '../../../src/main/docker/tag-labels'
import { placeOf, volumeName } from '../../../src/main/docker/tag-volumes'
import type { Volume } from '../../../src/main/docker/tag-volumes'
import { aMark, aTag } from '../../support/tags'

const noMarks = { exit: null, takeover: null }

function hung(labels: Record<string, string | undefined> = {}, name = 'tagout.shop'): Volume {
  const all = Object.entries({ ...labelsOf(aTag('shop')), ...labels })
  const present = all.filter((entry): entry is [string, string] => entry[1] !== undefined)
  return { name, labels: Object.fromEntries(present), createdAt: '2026-11-22T21:15:07+01:00' }
}

function marked(what: 'exit' | 'takeover', labels: Record<string, string> = {}): Volume {
  return {
    name: `tagout.shop.${what}`,
    labels: { ...labelsOfMark('shop', aMark('you', what, 'me')), ...labels },
    createdAt: '2026-11-22T20:16:00Z',
  }
}

describe('A tag as labels', () => {
  it('writes the labels that the design names', () => {
    expect(labelsOf(aTag('shop'))).toEqual({
      'tagout.schema': '1',
      'tagout.claim': 'me.tag',
      'tagout.product': 'shop',
      'tagout.product.name': 'Shop',
      'tagout.product.version': '1.4.2',
      'tagout.source': 'Manual',
      'tagout.reason': aTag('shop').trigger.reason,
      'tagout.by': 'me@desk',
      'tagout.at': '2026-11-22T20:15:00.000Z',
      'tagout.snapshot': JSON.stringify(aTag('shop').snapshot),
    })
  })

  it('is read back as it was written, with the marks, and with its time in UTC', () => {
    const marks = { takeover: marked('takeover'), exit: marked('exit') }

    expect(tagIn(hung(), marks)).toEqual({
      ...aTag('shop'),
      hungAt: '2026-11-22T20:15:07.000Z',
      takeover: { ...aMark('you', 'takeover', 'me'), hungAt: '2026-11-22T20:16:00.000Z' },
      exit: { ...aMark('you', 'exit', 'me'), hungAt: '2026-11-22T20:16:00.000Z' },
    })
  })

  it('and its exit say for how long nothing may move, where the product is told', () => {
    const quiet = aTag('shop', 'me', { quietSeconds: 75 })
    const exit = marked('exit', { 'tagout.quiet': '30' })

    const read = tagIn(hung(labelsOf(quiet)), { ...noMarks, exit })

    expect(labelsOf(quiet)['tagout.quiet']).toBe('75')
    expect(isUnreadable(read) ? read : [read.quietSeconds, read.exit?.quietSeconds]).toEqual([
      75, 30,
    ])
  })

  it.each(['', '-1', 'soon', '1e9', '12345678'])(
    'is read without a time of quiet that makes no sense: "%s"',
    (quiet) => {
      const read = tagIn(hung({ 'tagout.quiet': quiet }), noMarks)

      expect(read).toEqual(tagIn(hung(), noMarks))
    },
  )

  it('hung again keeps the time of the first, and so do its marks', () => {
    const first = '2026-11-22T19:00:00.000Z'
    const exit = marked('exit', { 'tagout.hung': first })

    expect(labelsOf(aTag('shop', 'me', { hungAt: first }))['tagout.hung']).toBe(first)
    expect(tagIn(hung({ 'tagout.hung': first }), { exit, takeover: null })).toMatchObject({
      hungAt: first,
      exit: { hungAt: first },
    })
  })

  it('has no label for a version that is not known', () => {
    const tag = aTag('shop', 'me', { productVersion: null })

    expect(labelsOf(tag)).not.toHaveProperty('tagout.product.version')
    expect(tagIn({ ...hung(), labels: labelsOf(tag) }, noMarks)).toMatchObject({
      productVersion: null,
    })
  })

  it('is read whatever else somebody has put on the volume', () => {
    const snapshot = JSON.stringify({ ...aTag('shop').snapshot, mood: 'calm' })

    expect(tagIn(hung({ colour: 'red', 'tagout.snapshot': snapshot }), noMarks)).toMatchObject({
      ...aTag('shop'),
      hungAt: '2026-11-22T20:15:07.000Z',
    })
  })

  it.each([
    ['no labels at all', 'tagout.schema', undefined, /no label tagout\.schema: Tagout did not/],
    ['a newer schema', 'tagout.schema', '2', /Another version of Tagout .* "2", .* "1"/],
    ['no claim', 'tagout.claim', undefined, /label tagout\.claim is missing/],
    ['an odd claim', 'tagout.claim', 'no dot', /can't be read: tagout\.claim: /],
    ['no name', 'tagout.product.name', undefined, /label tagout\.product\.name is missing/],
    ['another product', 'tagout.product', 'depot', /tagout\.product names another one: "depot"/],
    ['an odd source', 'tagout.source', 'Ghost', /can't be read: tagout\.source: .*"Observer"/],
    ['no reason', 'tagout.reason', undefined, /label tagout\.reason is missing/],
    ['a time that is none', 'tagout.at', 'yesterday', /can't be read: tagout\.at: /],
    ['a first time that is none', 'tagout.hung', '', /can't be read: tagout\.hung: /],
    ['half a snapshot', 'tagout.snapshot', '{"containers":[{"id"', /tagout\.snapshot: not JSON/],
    ['another snapshot', 'tagout.snapshot', '{"containers":[7]}', /snapshot\.containers\.0: /],
  ])('is unreadable with %s, and says why', (_, label, value, why) => {
    const read = tagIn(hung({ [label]: value }), noMarks)

    expect(read).toEqual({
      productDeploymentId: 'shop',
      volume: 'tagout.shop',
      detail: expect.stringMatching(why) as unknown,
      productName: label === 'tagout.product.name' ? null : 'Shop',
    })
  })

  it('is unreadable when the engine does not say when it was hung', () => {
    expect(tagIn({ ...hung(), createdAt: '' }, noMarks)).toMatchObject({
      volume: 'tagout.shop',
      detail: 'The engine doesn\'t say when it was created: "".',
    })
  })

  it('is unreadable with a mark that is, and names the mark', () => {
    const exit = marked('exit', { 'tagout.schema': '2' })

    expect(tagIn(hung(), { exit, takeover: null })).toMatchObject({
      productDeploymentId: 'shop',
      volume: 'tagout.shop.exit',
      productName: 'Shop',
    })
    expect(isUnreadable(markIn(exit))).toBe(true)
    expect(isUnreadable(markIn(marked('exit')))).toBe(false)
  })
})

describe('The name of a volume', () => {
  it.each([
    ['tagout.shop', { product: 'shop', kind: 'tag' }],
    ['tagout.shop.exit', { product: 'shop', kind: 'exit' }],
    ['tagout.shop.takeover', { product: 'shop', kind: 'takeover' }],
    ['tagout.exit', { product: 'exit', kind: 'tag' }],
    ['tagout.shop.backup', null],
    ['tagout.', null],
    ['my.tagout.shop', null],
  ] as const)('%s tells whose it is', (name, place) => {
    expect(placeOf(name)).toEqual(place)
    if (place !== null) expect(volumeName(place.product, place.kind)).toBe(name)
  })
})
