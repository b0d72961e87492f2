import type { EnvironmentId, ProductRef } from '../shared/ids'
import { triggerOf } from '../shared/maintenance'
import type { NoticeText } from './desktop/drift-notice'
import { observerNotice } from './desktop/observer-notice'
import type { LiveEnvironment } from './environments/environment'
import { lookAt, tagAt } from './environments/look'
import type { ServicePorts } from './maintenance/changes'
import type { Clock } from './maintenance/ports'
import type { MaintenanceService } from './maintenance/service'
import { openAutomating } from './observers/automating'
import type { LiveAutomating } from './observers/automating'
import { observe } from './observers/observe'
import { watchFile } from './observers/watch-file'
import type { Profile } from './storage/profile'
import type { Seal } from './storage/seal'

export interface AutomationPorts {
  readonly clock: Clock
  readonly profile: Profile
  readonly seal: Seal
  readonly service: () => Pick<MaintenanceService, 'change' | 'changeOf'>
  readonly environment: (id: EnvironmentId) => LiveEnvironment | null
  readonly hasEnvironment: (id: EnvironmentId) => boolean
  /** What there is to show of the product's observer or setter is another. */
  changed(product: ProductRef): void
  tell(product: ProductRef, notice: NoticeText): void
}

export interface Automation {
  readonly automating: LiveAutomating
  /** What hangs on a host, or is known of it, may be another. */
  looked(): void
  connected(environment: EnvironmentId): void
  /** An exit mark was hung. */
  exitDecided(product: ProductRef): void
  readonly restored: ServicePorts['restored']
}

/** The observers with the core, what the environments know, and the profile. */
export function openAutomation(ports: AutomationPorts): Automation {
  const { profile, environment } = ports
  const lookOf = ({ environmentId, productDeploymentId }: ProductRef) =>
    lookAt(environment(environmentId), productDeploymentId)

  const automating = openAutomating({
    clock: ports.clock,
    files: profile.files,
    seal: ports.seal,
    hasEnvironment: ports.hasEnvironment,
    isKnown: (product) => {
      const { problem } = lookOf(product)
      const isUnknown =
        problem?.code === 'product-not-found' || problem?.code === 'environment-not-found'
      return !isUnknown || profile.copies.get(product) !== null
    },
    observe,
    watchFile,
    paste: async (yaml) => (await import('./observers/pasted')).pasted(yaml),
    look: (product) => ({ ...lookOf(product), change: ports.service().changeOf(product) }),
    tagOf: ({ environmentId, productDeploymentId }) =>
      tagAt(environment(environmentId), productDeploymentId),
    change: (product, to, reason) =>
      ports.service().change(product, { to, source: 'Observer', reason, acknowledged: false }),
    tell: (product, news) => {
      if (!profile.settings().notifications.observer) return
      ports.tell(product, observerNotice(lookOf(product).productName, news))
    },
    changed: (product) => ports.changed(product),
  })

  return {
    automating,
    looked: () => automating.looked(),
    connected: (id) => {
      automating.looked()
      automating.connected(id)
    },
    exitDecided: (product) => {
      const tag = profile.copies.get(product)?.tag ?? null
      // A person can't end what an observer owns, so that this exit is an observer's own.
      if (tag !== null && triggerOf(tag).source === 'Observer') return
      automating.exitDecided(product, tag?.claim ?? null)
    },
    restored: (product, told) =>
      automating.restored(
        product,
        profile.copies.get(product)?.tag.claim ?? null,
        told?.state === 'failed',
      ),
  }
}
