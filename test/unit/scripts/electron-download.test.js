import { expect, it } from 'vitest'
import { firstError } from '../../../scripts/steps/electron-download.js'

it.each([
  [
    'the error among what else was said',
    'Trying …\nTypeError: fetch failed\n    at x',
    'TypeError: fetch failed',
  ],
  ['the first line when nothing looks like an error', '\nno such host\nbye\n', 'no such host'],
  ['something when nothing was said', '', 'no reason given'],
])('gives %s', (_, output, reason) => {
  expect(firstError(output)).toBe(reason)
})
