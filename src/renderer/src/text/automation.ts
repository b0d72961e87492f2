import type { Reading } from '../../../shared/observer'
import type { SetterConfig } from '../../../shared/setter'
import { unreachable } from '../../../shared/result'
import type { Consequence } from '../store/consequence'
import { observerTypeText } from './observer'

export const automationText = {
  heading: 'Observer and Setter',
  observer:
    'Watches an outside system. When that says maintenance, Tagout puts this product into maintenance, and ends that again when it says normal.',
  setter:
    'How this product is told of a manual maintenance: before its containers stop, and after they run again. Where it can’t be told, the maintenance goes on and says so.',
  variables:
    'Write ${NAME} in any field, and the value comes from here. Secrets are never shown again. Variables are saved at once.',
  paste:
    'The maintenance: block of a ReadyStackGo manifest, or the whole manifest. It fills the form; nothing is saved before you save.',
}

export const observerChoices = [
  { value: 'none', label: 'No observer' },
  { value: 'http', label: observerTypeText.http },
  { value: 'file', label: observerTypeText.file },
  { value: 'sqlQuery', label: observerTypeText.sqlQuery },
  { value: 'sqlExtendedProperty', label: observerTypeText.sqlExtendedProperty },
]

export const setterTypeText: Readonly<Record<SetterConfig['type'], string>> = {
  webhook: 'Webhook',
  sqlExtendedProperty: 'SQL Server extended property',
}

export const setterChoices = [
  { value: 'none', label: 'No setter' },
  { value: 'webhook', label: setterTypeText.webhook },
  { value: 'sqlExtendedProperty', label: setterTypeText.sqlExtendedProperty },
]

/** What would follow from a reading if the form were saved as it is. */
export function consequenceText(consequence: Consequence, product: string): string {
  switch (consequence) {
    case 'unknown':
      return `A check that fails changes nothing: ${product} would stay in the mode in which it is.`
    case 'switched-off':
      return 'The observer is switched off, so nothing follows from it.'
    case 'enters':
      return `Saved like this, Tagout would put ${product} into maintenance with the first check, and stop its containers.`
    case 'exits':
      return `Saved like this, Tagout would end the maintenance of ${product} with the first check, and start its containers.`
    case 'is-so':
      return `${product} is in that mode already, so nothing would change.`
    case 'stays-manual':
      return `${product} is in manual maintenance, which only a person ends: nothing would change.`
    case 'under-way':
      return `A person is ending the maintenance of ${product}: until that is done, nothing follows from it.`
    case 'unreadable':
      return 'A tag hangs on the host that this Tagout can’t read, so nothing may be changed.'
    default:
      return unreachable(consequence)
  }
}

export interface QuestionText {
  readonly title: string
  readonly text: readonly string[]
  readonly confirm: string
}

/** Before an observer is saved that acts with its first check; null: it would not act at once. */
export function actingText(
  consequence: Consequence,
  reading: Reading,
  product: string,
): QuestionText | null {
  if (reading.says === 'nothing') return null
  const value = `The observer reads “${reading.value}”.`
  if (consequence === 'enters') {
    return {
      title: `Put ${product} into maintenance?`,
      text: [
        `${value} That means maintenance: as soon as this is saved, Tagout stops the containers of ${product}.`,
        'From then on only the observer ends it, when it says normal, or a person who takes over.',
      ],
      confirm: 'Save and Enter Maintenance',
    }
  }
  if (consequence === 'exits') {
    return {
      title: `End the maintenance of ${product}?`,
      text: [
        `${value} That means normal: as soon as this is saved, Tagout ends the maintenance and starts the containers of ${product}.`,
      ],
      confirm: 'Save and Exit Maintenance',
    }
  }
  return null
}

export function removalText(product: string, isInObserverMaintenance: boolean): QuestionText {
  return {
    title: 'Remove the observer?',
    text: [
      `Nothing outside puts ${product} into maintenance any more, or ends it.`,
      ...(isInObserverMaintenance
        ? [
            `${product} is in maintenance by the observer, and stays so: nobody observes it then, so that only a person who takes over can end it.`,
          ]
        : []),
    ],
    confirm: 'Remove Observer',
  }
}

export const leavingText: QuestionText = {
  title: 'Leave without saving?',
  text: ['What you changed here is not saved yet, and would be lost.'],
  confirm: 'Leave',
}

export function variableRemovalText(
  name: string,
  usedBy: readonly ('observer' | 'setter')[],
): QuestionText {
  const users = usedBy.map((user) => `the ${user}`).join(' and ')
  const use =
    users === ''
      ? 'Nothing here uses it.'
      : `It is used by ${users}. Without it, every check or telling that needs it fails; nothing is changed by that.`
  return {
    title: `Remove ${name}?`,
    text: [use, 'Its value can’t be brought back.'],
    confirm: 'Remove Variable',
  }
}
