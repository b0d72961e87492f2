import { z } from 'zod'
import { observerConfig } from '../../../shared/observer'
import type { ObserverConfig, ObserverType } from '../../../shared/observer'
import { faultText } from '../text/automation-faults'
import { connectionIn, connectionOf, isConnectionMissing } from './connection-form'
import type { ConnectionDraft } from './connection-form'
import { headerRowsOf, headersIn, placeInHeaders, repeatedHeaders } from './header-rows'
import type { HeaderRow } from './header-rows'

/**
 * What the form holds: all fields of all kinds, as typed, so that nothing is lost by a look at
 * another kind. Only those of the chosen kind are saved.
 */
export interface ObserverDraft extends ConnectionDraft {
  readonly type: ObserverType | 'none'
  readonly url: string
  readonly method: 'GET' | 'HEAD' | 'POST'
  readonly headers: HeaderRow[]
  readonly jsonPath: string
  readonly caFile: string
  readonly path: string
  readonly mode: 'exists' | 'content'
  readonly contentPattern: string
  readonly query: string
  readonly propertyName: string
  readonly maintenanceValue: string
  readonly normalValue: string
  /** In the mode `exists`, in place of the two values. */
  readonly maintenanceWhile: 'true' | 'false'
  readonly pollingInterval: string
  readonly timeout: string
  readonly enabled: boolean
}

const emptyObserver: ObserverDraft = {
  type: 'none',
  url: '',
  method: 'GET',
  headers: [],
  jsonPath: '',
  caFile: '',
  path: '',
  mode: 'exists',
  contentPattern: '',
  ...connectionOf({}),
  query: '',
  propertyName: '',
  maintenanceValue: '',
  normalValue: '',
  maintenanceWhile: 'true',
  pollingInterval: '30s',
  timeout: '10s',
  enabled: true,
}

export function observerDraftOf(config: ObserverConfig | null): ObserverDraft {
  if (config === null) return emptyObserver
  const common = {
    ...emptyObserver,
    type: config.type,
    maintenanceValue: config.maintenanceValue,
    normalValue: config.normalValue ?? '',
    pollingInterval: config.pollingInterval,
    timeout: config.timeout,
    enabled: config.enabled,
  }
  switch (config.type) {
    case 'http': {
      const { url, method, jsonPath = '', caFile = '' } = config
      return { ...common, url, method, jsonPath, caFile, headers: headerRowsOf(config.headers) }
    }
    case 'file': {
      const { path, mode, contentPattern = '', maintenanceValue } = config
      const file = { ...common, path, mode, contentPattern }
      if (mode === 'content') return file
      const maintenanceWhile = maintenanceValue.toLowerCase() === 'false' ? 'false' : 'true'
      return { ...file, maintenanceWhile, maintenanceValue: '', normalValue: '' }
    }
    case 'sqlQuery':
      return { ...common, ...connectionOf(config), query: config.query }
    case 'sqlExtendedProperty':
      return { ...common, ...connectionOf(config), propertyName: config.propertyName }
  }
}

/** As it would be in a manifest; what is left empty is not in it. */
export function observerWritten(draft: ObserverDraft): Readonly<Record<string, unknown>> {
  const { type, pollingInterval, timeout, enabled } = draft
  const schedule = { type, pollingInterval, timeout, enabled }
  const values = filled(draft, 'maintenanceValue', 'normalValue')
  switch (type) {
    case 'none':
      return {}
    case 'http':
      return {
        ...schedule,
        ...values,
        ...filled(draft, 'url', 'jsonPath', 'caFile'),
        method: draft.method,
        headers: headersIn(draft.headers),
      }
    case 'file':
      return draft.mode === 'exists'
        ? {
            ...schedule,
            ...filled(draft, 'path', 'mode'),
            maintenanceValue: draft.maintenanceWhile,
          }
        : { ...schedule, ...values, ...filled(draft, 'path', 'mode', 'contentPattern') }
    case 'sqlQuery':
      return { ...schedule, ...values, ...connectionIn(draft), ...filled(draft, 'query') }
    case 'sqlExtendedProperty':
      return { ...schedule, ...values, ...connectionIn(draft), ...filled(draft, 'propertyName') }
  }
}

function isDatabase(type: ObserverDraft['type']): boolean {
  return type === 'sqlQuery' || type === 'sqlExtendedProperty'
}

function filled<Draft extends object, Field extends keyof Draft>(
  draft: Draft,
  ...fields: readonly Field[]
): Readonly<Record<string, Draft[Field]>> {
  const isFilled = (field: Field): boolean =>
    typeof draft[field] !== 'string' || draft[field].trim() !== ''
  return Object.fromEntries(fields.filter(isFilled).map((field) => [field, draft[field]]))
}

/** The contract's own schema behind the form; its faults are at the form's fields, in words. */
export const observerForm = z
  .custom<ObserverDraft>()
  .transform((draft, context): ObserverConfig | null => {
    if (draft.type === 'none') return null
    const at = (path: string, message: string): void =>
      context.addIssue({ code: 'custom', path: path.split('.'), message })
    const isValueMissing =
      draft.maintenanceValue.trim() === '' && !(draft.type === 'file' && draft.mode === 'exists')
    if (isValueMissing) at('maintenanceValue', faultText('maintenanceValue', null))
    if (draft.type === 'http') {
      for (const index of repeatedHeaders(draft.headers)) {
        at(`headers.${index}.name`, 'There is a header of that name already.')
      }
    }
    // The contract says so only when all else is right.
    if (isDatabase(draft.type) && isConnectionMissing(draft)) {
      at(draft.connection, faultText(draft.connection, null))
    }
    const parsed = observerConfig.safeParse(observerWritten(draft))
    for (const issue of parsed.error?.issues ?? []) {
      const [field = '', inside] = issue.path.map(String)
      const place =
        field === 'headers' && inside !== undefined
          ? placeInHeaders(draft.headers, inside, issue.code === 'invalid_key' ? 'name' : 'value')
          : field === 'connectionString'
            ? draft.connection
            : field
      at(place, faultText(place, issue))
    }
    return parsed.success && context.issues.length === 0 ? parsed.data : z.NEVER
  })
