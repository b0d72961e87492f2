import { z } from 'zod'
import type { Automation, variableChange } from '../../shared/automation'
import { sameProduct } from '../../shared/ids'
import type { ProductRef } from '../../shared/ids'
import { observerConfig } from '../../shared/observer'
import type { ObservationProblem, ObserverConfig } from '../../shared/observer'
import type { Problem } from '../../shared/problem'
import { failed, ok } from '../../shared/result'
import type { Result } from '../../shared/result'
import { setterConfig } from '../../shared/setter'
import type { SetterConfig } from '../../shared/setter'
import type { PlannedObserver, PlannedSetter, StoredAutomation } from '../storage/automation-file'
import type { openAutomationFile } from '../storage/automation-file'
import type { Variables } from '../outside/variables'
import { isSealedPlainly } from '../storage/seal'
import type { Seal } from '../storage/seal'

type VariableChange = z.infer<typeof variableChange>['variable']

export interface Block {
  readonly observer: ObserverConfig | null
  readonly setter: SetterConfig | null
}

/** What may be read of a block without its secrets. */
export interface Planned {
  readonly observer: PlannedObserver | null
  readonly setter: PlannedSetter | null
}

/** What is automatic of the products, as it is kept: sealed, and opened for each use. */
export interface Automations {
  /** Those of which anything is kept. */
  products(): readonly ProductRef[]
  /** At once, whatever the key store says. */
  planned(product: ProductRef): Planned
  /** Null: it is there, and does not open. Waits for the key store, as all that follows. */
  block(product: ProductRef): Promise<Block | null>
  variables(product: ProductRef): Promise<Variables>
  automation(product: ProductRef): Promise<Automation>
  /** Answers `key-store-refused`, and then nothing is another. */
  change(product: ProductRef, block: Block, planned: Planned): Promise<Result<void, Problem>>
  /** Null: it goes. */
  changeVariable(
    product: ProductRef,
    name: string,
    variable: VariableChange,
  ): Promise<Result<void, Problem>>
  /** What was written plainly while there was no key store is sealed by it. */
  sealPlain(): Promise<void>
}

const block = z.object({ observer: observerConfig.nullable(), setter: setterConfig.nullable() })
const nothing: Block & Planned = { observer: null, setter: null }

export function openAutomations(
  file: ReturnType<typeof openAutomationFile>,
  seal: Seal,
): Automations {
  const stored = (product: ProductRef): StoredAutomation =>
    file.get().products.find((each) => sameProduct(each.product, product)) ?? {
      product,
      block: null,
      variables: [],
    }

  /** Nothing is awaited between reading and writing: two changes at once both count. */
  function put(next: StoredAutomation): void {
    const { products, ...rest } = file.get()
    const others = products.filter(({ product }) => !sameProduct(product, next.product))
    const isEmpty = next.block === null && next.variables.length === 0
    file.set({ ...rest, products: isEmpty ? others : [...others, next] })
  }

  async function openBlock(product: ProductRef): Promise<Block | null> {
    const { block } = stored(product)
    if (block === null) return nothing
    const opened = await seal.open(block.sealed)
    return opened.ok ? parsedBlock(opened.value) : null
  }

  async function opened(product: ProductRef) {
    return Promise.all(
      stored(product).variables.map(async ({ name, secret, sealed }) => ({
        name,
        secret,
        opened: await seal.open(sealed),
      })),
    )
  }

  return {
    products: () => file.get().products.map(({ product }) => product),
    planned: (product) => stored(product).block ?? nothing,
    block: openBlock,
    variables: async (product) => {
      const all = new Map((await opened(product)).map((each) => [each.name, each.opened]))
      return (name) => valueOf(name, all.get(name))
    },
    automation: async (product) => {
      const found = await openBlock(product)
      const variables = (await opened(product)).map(({ name, secret, opened }) => ({
        name,
        secret,
        value: opened.ok && !secret ? opened.value : null,
        isReadable: opened.ok,
      }))
      variables.sort((one, other) => (one.name < other.name ? -1 : 1))
      return { ...(found ?? nothing), variables, isReadable: found !== null }
    },
    change: async (product, next, { observer, setter }) => {
      const isEmpty = next.observer === null && next.setter === null
      const sealed = isEmpty ? ok(null) : await seal.seal(JSON.stringify(next))
      if (!sealed.ok) return refused
      const block = sealed.value === null ? null : { sealed: sealed.value, observer, setter }
      put({ ...stored(product), block })
      return ok()
    },
    changeVariable: async (product, name, variable) => {
      const sealed = variable === null ? ok(null) : await seal.seal(variable.value)
      if (!sealed.ok) return refused
      const before = stored(product)
      const others = before.variables.filter((each) => each.name !== name)
      const own =
        variable === null || sealed.value === null
          ? []
          : [{ name, secret: variable.secret, sealed: sealed.value }]
      put({ ...before, variables: [...others, ...own] })
      return ok()
    },
    sealPlain: async () => {
      const plain = plainTextsIn(file.get().products)
      if (plain.length === 0 || (await seal.store()).state !== 'protected') return
      const resealed = new Map<string, string>()
      for (const each of plain) {
        const opened = await seal.open(each)
        const sealed = opened.ok ? await seal.seal(opened.value) : opened
        if (sealed.ok) resealed.set(each, sealed.value)
      }
      const { products, ...rest } = file.get()
      const again = (text: string): string => resealed.get(text) ?? text
      file.set({ ...rest, products: products.map((each) => withSeals(each, again)) })
    },
  }
}

const refused = failed({ code: 'key-store-refused' } as const)

/** What a newer Tagout wrote and this one can't read is kept as what does not open is. */
function parsedBlock(text: string): Block | null {
  try {
    const parsed = block.safeParse(JSON.parse(text))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}

function valueOf(
  name: string,
  opened: Result<string, unknown> | undefined,
): Result<string, ObservationProblem> {
  if (opened === undefined) return failed({ code: 'variable-unresolved', name })
  return opened.ok ? ok(opened.value) : failed({ code: 'secret-unreadable', name })
}

function plainTextsIn(products: readonly StoredAutomation[]): readonly string[] {
  return products
    .flatMap(({ block, variables }) => [
      ...(block === null ? [] : [block.sealed]),
      ...variables.map(({ sealed }) => sealed),
    ])
    .filter(isSealedPlainly)
}

function withSeals(each: StoredAutomation, again: (text: string) => string): StoredAutomation {
  return {
    ...each,
    block: each.block && { ...each.block, sealed: again(each.block.sealed) },
    variables: each.variables.map((one) => ({ ...one, sealed: again(one.sealed) })),
  }
}
