import { describe, expect, it } from 'vitest'
import { foundByPattern } from '../../../src/main/observers/pattern'
import { failed, ok } from '../../../src/shared/result'

describe('what a pattern finds in a content', () => {
  it.each([
    ['its first group', 'a=1\nmode = Wartung\n', 'mode\\s*=\\s*(\\w+)', 'Wartung'],
    ['all that it matches, without a group', 'mode is on', 'o[nf]f?', 'on'],
    ['by the flags at its beginning', 'a\nMODE=on', '(?im)^mode=(.*)$', 'on'],
    ['a group that is not part of it, as empty', 'off', 'on(ce)?|off', ''],
  ])('is %s', (_, text, pattern, value) => {
    expect(foundByPattern(text, pattern)).toEqual(ok(value))
  })

  it('is missing where it matches nothing', () => {
    expect(foundByPattern('mode=off', 'MODE=(.*)')).toEqual(
      failed({ code: 'value-missing', detail: 'The pattern matches nothing.' }),
    )
  })

  it('is not looked for with what is no pattern', () => {
    expect(foundByPattern('mode=off', 'mode=(')).toEqual(
      failed({
        code: 'configuration-invalid',
        field: 'contentPattern',
        detail: expect.stringContaining('Unterminated group') as string,
      }),
    )
  })

  it('is given up where finding it has no end', () => {
    expect(foundByPattern(`${'a'.repeat(40)}!`, '^(a+)+$')).toEqual(
      failed({
        code: 'configuration-invalid',
        field: 'contentPattern',
        detail: 'Finding it in this content takes too long.',
      }),
    )
  })
})
