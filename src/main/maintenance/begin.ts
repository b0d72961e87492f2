import type { Outcome } from '../../shared/change'
import type { ProductRef } from '../../shared/ids'
import { operationModeOf } from '../../shared/maintenance'
import type {
  Maintenance,
  Mark,
  OperationMode,
  Source,
  Tag,
  Trigger,
} from '../../shared/maintenance'
import type { EngineProblem, Problem } from '../../shared/problem'
import { failed, ok } from '../../shared/result'
import type { Result } from '../../shared/result'
import { keepCopy } from './copy'
import { decide } from './decide'
import { previewOf } from './preview'
import type { Host, Identity, Observation, Setter, TagCopies } from './ports'
import { snapshotOf } from './snapshot'
import { isUnreadable, stateOf } from './state'

export interface ChangeRequest {
  readonly to: OperationMode
  readonly source: Source
  /** Empty when none is given. */
  readonly reason: string
  /** The warnings that want it were shown and accepted. */
  readonly acknowledged: boolean
  /** Beside `user@machine`, by what it came: `API: nightly`. */
  readonly via?: string
}

/** What follows from a request: it is answered already, or the commitment hangs on the host. */
export type Begun =
  | { readonly kind: 'answered'; readonly outcome: Outcome }
  /** With the tag as it hangs, marked or not. */
  | { readonly kind: 'committed'; readonly tag: Tag }
  /** On its way in that direction already. */
  | { readonly kind: 'under-way' }

export interface BeginPorts {
  readonly host: Host
  readonly copies: TagCopies
  readonly identity: Identity
  readonly setter: Setter | null
  /** ISO 8601, UTC. */
  readonly at: string
}

/**
 * Decides, and writes the intent down on the host before anything is touched. Whoever hangs the
 * tag or the mark first has it: the slower one's request is answered as already so.
 */
export async function begin(
  product: ProductRef,
  observation: Observation,
  request: ChangeRequest,
  ports: BeginPorts,
): Promise<Result<Begun, Problem>> {
  const { source, reason, to, via } = request
  const by = via === undefined ? ports.identity.by : `${ports.identity.by} (${via})`
  const trigger = { source, reason, by, at: ports.at }
  const state = stateOf(observation.tag, observation.members)
  const type = to === 'Maintenance' ? 'enter' : 'exit'
  const decision = decide(state, { type, trigger })
  if (decision.kind === 'refused') return failed(decision.problem)
  if (decision.kind === 'no-op') {
    const isUnderWay = state.mode === (type === 'enter' ? 'Entering' : 'Exiting')
    return ok(isUnderWay ? { kind: 'under-way' } : answered(state))
  }
  const { tag } = observation
  if (type === 'exit' && tag !== null && !isUnreadable(tag)) {
    return beginExit(product, tag, trigger, ports)
  }
  const allowed = mayEnter(observation, request.acknowledged)
  return allowed.ok ? beginEnter(product, observation, trigger, ports) : allowed
}

async function beginEnter(
  product: ProductRef,
  { product: { id, name, version }, members }: Observation,
  trigger: Trigger,
  { host, copies, identity, setter }: BeginPorts,
): Promise<Result<Begun, Problem>> {
  const claim = identity.newClaim()
  const hung = await host.tags.hang({
    ...quietFor(trigger, setter, setter?.gracePeriodMs),
    productDeploymentId: id,
    productName: name,
    productVersion: version,
    claim,
    trigger,
    snapshot: snapshotOf(members),
    hungAt: null,
  })
  if (!hung.ok) return unanswered(hung.problem)
  const tag = hung.value
  if (isUnreadable(tag)) {
    return failed({ code: 'tag-unreadable', volume: tag.volume, detail: tag.detail })
  }
  keepCopy(copies, product, tag, false)
  return ok(tag.claim === claim ? { kind: 'committed', tag } : answered(stateOf(tag, members)))
}

async function beginExit(
  product: ProductRef,
  tag: Tag,
  trigger: Trigger,
  { host, copies, identity, setter }: BeginPorts,
): Promise<Result<Begun, Problem>> {
  const claim = identity.newClaim()
  const hung = await host.tags.mark('exit', product.productDeploymentId, {
    ...quietFor(trigger, setter),
    claim,
    of: tag.claim,
    trigger,
    hungAt: null,
  })
  if (!hung.ok) return unanswered(hung.problem)
  const mark = hung.value
  if ('detail' in mark) {
    return failed({ code: 'tag-unreadable', volume: mark.volume, detail: mark.detail })
  }
  if (trigger.source === 'Observer' && mark.claim === claim) {
    const given = await givenUpTo(product, mark, host.tags)
    if (!given.ok) return given
    if (given.value !== null) return ok(answered(stateOf(given.value, [])))
  }
  const marked = { ...tag, exit: mark }
  keepCopy(copies, product, marked, false)
  return ok(
    mark.claim === claim
      ? { kind: 'committed', tag: marked }
      : answered(stateOf({ ...tag, exit: mark }, [])),
  )
}

/** Where the answer was lost on its way, it hangs perhaps, and then goes on when the host is back. */
function unanswered(problem: EngineProblem): Result<never, Problem> {
  return failed(problem.code === 'engine-unreachable' ? { code: 'went-offline' } : problem)
}

/** So that no other Tagout takes it for one that was left: telling, and the grace period after it. */
function quietFor(
  { source }: Trigger,
  setter: Setter | null,
  gracePeriodMs = 0,
): Pick<Mark, 'quietSeconds'> {
  if (source !== 'Manual' || setter === null) return {}
  return { quietSeconds: Math.ceil((setter.longestMs + gracePeriodMs) / 1000) }
}

/**
 * Whoever took it over at the same moment, elsewhere, has it: then the observer's exit is taken back
 * before anything is done about it, and the tag is yielded as it hangs now.
 */
async function givenUpTo(
  { productDeploymentId }: ProductRef,
  { claim }: Mark,
  tags: Host['tags'],
): Promise<Result<Tag | null, Problem>> {
  const hanging = await tags.read(productDeploymentId)
  if (!hanging.ok) return hanging
  const now = hanging.value
  if (now === null || isUnreadable(now) || now.takeover === null) return ok(null)
  const takenBack = await tags.takeBack('exit', productDeploymentId, claim)
  return takenBack.ok ? ok({ ...now, exit: null }) : takenBack
}

/** What has to be settled with the user before anything hangs. */
function mayEnter(observation: Observation, acknowledged: boolean): Result<undefined, Problem> {
  const tasks = observation.members.filter(
    ({ swarm, role }) => swarm?.kind === 'task' && role !== 'ignored',
  )
  if (tasks.length > 0) {
    const services = [...new Set(tasks.map(({ service }) => service))]
    return failed({ code: 'swarm-manager-needed', services })
  }
  const { warnings } = previewOf(observation, 'Maintenance')
  const containers = warnings
    .filter(({ code }) => code === 'removed-on-stop')
    .map(({ name }) => name)
  return containers.length > 0 && !acknowledged
    ? failed({ code: 'acknowledgement-needed', containers })
    : ok(undefined)
}

function answered(state: Maintenance): Begun {
  return { kind: 'answered', outcome: alreadySo(state) }
}

/** Asking for the mode that it is already in, or on its way to, is a success. */
export function alreadySo(state: Maintenance): Outcome {
  const mode = operationModeOf(state)
  return {
    result: 'already',
    previousMode: mode,
    newMode: mode,
    triggerSource: 'trigger' in state ? state.trigger.source : null,
    telling: null,
    containers: [],
    problem: null,
  }
}
