import { z } from 'zod'
import { variableChange } from '../../../shared/automation'

export interface VariableDraft {
  readonly name: string
  readonly value: string
  readonly secret: boolean
}

/** A variable as it is typed; `taken` are the names that others have. */
export function variableForm(taken: readonly string[]) {
  return z.custom<VariableDraft>().superRefine(({ name, value }, context) => {
    const at = (path: keyof VariableDraft, message: string): void =>
      context.addIssue({ code: 'custom', path: [path], message })
    if (!variableChange.shape.name.safeParse(name).success) {
      at('name', 'Enter letters, digits and _, with no digit at the beginning.')
    } else if (taken.includes(name)) {
      at('name', 'There is a variable of that name already.')
    }
    if (value === '') at('value', 'Enter the value.')
    if (value.length > 8000) at('value', 'Enter at most 8000 characters.')
  })
}
