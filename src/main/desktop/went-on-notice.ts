import type { CutOff, RecordedChange } from '../../shared/history'
import type { NoticeText } from './drift-notice'

/** What the desktop is told of a change that was cut off, went on by itself, and ended. */
export function wentOnNotice({ product, to, state }: RecordedChange, after: CutOff): NoticeText {
  const cutOff =
    after === 'restart' ? 'Tagout had ended in the middle of it' : 'The connection had been lost'
  if (state === 'incomplete') {
    return {
      title: `${product.name}: ${to === 'Maintenance' ? 'entering' : 'exiting'} maintenance is incomplete`,
      body: `${cutOff}. It went on, and not all was done. Click to see what is left.`,
    }
  }
  const how = {
    'done-elsewhere': 'Another Tagout completed it meanwhile.',
    'found-done': 'It was done when Tagout looked again.',
  }
  return {
    title: `${product.name} is ${to === 'Maintenance' ? 'in maintenance' : 'back to normal operation'}`,
    body: `${cutOff}. ${
      state === 'done-elsewhere' || state === 'found-done'
        ? how[state]
        : 'It went on by itself, and is done.'
    }`,
  }
}
