import type { Environment } from '../../../shared/environment'
import type { QuestionText } from './automation'
import type { Words } from './words'

export const demoWords: Words = { text: 'Demo', tone: 'accent' }

export const demoText = {
  title: 'This is the demo',
  meaning:
    'A made-up shop with five products, inside of Tagout: nothing of it is real. Things crash, fall sick and recover by themselves, and what you put into maintenance may not stay down. Try everything on it.',
  reset: 'Reset Demo…',
  question: {
    title: 'Reset the demo?',
    text: [
      'The shop is as at the beginning, and all of it runs. What you have put into maintenance in it is in maintenance no more.',
      'The history, and the observers, setters and variables of its products, stay.',
    ],
    confirm: 'Reset Demo',
  } satisfies QuestionText,
} as const

/** Nobody is to take the demo for the truth, whatever it is called. */
export function nameShown({ name, reach }: Environment): string {
  return reach.kind === 'demo' && !/demo/i.test(name) ? `${name} (demo)` : name
}
