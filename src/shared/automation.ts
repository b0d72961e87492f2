import { z } from 'zod'
import { productRef } from './ids'
import { observerConfig } from './observer'
import type { ObserverConfig } from './observer'
import { setterConfig } from './setter'
import type { SetterConfig } from './setter'

/** As in `${NAME}`. */
const variableName = z
  .string()
  .regex(/^[A-Za-z_][A-Za-z0-9_]{0,99}$/, 'letters, digits and _, and no digit at the beginning')

/** A variable of a product deployment. A secret's value never leaves main. */
interface Variable {
  readonly name: string
  readonly secret: boolean
  /** Null: it is a secret, or can't be opened. */
  readonly value: string | null
  readonly isReadable: boolean
}

/** What of a product is automatic. */
export interface Automation {
  readonly observer: ObserverConfig | null
  readonly setter: SetterConfig | null
  /** By name. */
  readonly variables: readonly Variable[]
  /** It is there, and this system's key store does not open it: saving replaces it. */
  readonly isReadable: boolean
}

/** What becomes different; a variable that is not named stays. */
export const automationChange = z.strictObject({
  product: productRef,
  observer: observerConfig.nullable(),
  setter: setterConfig.nullable(),
})

export const variableChange = z.strictObject({
  product: productRef,
  name: variableName,
  /** Null: it goes. */
  variable: z.strictObject({ secret: z.boolean(), value: z.string().max(8000) }).nullable(),
})

/** What ReadyStackGo's `maintenance:` block said, or why it can't be read. */
export type PastedBlock =
  | {
      readonly ok: true
      readonly observer: ObserverConfig | null
      readonly setter: SetterConfig | null
    }
  | { readonly ok: false; readonly faults: readonly BlockFault[] }

interface BlockFault {
  /** `observer.url`; empty for the whole. */
  readonly path: string
  /** In the block as pasted, from 1; null where it is not known. */
  readonly line: number | null
  readonly message: string
}
