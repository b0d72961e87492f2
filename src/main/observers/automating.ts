import type { z } from 'zod'
import type {
  Automation,
  automationChange,
  PastedBlock,
  variableChange,
} from '../../shared/automation'
import { keyOf, sameProduct } from '../../shared/ids'
import type { EnvironmentId, ProductRef } from '../../shared/ids'
import type {
  ObservationProblem,
  ObserverConfig,
  ObserverStatus,
  Reading,
} from '../../shared/observer'
import type { Problem } from '../../shared/problem'
import { failed, ok } from '../../shared/result'
import type { Result } from '../../shared/result'
import type { SetterConfig } from '../../shared/setter'
import type { JsonFilePorts } from '../storage/json-file'
import { resolved } from '../outside/variables'
import type { Variables } from '../outside/variables'
import { openAutomationFile } from '../storage/automation-file'
import type { PlannedSetter } from '../storage/automation-file'
import type { Seal } from '../storage/seal'
import { openAutomations } from './automations'
import type { Automations } from './automations'
import { openObserverMemory } from './memory'
import { createObservers } from './observers'
import type { Observers, ObserversPorts } from './observers'
import { plannedFor } from './planned'
import { createWatching } from './watching'

type AutomationChange = Omit<z.infer<typeof automationChange>, 'product'>
type VariableChange = z.infer<typeof variableChange>['variable']

/** What is automatic of the products: their observers, setters and variables. */
export interface Automating {
  statusOf(product: ProductRef): ObserverStatus | null
  /** Where the product is told of a manual maintenance, for people. */
  setterOf(product: ProductRef): string | null
  /** Waits until the key store has answered, as all that follows. */
  automation(product: ProductRef): Promise<Result<Automation, Problem>>
  change(product: ProductRef, change: AutomationChange): Promise<Result<void, Problem>>
  /** Null: it goes. */
  changeVariable(
    product: ProductRef,
    name: string,
    variable: VariableChange,
  ): Promise<Result<void, Problem>>
  paste(yaml: string): Promise<PastedBlock>
  test(product: ProductRef, observer: ObserverConfig): Promise<Reading>
  check(product: ProductRef): Promise<Result<void, Problem>>
  close(): void
}

/** And what the rest of main needs of it. */
export interface LiveAutomating
  extends Automating, Pick<Observers, 'looked' | 'connected' | 'exitDecided' | 'restored'> {
  /** Others may be there: of products whose environment is not, observers rest until it is again. */
  environmentsChanged(): void
  /** What may be known of the product's setter without its secrets. */
  plannedSetter(product: ProductRef): PlannedSetter | null
  /** The same with all that it takes to tell the product; null: it has none any more. */
  openSetter(
    product: ProductRef,
  ): Promise<Result<{ config: SetterConfig; variables: Variables } | null, ObservationProblem>>
}

export type Observe = (
  config: ObserverConfig,
  variables: Variables,
  abort: AbortSignal,
) => Promise<Reading>

export interface AutomatingPorts extends Omit<ObserversPorts, 'memory' | 'observe' | 'random'> {
  readonly files: JsonFilePorts
  readonly seal: Seal
  readonly hasEnvironment: (environment: EnvironmentId) => boolean
  /** Whether there is, or may be, such a product. */
  readonly isKnown: (product: ProductRef) => boolean
  readonly observe: Observe
  readonly paste: (yaml: string) => Promise<PastedBlock>
  /** Calls back when the file may have become another; yields what ends it. */
  readonly watchFile: (path: string, moved: () => void) => () => void
}

export function openAutomating(ports: AutomatingPorts): LiveAutomating {
  const kept = openAutomations(openAutomationFile(ports.files), ports.seal)
  const closed = new AbortController()
  const observers = createObservers({
    ...ports,
    random: Math.random,
    memory: openObserverMemory(ports.files),
    observe: (product, abort) => observeKept(kept, product, ports.observe, abort),
  })
  const watching = createWatching({
    pathOf: async (product) => (isAwake(product) ? watchedPath(kept, product) : null),
    watch: ports.watchFile,
    moved: (product) => observers.sourceMoved(product),
  })
  const awake = new Set<string>()
  const isAwake = (product: ProductRef): boolean => awake.has(keyOf(product))
  function set(product: ProductRef): void {
    const plan = kept.planned(product).observer
    if (ports.hasEnvironment(product.environmentId)) awake.add(keyOf(product))
    else awake.delete(keyOf(product))
    if (plan === null || isAwake(product)) observers.set(product, plan)
    else observers.rest(product)
    watching.follow(product)
  }
  for (const product of kept.products()) set(product)
  /** What is kept of a product stays within reach when the product is gone. */
  function knownOr(product: ProductRef): Result<void, Problem> {
    const isKept = kept.products().some((each) => sameProduct(each, product))
    return isKept || ports.isKnown(product) ? ok() : failed({ code: 'product-not-found' })
  }
  // What is refused stays as it is, and the next start tries again.
  void kept.sealPlain()

  return {
    ...observers,
    environmentsChanged: () => {
      for (const product of kept.products()) {
        if (ports.hasEnvironment(product.environmentId) !== isAwake(product)) set(product)
      }
    },
    setterOf: (product) => kept.planned(product).setter?.to ?? null,
    plannedSetter: (product) => kept.planned(product).setter,
    openSetter: async (product) => {
      if (kept.planned(product).setter === null) return ok(null)
      const block = await kept.block(product)
      if (block === null) return failed({ code: 'secret-unreadable', name: 'setter' })
      if (block.setter === null) return ok(null)
      return ok({ config: block.setter, variables: await kept.variables(product) })
    },
    automation: async (product) => {
      const known = knownOr(product)
      return known.ok ? ok(await kept.automation(product)) : known
    },
    change: async (product, block) => {
      const known = knownOr(product)
      if (!known.ok) return known
      const changed = await kept.change(product, block, plannedFor(block))
      if (changed.ok) set(product)
      return changed
    },
    changeVariable: async (product, name, variable) => {
      const known = knownOr(product)
      if (!known.ok) return known
      const changed = await kept.changeVariable(product, name, variable)
      if (!changed.ok) return changed
      watching.follow(product)
      observers.sourceMoved(product)
      return changed
    },
    paste: (yaml) => ports.paste(yaml),
    test: async (product, observer) =>
      observed(ports.observe, observer, await kept.variables(product), closed.signal),
    close: () => {
      closed.abort()
      watching.close()
      observers.close()
    },
  }
}

async function watchedPath(kept: Automations, product: ProductRef): Promise<string | null> {
  if (kept.planned(product).observer?.type !== 'file') return null
  const observer = (await kept.block(product))?.observer
  if (observer?.type !== 'file' || !observer.enabled) return null
  const path = resolved(observer.path, await kept.variables(product))
  return path.ok ? path.value : null
}

async function observeKept(
  kept: Automations,
  product: ProductRef,
  observe: Observe,
  abort: AbortSignal,
): Promise<Reading> {
  const block = await kept.block(product)
  if (block?.observer) {
    return observed(observe, block.observer, await kept.variables(product), abort)
  }
  return { says: 'nothing', problem: { code: 'secret-unreadable', name: 'observer' } }
}

/** What is thrown is a bug, which must not end all of Tagout; its words may hold secrets. */
async function observed(
  observe: Observe,
  config: ObserverConfig,
  variables: Variables,
  abort: AbortSignal,
): Promise<Reading> {
  try {
    return await observe(config, variables, abort)
  } catch (error) {
    const detail = error instanceof Error ? error.name : typeof error
    return { says: 'nothing', problem: { code: 'answer-unusable', detail } }
  }
}
