import { expect, it } from 'vitest'
import { parseScript } from '../../../src/main/demo/shell/parse'
import { startProcess } from '../../../src/main/demo/shell/process'
import { createManualClock } from '../../support/world/manual-clock'

it.each([
  ['true', 0, ''],
  ['false', 1, ''],
  ['! false', 0, ''],
  ['echo one; echo two', 0, 'one\ntwo\n'],
  ['echo \'a; b\' "c && d"', 0, 'a; b c && d\n'],
  ['false && echo no || echo yes', 0, 'yes\n'],
  ['true || echo no; exit 4', 4, ''],
  [
    'test -e /tmp/x || { touch /tmp/x; echo made; }; test -e /tmp/x && echo there',
    0,
    'made\nthere\n',
  ],
  ['sleep 1 & sleep 2 & wait; echo done', 0, 'done\n'],
  ['{ sleep 1; echo inner; }; echo outer', 0, 'inner\nouter\n'],
  ['nginx -g daemon', 127, '/bin/sh: nginx: not found\n'],
  ['echo $HOME', 2, 'sh: syntax error\n'],
  ['{ true', 2, 'sh: syntax error\n'],
])('runs %s to its end, as a shell does', (script, exitCode, output) => {
  expect(ran(script)).toEqual({ exitCode, output })
})

it.each(['', ';', '&& true', 'true }', 'a | b', 'a > b', '`a`', 'for x in y; do z; done; }'])(
  'does not take %j for a script that it understands',
  (script) => expect(parseScript(script)).toBeNull(),
)

it('runs what is trapped while it waits, and goes on', () => {
  const clock = createManualClock('2026-11-26T08:00:00.000Z')
  const said: string[] = []
  const ends: number[] = []
  const process = startProcess(['sh', '-c', "trap 'echo trapped' USR1; sleep 9 & wait; echo on"], {
    clock,
    files: new Set(),
    isFirst: true,
    say: (text) => said.push(text),
    ended: (exitCode) => ends.push(exitCode),
  })
  clock.pass(1000)

  process.signal('USR1')

  expect({ said, ends }).toEqual({ said: ['trapped\n', 'on\n'], ends: [0] })
})

it('that is not the first process ends by a signal that it does not trap', () => {
  const clock = createManualClock('2026-11-26T08:00:00.000Z')
  const ends: number[] = []
  const process = startProcess(['sleep', '100'], {
    clock,
    files: new Set(),
    isFirst: false,
    say: () => undefined,
    ended: (exitCode) => ends.push(exitCode),
  })
  clock.pass(1000)

  process.signal('TERM')
  process.signal('KILL')

  expect(ends).toEqual([143])
})

function ran(script: string): { exitCode: number | null; output: string } {
  const clock = createManualClock('2026-11-26T08:00:00.000Z')
  const end: { exitCode: number | null; output: string } = { exitCode: null, output: '' }
  startProcess(['sh', '-c', script], {
    clock,
    files: new Set(),
    isFirst: true,
    say: (text) => (end.output += text),
    ended: (exitCode) => (end.exitCode = exitCode),
  })
  clock.pass(60_000)
  return end
}
