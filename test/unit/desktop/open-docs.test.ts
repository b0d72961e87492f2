import { expect, it, vi } from 'vitest'
import { docsOf } from '../../../src/main/desktop/open-docs'

vi.mock('electron', () => ({ shell: {} }))

it.each([
  ['http://127.0.0.1:7457', 'http://127.0.0.1:7457/api/docs'],
  ['http://[::1]:7457', 'http://[::1]:7457/api/docs'],
  ['https://127.0.0.1:7457', null],
  ['http://evil.example', null],
  ['file:///etc/passwd', null],
  ['no address', null],
  [null, null],
])('of the address %s the documentation is %s', (address, docs) => {
  expect(docsOf(address)).toBe(docs)
})
