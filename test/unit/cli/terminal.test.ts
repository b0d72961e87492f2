import { expect, it } from 'vitest'
import { createTerminal } from '../../../src/cli/terminal'

function written(isTTY: boolean, env: Readonly<Record<string, string>>): string {
  const texts: string[] = []
  const terminal = createTerminal({ isTTY, columns: 12, write: (text) => texts.push(text) }, env)
  terminal.status('1 of 2 stop db')
  terminal.line('done stop db')
  terminal.status('2 of 2')
  terminal.clear()
  terminal.line('end')
  return texts.join('')
}

it('keeps the progress in place at the bottom of a terminal, in its width', () => {
  expect(written(true, {})).toBe(
    '\r\u{1b}[2K1 of 2 stop\r\u{1b}[2Kdone stop db\n\r\u{1b}[2K1 of 2 stop\r\u{1b}[2K2 of 2\r\u{1b}[2K\r\u{1b}[2Kend\n',
  )
})

it.each([
  ['no terminal', false, {}],
  ['a build', true, { CI: 'true' }],
  ['a terminal that can’t', true, { TERM: 'dumb' }],
])('writes plain lines alone where there is %s', (_, isTTY, env) => {
  expect(written(isTTY, env)).toBe('done stop db\nend\n')
})
