import type { OperationMode } from '../../../shared/maintenance'
import { count } from './count'

/** The words of one direction, as users know them. */
export interface ConfirmationText {
  readonly heading: string
  readonly question: (product: string) => string
  readonly submit: string
  readonly changing: string
  readonly done: string
  readonly doneSentence: (product: string) => string
  readonly transition: string
  readonly incomplete: string
  readonly interrupted: string
  readonly failed: string
}

export const confirmationText: Readonly<Record<OperationMode, ConfirmationText>> = {
  Maintenance: {
    heading: 'Enter Maintenance Mode',
    question: (product) => `Are you sure you want to enter maintenance mode for ${product}?`,
    submit: 'Enter Maintenance Mode',
    changing: 'Entering Maintenance Mode...',
    done: 'Maintenance Mode Activated',
    doneSentence: (product) => `${product} is now in maintenance mode.`,
    transition: 'Normal → Maintenance',
    incomplete: 'Maintenance Mode Incomplete',
    interrupted: 'Entering Maintenance Mode Interrupted',
    failed: 'Failed to Enter Maintenance Mode',
  },
  Normal: {
    heading: 'Exit Maintenance Mode',
    question: (product) => `Are you sure you want to exit maintenance mode for ${product}?`,
    submit: 'Exit Maintenance Mode',
    changing: 'Exiting Maintenance Mode...',
    done: 'Maintenance Mode Deactivated',
    doneSentence: (product) => `${product} is back to normal operation.`,
    transition: 'Maintenance → Normal',
    incomplete: 'Exiting Maintenance Mode Incomplete',
    interrupted: 'Exiting Maintenance Mode Interrupted',
    failed: 'Failed to Exit Maintenance Mode',
  },
}

/** What entering does, in numbers: the stacks and containers that are stopped. */
export function consequenceText(stacks: number, containers: number): string {
  if (containers === 0) {
    return 'Nothing of it runs, so nothing is stopped. Maintenance mode keeps it that way.'
  }
  const all = stacks === 1 ? '' : 'all '
  return `This will stop ${all}${count(stacks, 'stack')} with ${count(containers, 'container')}. Containers can be restarted by exiting maintenance mode.`
}

/** What exiting does, in numbers: the stacks and containers that are started. */
export function restorationText(stacks: number, containers: number): string {
  if (containers === 0) {
    return 'Nothing of it ran before the maintenance, so nothing is started.'
  }
  return `This will restart ${count(containers, 'container')} of ${count(stacks, 'stack')}: those that ran before the maintenance, and nothing else.`
}
