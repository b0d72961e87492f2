import { expect, it } from 'vitest'
import { plainText } from '../../../src/shared/plain-text'

it('writes out what would move a terminal’s cursor, begin a line or turn the writing round', () => {
  expect(plainText('Shop \u{1b}[2J\r\nline\u{9b}\u202e\u2028 – Größe 😀')).toBe(
    'Shop \\u{1b}[2J\\u{d}\\u{a}line\\u{9b}\\u{202e}\\u{2028} – Größe 😀',
  )
})
