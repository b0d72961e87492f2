import type { ApiEnvironment } from '../shared/api/environments'
import type { ApiHistoryEntry } from '../shared/api/history'
import type { ApiPreview } from '../shared/api/operation-mode'
import type { ApiProductDeployment, ApiProductDeploymentDetails } from '../shared/api/products'
import type { Landscape } from './choose'
import { troubleText } from './outcome'
import { table } from './table'

type Product = Omit<ApiProductDeployment, 'stacks'>

/** A line a product, and each environment that is offline. */
export function listText({ environments, productDeployments }: Landscape): readonly string[] {
  const names = new Map(environments.map(({ environmentId, name }) => [environmentId, name]))
  const rows = productDeployments.map((product) => [
    names.get(product.environmentId) ?? product.environmentId,
    product.productName,
    product.productVersion ?? '',
    modeText(product),
    statusText(product),
    product.trigger?.source ?? '',
    product.trigger?.at ?? '',
  ])
  const heading = ['ENVIRONMENT', 'PRODUCT', 'VERSION', 'MODE', 'STATUS', 'TRIGGER', 'SINCE']
  return [
    ...(rows.length === 0 ? ['There are no product deployments.'] : table(heading, rows)),
    ...environments.flatMap(offlineLines),
  ]
}

/** A line each. */
export function environmentLines(environments: readonly ApiEnvironment[]): readonly string[] {
  if (environments.length === 0) return ['There are no environments.']
  const rows = environments.map(({ environmentId, name, kind, address, connection }) => [
    name,
    environmentId,
    kind,
    address,
    connection.state,
    connection.state === 'connected'
      ? `${connection.engine}, API ${connection.apiVersion}`
      : connection.state === 'offline'
        ? `since ${connection.since}: ${troubleText(connection.problem)}`
        : '',
  ])
  return table(['ENVIRONMENT', 'ID', 'KIND', 'ADDRESS', 'STATE', 'ENGINE'], rows)
}

function offlineLines({ name, address, connection }: ApiEnvironment): readonly string[] {
  if (connection.state === 'connected') return []
  return connection.state === 'connecting'
    ? [`${name} (${address}) is connecting`]
    : [
        `${name} (${address}) is offline since ${connection.since}: ${troubleText(connection.problem)}`,
      ]
}

function modeText({ maintenanceState, operationMode, change }: Product): string {
  const state = maintenanceState === 'Normal' ? operationMode : maintenanceState
  return change?.state === 'incomplete' ? `${state}, incomplete` : state
}

function statusText({ status, drift, asOf }: Product): string {
  const known = asOf === null ? status : `${status} as of ${asOf}`
  return drift.length === 0 ? known : `${known}, ${drift.length} run although stopped`
}

/** All of one product. */
export function statusLines(product: ApiProductDeploymentDetails): readonly string[] {
  const { trigger, takenOverFrom, observer, setter, change } = product
  const facts: readonly (readonly [string, string | null])[] = [
    ['Product', [product.productName, product.productVersion ?? ''].join(' ').trim()],
    ['Environment', product.environmentId],
    ['Mode', modeText(product)],
    ['Triggered by', trigger && `${trigger.source}, ${trigger.by}`],
    ['Taken over from', takenOverFrom && `${takenOverFrom.source}, ${takenOverFrom.by}`],
    ['Reason', trigger?.reason ?? null],
    ['Since', trigger?.at ?? null],
    ['Status', statusText(product)],
    ['Observer', observer && observerText(observer)],
    ['Setter', setter],
    ['Change', change && `to ${change.mode}, ${change.state}`],
  ]
  const containers = product.stacks.flatMap((stack) =>
    stack.services.flatMap((service) =>
      service.containers.map((container) => [
        stack.name,
        container.name,
        container.drift === null ? container.state : `${container.state}, although stopped`,
        container.role === 'member' ? '' : container.role,
      ]),
    ),
  )
  const failures = change?.steps.flatMap(({ action, name, problem }) =>
    problem === null ? [] : [`  ${action} ${name}: ${troubleText(problem)}`],
  )
  return [
    ...facts.flatMap(([name, value]) =>
      value === null || value === '' ? [] : [`${`${name}:`.padEnd(17)}${value}`],
    ),
    ...(failures ?? []),
    '',
    ...table(['STACK', 'CONTAINER', 'STATE', 'ROLE'], containers),
  ]
}

function observerText(observer: NonNullable<Product['observer']>): string {
  const { watches, enabled, lastValue, failingSince, lastCheck, held } = observer
  const says =
    failingSince !== null
      ? `can’t tell since ${failingSince}${lastCheck?.problem ? `: ${troubleText(lastCheck.problem)}` : ''}`
      : lastValue === null
        ? 'not checked yet'
        : `says ${lastValue.says} ("${lastValue.value}")`
  return `${watches} ${enabled ? says : 'is switched off'}${held === null ? '' : `, held (${held})`}`
}

/** What would happen, step by step. */
export function previewLines(preview: ApiPreview): readonly string[] {
  const { productName, mode, operationMode, text, untouched, warnings, telling } = preview
  if (mode === operationMode && text === '') return [`${productName} is in ${mode} already.`]
  return [
    `${productName}: ${operationMode} → ${mode}. Nothing of this is done yet.`,
    ...(mode === 'Maintenance' && telling !== null ? [firstTold(telling)] : []),
    ...text.split('\n').map((line) => `  ${line}`),
    ...(mode === 'Normal' && telling !== null ? [`Last, tells ${telling.to}.`] : []),
    ...(untouched.length === 0 ? [] : ['Stays as it is:']),
    ...untouched.map(({ name, why }) => `  ${name}: ${why}`),
    ...warnings.map(({ message }) => `Warning: ${message}`),
    ...(preview.acknowledgementNeeded.length === 0
      ? []
      : [`Entering deletes ${preview.acknowledgementNeeded.join(', ')}: that takes --yes.`]),
  ]
}

function firstTold({ to, gracePeriodMs }: NonNullable<ApiPreview['telling']>): string {
  const waits = gracePeriodMs === 0 ? '' : `, then waits ${gracePeriodMs / 1000} s`
  return `First, tells ${to}${waits}.`
}

/** Newest first, a line each. */
export function historyLines(entries: readonly ApiHistoryEntry[]): readonly string[] {
  if (entries.length === 0) return ['Nothing is on record.']
  return table(
    ['AT', 'PRODUCT', 'WHAT', 'BY', 'REASON'],
    entries.map((entry) => {
      const { at, productName } = entry
      switch (entry.kind) {
        case 'change':
          return [
            at,
            productName,
            `${entry.from} → ${entry.to}, ${entry.state}${entry.failed === 0 ? '' : `, ${entry.failed} failed`}`,
            entry.trigger === null ? '' : `${entry.trigger.source}, ${entry.trigger.by}`,
            entry.trigger?.reason ?? '',
          ]
        case 'takeover':
          return [at, productName, 'taken over', entry.to.by, entry.to.reason]
        case 'drift':
          return [at, productName, `${entry.name} ran although stopped`, '', '']
      }
    }),
  )
}
