import { useEffect, useState } from 'react'
import type { Environment } from '../../../shared/environment'
import { sameReach } from '../../../shared/environment-config'
import type { FoundEnvironment, Reach } from '../../../shared/environment-config'
import type { EnvironmentProblem } from '../../../shared/problem'
import { answered } from './confirmation-store'
import type { Defect } from './confirmation-store'
import { useBridge, useWorld } from './context'
import type { ReachOutcome } from './reach-test'

/** One that can be ticked. */
export interface Offer {
  readonly found: FoundEnvironment
  /** It is among the environments: their connection says how it stands. */
  readonly environment: Environment | null
  /** Of one that is not; null: it is being tried. */
  readonly outcome: ReachOutcome | null
  readonly isTicked: boolean
}

/** Offered always, whatever is found. */
const demo: FoundEnvironment = { name: 'Demo', reach: { kind: 'demo' }, address: '' }

/** What is there already, what was found, and the demo; each place once. */
export function offeredFrom(
  environments: readonly Environment[],
  found: readonly FoundEnvironment[],
): readonly FoundEnvironment[] {
  const present = environments.map(({ name, address, reach }) => ({ name, address, reach }))
  const all = [...found, ...present, demo]
  return all.filter(
    ({ reach }, index) => all.findIndex((other) => sameReach(other.reach, reach)) === index,
  )
}

/**
 * What this machine tells of engines, and what the user ticks.
 *
 * @param isOpen they are seen: only then each is tried, in the background
 */
export function useFoundHere(isOpen: boolean) {
  const bridge = useBridge()
  const environments = useWorld((world) => world.environments)
  const [found, setFound] = useState<readonly FoundEnvironment[] | null>(null)
  const [outcomes, setOutcomes] = useState<ReadonlyMap<string, ReachOutcome>>(new Map())
  /** What the user has said, over what is ticked by itself. */
  const [ticks, setTicks] = useState<ReadonlyMap<string, boolean>>(new Map())
  const [pending, setPending] = useState(false)
  const [problem, setProblem] = useState<EnvironmentProblem | Defect | null>(null)

  useEffect(() => {
    void bridge.call('environment.find', undefined).then(setFound)
  }, [bridge])

  useEffect(() => {
    if (!isOpen || found === null) return
    for (const { reach } of found) {
      // The current one is there already: it is connected to anyway.
      if (reach.kind === 'current') continue
      void answered(() => bridge.call('environment.test', { reach, environmentId: null })).then(
        (outcome) => setOutcomes((before) => new Map(before).set(keyOf(reach), outcome)),
      )
    }
  }, [bridge, isOpen, found])

  const areTried = (found ?? []).every(
    ({ reach }) => reach.kind === 'current' || outcomes.has(keyOf(reach)),
  )
  const isOffline =
    areTried &&
    environments.every(({ connection }) => connection.state === 'offline') &&
    ![...outcomes.values()].some(({ ok }) => ok)
  const offers = offeredFrom(environments, found ?? []).map((each): Offer => {
    const environment = environments.find(({ reach }) => sameReach(reach, each.reach)) ?? null
    const key = keyOf(each.reach)
    return {
      found: each,
      environment,
      outcome: outcomes.get(key) ?? null,
      // With no engine at hand the demo is something to begin with.
      isTicked:
        ticks.get(key) ?? (environment !== null || (each.reach.kind === 'demo' && isOffline)),
    }
  })

  const choose = async (): Promise<void> => {
    setPending(true)
    setProblem(null)
    const chosen = offers
      .filter(({ isTicked }) => isTicked)
      .map(({ found: { reach, name } }) => ({
        // What its files call it at the moment is not what the user calls it.
        name: reach.kind === 'socket' ? name : null,
        reach,
      }))
    const result = await answered(() => bridge.call('environment.choose', { chosen }))
    setPending(false)
    if (!result.ok) setProblem(result.problem)
  }

  return {
    offers: found === null ? null : offers,
    /** Something was found that is not there yet. */
    hasNews: offers.some(
      ({ environment, found: { reach } }) => environment === null && reach.kind !== 'demo',
    ),
    tick: (reach: Reach, isTicked: boolean) =>
      setTicks((before) => new Map(before).set(keyOf(reach), isTicked)),
    choose,
    pending,
    problem,
  }
}

function keyOf(reach: Reach): string {
  return JSON.stringify(reach)
}
