import { z } from 'zod'
import { tokenName } from './api-status'
import type { ApiStatus, KeyStore } from './api-status'
import { automationChange, variableChange } from './automation'
import type { Automation, PastedBlock } from './automation'
import type { Outcome } from './change'
import type { Environment } from './environment'
import { environmentConfig, reach } from './environment-config'
import type { FoundEnvironment, Reached } from './environment-config'
import { historyFilter } from './history'
import type { HistoryPage, RecordedChange } from './history'
import { environmentId, productRef } from './ids'
import type { EnvironmentId, ProductRef } from './ids'
import { maximumReasonLength, operationMode } from './maintenance'
import { observerConfig } from './observer'
import type { Reading } from './observer'
import type { Preview } from './preview'
import type { ConnectionProblem, EnvironmentProblem, Problem } from './problem'
import type { Member, ProductView, Unassigned } from './product'
import type { ProductSummary } from './product-summary'
import type { Result } from './result'
import { settingsChange } from './settings'
import type { Settings } from './settings'

/** All that the window shows. Main owns it; the window mirrors it. */
export interface World {
  /** In the user's order. */
  readonly environments: readonly Environment[]
  /** The user has said which environments there are; until then what was found is offered. */
  readonly areEnvironmentsChosen: boolean
  /** Without their containers: those of the one that is followed are told. */
  readonly products: readonly ProductSummary[]
  readonly unassigned: Readonly<Record<EnvironmentId, readonly Unassigned[]>>
  readonly notices: readonly Notice[]
  readonly settings: Settings
  /** Counts up with each entry of the history: what was asked of it is to be asked again. */
  readonly historyRevision: number
  readonly api: ApiStatus
  readonly keyStore: KeyStore
  readonly version: string
}

/** Something the user has to be told that belongs to no product. */
export type Notice =
  /** A file of the profile was not what it should be: kept aside, and begun afresh. */
  | {
      readonly id: string
      readonly code: 'file-kept-aside'
      readonly file: string
      readonly keptAs: string
      readonly detail: string
    }
  | {
      readonly id: string
      readonly code: 'file-not-written'
      readonly file: string
      readonly detail: string
    }
  /** What happens is kept in memory, and written as soon as that can be done. */
  | {
      readonly id: string
      readonly code: 'history-not-written'
      readonly file: string
      readonly detail: string
    }

const fileChoice = z.enum(['ca', 'certificate', 'key'])
/** What of an environment's certificates the file is. */
export type FileChoice = z.infer<typeof fileChoice>

/** What became of a file that was to be saved where the user says. */
export type Saved =
  | { readonly outcome: 'saved'; readonly file: string }
  | { readonly outcome: 'cancelled' }
  | { readonly outcome: 'not-saved'; readonly file: string; readonly detail: string }

interface Call<Input extends z.ZodType, Output> {
  readonly input: Input
  /** A type only, never set: main's answers are trusted, the window's questions are not. */
  readonly output?: Output
}

function call<Output>() {
  return <Input extends z.ZodType>(input: Input): Call<Input, Output> => ({ input })
}

/** Every question that the window may ask. */
export const calls = {
  'world.get': call<World>()(z.undefined()),
  /** From now on this product, and no other, is told with its containers; null: none is. */
  'product.follow': call<undefined>()(z.strictObject({ product: productRef.nullable() })),
  'environment.reconnect': call<Result<void, Problem>>()(z.strictObject({ environmentId })),
  'environment.add': call<Result<EnvironmentId, EnvironmentProblem>>()(environmentConfig),
  'environment.change': call<Result<void, EnvironmentProblem>>()(
    environmentConfig.extend({ environmentId }),
  ),
  /** What hangs on its host stays there. */
  'environment.remove': call<Result<void, EnvironmentProblem>>()(z.strictObject({ environmentId })),
  /** Those that are not named come after the others. */
  'environment.order': call<undefined>()(z.strictObject({ order: z.array(environmentId) })),
  /** Connects once; changes nothing. `environmentId`: whose key is meant by one that is kept. */
  'environment.test': call<Result<Reached, ConnectionProblem>>()(
    z.strictObject({ reach, environmentId: environmentId.nullable() }),
  ),
  /** What this machine's files and sockets tell of; nothing is connected to. */
  'environment.find': call<readonly FoundEnvironment[]>()(z.undefined()),
  /** These, in place of what there is; what leads to the same place stays as it is. */
  'environment.choose': call<Result<void, EnvironmentProblem>>()(
    z.strictObject({ chosen: z.array(environmentConfig).max(200) }),
  ),
  /** By name, those that this user's Docker has. */
  'environment.contexts': call<readonly string[]>()(z.undefined()),
  /** Asks the user; null: none was chosen. */
  'file.choose': call<string | null>()(z.strictObject({ what: fileChoice })),
  /** As at the beginning: what hung there is gone. */
  'demo.reset': call<Result<void, EnvironmentProblem>>()(z.undefined()),
  'maintenance.preview': call<Result<Preview, Problem>>()(
    z.strictObject({ product: productRef, to: operationMode }),
  ),
  /** Answers when the change has ended, one way or another; progress comes as announcements. */
  'maintenance.change': call<Result<Outcome, Problem>>()(
    z.strictObject({
      product: productRef,
      to: operationMode,
      reason: z.string().max(maximumReasonLength),
      /** The warnings that want it were shown and accepted. */
      acknowledged: z.boolean(),
    }),
  ),
  'maintenance.retry': call<Result<Outcome, Problem>>()(z.strictObject({ product: productRef })),
  'maintenance.cancel': call<Result<void, Problem>>()(z.strictObject({ product: productRef })),
  'maintenance.takeOver': call<Result<Outcome, Problem>>()(
    z.strictObject({ product: productRef, reason: z.string().max(maximumReasonLength) }),
  ),
  'history.list': call<HistoryPage>()(
    z.strictObject({
      filter: historyFilter,
      offset: z.int().min(0),
      limit: z.int().min(1).max(500),
    }),
  ),
  /** With its protocol; null when it is in the history no longer. */
  'history.change': call<RecordedChange | null>()(z.strictObject({ id: z.string().max(500) })),
  /** Asks the user where to; all that the filter lets through, with protocols. */
  'history.export': call<Saved>()(
    z.strictObject({ filter: historyFilter, format: z.enum(['json', 'csv']) }),
  ),
  /** Answers `product-not-found` only where nothing of the product is known. */
  'automation.get': call<Result<Automation, Problem>>()(z.strictObject({ product: productRef })),
  'automation.change': call<Result<void, Problem>>()(automationChange),
  'variable.change': call<Result<void, Problem>>()(variableChange),
  /** ReadyStackGo's `maintenance:` block, or a manifest that has one; changes nothing. */
  'automation.paste': call<PastedBlock>()(z.strictObject({ yaml: z.string().max(200_000) })),
  /** One check by a configuration that is not saved; changes nothing. */
  'observer.test': call<Reading>()(
    z.strictObject({ product: productRef, observer: observerConfig }),
  ),
  /** Checks at once; answers when that is done. `observer-not-found` where the product has none. */
  'observer.check': call<Result<void, Problem>>()(z.strictObject({ product: productRef })),
  /** The token itself is in this answer, and never again. */
  'token.create': call<{ readonly id: string; readonly token: string }>()(
    z.strictObject({ name: tokenName }),
  ),
  'token.revoke': call<undefined>()(z.strictObject({ id: z.string().max(100) })),
  /** In the user's browser; main knows the address. */
  'api.openDocs': call<{ readonly opened: boolean }>()(z.undefined()),
  /** What the page shows to be copied. */
  'clipboard.write': call<undefined>()(z.strictObject({ text: z.string().max(1000) })),
  'settings.change': call<undefined>()(settingsChange),
  'notice.dismiss': call<undefined>()(z.strictObject({ id: z.string().max(200) })),
}

export type CallName = keyof typeof calls
export type Input<Name extends CallName> = z.infer<(typeof calls)[Name]['input']>
export type Output<Name extends CallName> =
  (typeof calls)[Name] extends Call<z.ZodType, infer O> ? O : never

/** Forget one and it doesn't compile. */
export type Handlers = {
  readonly [Name in CallName]: (input: Input<Name>) => Promise<Output<Name>> | Output<Name>
}

/** What main tells the window: changes, not worlds. */
export type Announcement =
  | { readonly name: 'environment.changed'; readonly environment: Environment }
  | { readonly name: 'environment.removed'; readonly environmentId: EnvironmentId }
  | {
      readonly name: 'environments.arranged'
      readonly order: readonly EnvironmentId[]
      readonly areChosen: boolean
    }
  | { readonly name: 'product.changed'; readonly product: ProductSummary }
  /** The one that is followed, whole: at first, and when its containers are others. */
  | { readonly name: 'followed.told'; readonly product: ProductView }
  /** The same containers, of which some are otherwise. */
  | {
      readonly name: 'followed.changed'
      readonly product: FollowedShown
      readonly members: readonly Member[]
    }
  | { readonly name: 'product.removed'; readonly product: ProductRef }
  | {
      readonly name: 'unassigned.changed'
      readonly environmentId: EnvironmentId
      readonly containers: readonly Unassigned[]
    }
  | { readonly name: 'notices.changed'; readonly notices: readonly Notice[] }
  | { readonly name: 'settings.changed'; readonly settings: Settings }
  | { readonly name: 'history.changed'; readonly historyRevision: number }
  | { readonly name: 'api.changed'; readonly api: ApiStatus }
  | { readonly name: 'keyStore.changed'; readonly keyStore: KeyStore }
  /** Outside of the window someone asked for its page. */
  | { readonly name: 'product.chosen'; readonly product: ProductRef }

/** What is shown of a product beside its containers. */
type FollowedShown = Omit<ProductView, 'stacks'>

/** What the preload puts on the page's `window.tagout`. */
export interface Bridge {
  /** Rejects when the call is unknown or malformed: that is a bug of the caller. */
  call<Name extends CallName>(name: Name, input: Input<Name>): Promise<Output<Name>>
  /** Hears in order, and at once what was told at once. Yields the function that ends it. */
  listen(listener: (news: readonly Announcement[]) => void): () => void
}
