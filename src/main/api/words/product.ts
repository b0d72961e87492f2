import type {
  ApiProductDeployment,
  ApiProductDeploymentDetails,
} from '../../../shared/api/products'
import { operationModeOf } from '../../../shared/maintenance'
import { membersOf } from '../../../shared/product'
import type { Member, ProductView } from '../../../shared/product'
import { changeWords } from './change'
import { observerWords } from './observer'

type Common = Omit<ApiProductDeployment, 'stacks'>
type ApiContainer =
  ApiProductDeploymentDetails['stacks'][number]['services'][number]['containers'][number]

/** As it is listed, with its stacks counted. */
export function productWords(product: ProductView): ApiProductDeployment {
  const stacks = product.stacks.map(({ name, services }) => ({
    name,
    services: services.length,
    containers: services.reduce((sum, { containers }) => sum + containers.length, 0),
  }))
  return { ...commonWords(product), stacks }
}

export function productDetailsWords(product: ProductView): ApiProductDeploymentDetails {
  const drift = new Map(product.drift.map(({ container, kind }) => [container, kind]))
  const stacks = product.stacks.map(({ name, services }) => ({
    name,
    services: services.map(({ name, containers }) => ({
      name,
      containers: containers.map((member) => ({
        ...containerWords(member),
        drift: drift.get(member.id) ?? null,
      })),
    })),
  }))
  return { ...commonWords(product), stacks }
}

function commonWords(product: ProductView): Common {
  const { id, environmentId, name, version, status, maintenance, setter, asOf } = product
  const names = new Map(
    product.drift.length === 0 ? [] : membersOf(product).map((member) => [member.id, member.name]),
  )
  return {
    environmentId,
    productDeploymentId: id,
    productName: name,
    productVersion: version,
    status,
    operationMode: operationModeOf(maintenance),
    maintenanceState: maintenance.mode,
    trigger: 'trigger' in maintenance ? maintenance.trigger : null,
    takenOverFrom: 'takenOverFrom' in maintenance ? maintenance.takenOverFrom : null,
    exit: maintenance.mode === 'Exiting' ? maintenance.exit : null,
    drift: product.drift.map(({ container, kind }) => ({
      containerId: container,
      name: names.get(container) ?? container,
      kind,
    })),
    change: changeWords(product.change),
    observer: product.observer === null ? null : observerWords(product.observer),
    setter,
    asOf,
  }
}

function containerWords(member: Member): Omit<ApiContainer, 'drift'> {
  const { id, name, image, replica, state, health, exitCode, role, swarm } = member
  return {
    containerId: id,
    name,
    image,
    replica,
    state,
    health,
    exitCode,
    role,
    swarm: swarm?.kind === 'service' ? swarm : null,
  }
}
