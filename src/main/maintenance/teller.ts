import type { ProductRef } from '../../shared/ids'
import type { Tag } from '../../shared/maintenance'
import type { Telling } from '../../shared/setter'
import { answerOf } from './answer-of'
import type { Cancellation } from './cancellation'
import type { Seen } from './look'
import type { Moves } from './moves'
import type { Clock, Message, Setter, TagCopies, Told } from './ports'
import { stateOf } from './state'
import { tellingDue } from './telling-due'

/** Tells the product in one run. What was told is written down, so that a restart goes on from there. */
interface Teller {
  /**
   * Tells, or waits for the grace period, where that is due. Yields whether it did, so that what was
   * seen is old; a wait ends early when something moves, and is due again then. Nothing that fails
   * is in the way.
   */
  catchUp(seen: Seen): Promise<boolean>
  /** The run has ended. */
  close(): void
}

interface TellerPorts {
  readonly copies: TagCopies
  readonly clock: Clock
  readonly setter: Setter | null
  readonly cancellation: Cancellation
  readonly moves: Moves
  readonly show: (telling: Telling) => void
}

export function createTeller(product: ProductRef, ports: TellerPorts): Teller {
  const { copies, clock, setter, cancellation, moves, show } = ports
  let told: Told | null = copies.get(product)?.told ?? null
  let isShown = false
  let grace: { readonly over: Promise<void>; readonly stop: () => void } | null = null

  /** The copy may be of an earlier tag, or none may be there: this tag's is kept then. */
  function keep(tag: Tag, next: Told): void {
    told = next
    const copy = copies.get(product)
    const kept = copy?.tag.claim === tag.claim ? copy : { product, tag, cancelled: false }
    copies.put({ ...kept, told })
    show(next.telling)
  }

  async function catchUp(seen: Seen): Promise<boolean> {
    const { tag, observation } = seen
    showKnown(seen)
    const due = tellingDue(tag, observation.members, told, clock.now())
    // An entering that was cancelled stops nothing, so that nobody has to be told; an exit that was
    // is restored all the same.
    const isCalledOff = tag.exit === null && cancellation.isThere()
    switch (due.kind) {
      case 'nothing':
        return false
      case 'tell':
        if (setter === null || isCalledOff) return false
        await tell(due.message, seen, setter)
        return true
      case 'wait':
        if (isCalledOff) return false
        await wait(due.milliseconds)
        return true
      case 'over':
        if (told !== null) keep(tag, { ...told, telling: over(told.telling) })
        return false
    }
  }

  /** Of what is over with the entering, drift that is stopped again is not to be told. */
  function showKnown({ tag, observation: { members } }: Seen): void {
    if (isShown) return
    isShown = true
    const isOfIt = told?.change === (tag.exit ?? tag).claim
    if (isOfIt && told !== null && stateOf(tag, members).mode !== 'Maintenance') show(told.telling)
  }

  async function tell(message: Message, { host, tag }: Seen, setter: Setter): Promise<void> {
    const { to, attempts, gracePeriodMs } = setter
    const begun = { says: message.says, to, attempts, until: null } as const
    let telling: Telling = { ...begun, state: 'telling', attempt: 1, problem: null }
    const kept = { change: message.id, gracePeriodMs }
    keep(tag, { ...kept, telling })
    const result = await answerOf(setter, message, {
      ...ports,
      attempting: (attempt, problem) => {
        telling = { ...telling, attempt, problem }
        show(telling)
      },
      isReplaced: async () => {
        const hangs = await host.tags.stillHangs(
          tag.productDeploymentId,
          tag.claim,
          tag.exit?.claim ?? null,
        )
        return hangs.ok && !hangs.value
      },
    })
    if (result === null) {
      telling = { ...telling, state: 'failed', problem: null }
      // Of an entering it is told again when that goes on; an exit ends without.
      if (tag.exit === null) show(telling)
      else keep(tag, { ...kept, telling })
    } else if (!result.ok) {
      keep(tag, { ...kept, telling: { ...telling, state: 'failed', problem: result.problem } })
    } else if (message.says === 'normal' || gracePeriodMs === 0) {
      keep(tag, { ...kept, telling: over(telling) })
    } else {
      const until = new Date(clock.now() + gracePeriodMs).toISOString()
      keep(tag, { ...kept, telling: { ...telling, state: 'waiting', until, problem: null } })
    }
  }

  /** However often something moves meanwhile, one grace period passes in all. */
  async function wait(milliseconds: number): Promise<void> {
    grace ??= startGrace(milliseconds)
    let leave: () => void = () => undefined
    const moved = new Promise<void>((resolve) => {
      leave = moves.upon(resolve)
    })
    const isOver = await Promise.race([
      grace.over.then(() => true),
      Promise.race([moved, cancellation.came]).then(() => false),
    ])
    leave()
    if (isOver && told !== null) told = { ...told, telling: { ...told.telling, until: null } }
  }

  function startGrace(milliseconds: number): NonNullable<typeof grace> {
    let stop: () => void = () => undefined
    const over = new Promise<void>((resolve) => {
      stop = clock.after(milliseconds, resolve)
    })
    return { over, stop }
  }

  return {
    catchUp,
    close: () => grace?.stop(),
  }
}

/** The grace period is, or there is none. */
function over(telling: Telling): Telling {
  return { ...telling, state: 'told', until: null, problem: null }
}

/** As it stays when nobody goes on with it. */
export function left(telling: Telling | null): Telling | null {
  if (telling?.state === 'waiting') return over(telling)
  return telling?.state === 'telling' ? { ...telling, state: 'failed', problem: null } : telling
}
