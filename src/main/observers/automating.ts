import type { z } from 'zod'
import type {
  Automation,
  automationChange,
  PastedBlock,
  variableChange,
} from '../../shared/automation'
import type { ProductRef } from '../../shared/ids'
import type { ObserverConfig, ObserverStatus, Reading } from '../../shared/observer'
import type { Problem } from '../../shared/problem'
import type { Result } from '../../shared/result'

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

export function createAutomating(): Automating {
  const missing = (): never => {
    throw new Error('Not there')
  }
  return {
    statusOf: () => null,
    setterOf: () => null,
    automation: missing,
    change: missing,
    changeVariable: missing,
    paste: missing,
    test: missing,
    check: missing,
    close: () => undefined,
  }
}
