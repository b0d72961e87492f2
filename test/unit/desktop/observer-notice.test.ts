import { expect, it } from 'vitest'
import { observerNotice } from '../../../src/main/desktop/observer-notice'

it('tells of an observer in a few words', () => {
  const reason = 'file /flag says "true"'
  const notices = [
    observerNotice('Shop', { kind: 'entered', reason }),
    observerNotice('Shop', { kind: 'left', reason: 'file /flag says "false"' }),
    observerNotice('Shop', { kind: 'failing', watches: '/flag' }),
    observerNotice('Shop', { kind: 'works-again', watches: '/flag' }),
    observerNotice('Shop', { kind: 'refused', problem: { code: 'tag-replaced' } }),
  ]

  expect(notices).toEqual([
    { title: 'Shop is in maintenance', body: 'Its observer: file /flag says "true".' },
    {
      title: 'Shop is back to normal operation',
      body: 'Its observer: file /flag says "false".',
    },
    {
      title: 'Shop: its observer can’t tell any more',
      body: '/flag gives no answer that says maintenance or normal. Until it does, nothing is changed. Click to see why.',
    },
    {
      title: 'Shop: its observer can tell again',
      body: '/flag gives an answer again.',
    },
    {
      title: 'Shop: what its observer wants was not done',
      body: 'Tagout tries again at each check. Click to see what keeps it from being done.',
    },
  ])
})
