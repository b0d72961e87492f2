import { expect, it } from 'vitest'
import { authority } from '../../../scripts/steps/virtual-display.js'

it('writes a cookie for any host and any display', () => {
  const cookie = Buffer.from('0123456789abcdef')

  expect(authority(cookie).toString('latin1')).toBe(
    '\xff\xff\0\0\0\0\0\x12MIT-MAGIC-COOKIE-1\0\x10' + '0123456789abcdef',
  )
})
