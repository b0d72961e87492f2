import { z } from 'zod'
import { setterConfig } from '../../../shared/setter'
import type { SetterConfig } from '../../../shared/setter'
import { faultText } from '../text/automation-faults'
import { connectionIn, connectionOf, isConnectionMissing } from './connection-form'
import type { ConnectionDraft } from './connection-form'

/** What the form holds: all fields of both kinds, as typed. */
export interface SetterDraft extends ConnectionDraft {
  readonly type: SetterConfig['type'] | 'none'
  readonly url: string
  readonly secret: string
  readonly caFile: string
  readonly propertyName: string
  readonly maintenanceValue: string
  readonly normalValue: string
  readonly retries: string
  readonly timeout: string
  readonly gracePeriod: string
}

const emptySetter: SetterDraft = {
  type: 'none',
  url: '',
  secret: '',
  caFile: '',
  ...connectionOf({}),
  propertyName: '',
  maintenanceValue: '1',
  normalValue: '0',
  retries: '2',
  timeout: '10s',
  gracePeriod: '0s',
}

export function setterDraftOf(config: SetterConfig | null): SetterDraft {
  if (config === null) return emptySetter
  const { type, timeout, gracePeriod } = config
  const common = { ...emptySetter, type, timeout, gracePeriod, retries: String(config.retries) }
  switch (config.type) {
    case 'webhook': {
      const { url, secret = '', caFile = '' } = config
      return { ...common, url, secret, caFile }
    }
    case 'sqlExtendedProperty': {
      const { propertyName, maintenanceValue, normalValue } = config
      return { ...common, ...connectionOf(config), propertyName, maintenanceValue, normalValue }
    }
  }
}

/** As it would be in a manifest; what is left empty is not in it. */
export function setterWritten(draft: SetterDraft): Readonly<Record<string, unknown>> {
  const { type, timeout, gracePeriod } = draft
  const retries = draft.retries.trim() === '' ? Number.NaN : Number(draft.retries)
  const manner = { type, timeout, gracePeriod, retries }
  switch (type) {
    case 'none':
      return {}
    case 'webhook': {
      const { url, secret, caFile } = draft
      return { ...manner, ...filled({ url, secret, caFile }) }
    }
    case 'sqlExtendedProperty': {
      const { propertyName, maintenanceValue, normalValue } = draft
      const written = filled({ propertyName })
      return { ...manner, ...written, ...connectionIn(draft), maintenanceValue, normalValue }
    }
  }
}

function filled(fields: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(fields).filter(([, text]) => text.trim() !== ''))
}

/** The contract's own schema behind the form; its faults are at the form's fields, in words. */
export const setterForm = z
  .custom<SetterDraft>()
  .transform((draft, context): SetterConfig | null => {
    if (draft.type === 'none') return null
    const parsed = setterConfig.safeParse(setterWritten(draft))
    if (parsed.success) return parsed.data
    // The contract says so only when all else is right.
    if (draft.type === 'sqlExtendedProperty' && isConnectionMissing(draft)) {
      const message = faultText(draft.connection, null)
      context.addIssue({ code: 'custom', path: [draft.connection], message })
    }
    for (const issue of parsed.error.issues) {
      const field = String(issue.path[0] ?? '')
      const place = field === 'connectionString' ? draft.connection : field
      context.addIssue({ code: 'custom', path: [place], message: faultText(place, issue) })
    }
    return z.NEVER
  })
