import { expect, it } from 'vitest'
import { askedFor } from '../../../src/main/arguments'

const chromium = ['--no-sandbox', '--inspect=0', '--user-data-dir=/tmp/profile']

it.each([
  ['nothing', [], { for: 'window', apiPort: null }],
  ['switches of Chromium', chromium, { for: 'window', apiPort: null }],
  ['a port of the API', ['--api-port', '7457'], { for: 'window', apiPort: 7457 }],
  ['no window', [...chromium, '--serve'], { for: 'serve', apiPort: null }],
  ['both', ['--api-port=1', ...chromium, '--serve'], { for: 'serve', apiPort: 1 }],
])('passes over what is Chromium’s: %s', (_, args, asked) => {
  expect([
    askedFor(['/opt/tagout/tagout', ...args], false),
    askedFor(['electron', '.', ...args], true),
    askedFor(['electron', '--no-sandbox', '-r', './loader.js', '/srv/tagout', ...args], true),
  ]).toEqual([asked, asked, asked])
})

it.each([
  [
    [...chromium, 'enter', 'shop', '--serve', '--reason', 'x'],
    ['enter', 'shop', '--serve', '--reason', 'x'],
  ],
  [['--version'], ['--version']],
])('leaves commands to the command line: %j', (args, command) => {
  expect(askedFor(['electron', '.', ...args], true)).toEqual({ for: 'command', args: command })
})

it.each([
  ['no port', ['--api-port']],
  ['an empty one', ['--api-port=']],
  ['none that exists', ['--api-port', '65536']],
  ['not even a number', ['--api-port', '0x50']],
  ['another switch in its place', ['--api-port', '--serve']],
])('says which ports there are: %s', (_, args) => {
  expect(askedFor(['tagout', ...args], false)).toEqual({
    for: 'nothing',
    fault: '--api-port takes a port from 1 to 65535, as in --api-port 7457.',
  })
})

it.each([
  [['--serve=yes'], '--serve takes no value.'],
  [['--server'], 'There is no --server. There are --serve and --api-port.'],
  [['--api-prot', '1'], 'There is no --api-prot. There are --serve and --api-port.'],
  [['lsit'], 'I don’t know what lsit means. `tagout help` tells what there is.'],
])('refuses what it does not know: %j', (args, fault) => {
  expect(askedFor(['tagout', ...args], false)).toEqual({ for: 'nothing', fault })
})
