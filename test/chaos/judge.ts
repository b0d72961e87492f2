import { differences } from '../support/inspections'
import type { Observed, Seen } from './look'
import { isUpBefore } from './product'
import type { Part } from './product'

/** What is wrong, a line each, and how much was looked at for it. */
export interface Verdict {
  readonly assertions: number
  readonly faults: readonly string[]
}

export interface Case {
  readonly parts: ReadonlyMap<string, Part>
  /** What the product was before maintenance. */
  readonly before: Seen
  /** What it was when the change was asked for. */
  readonly at: Seen
  readonly now: Seen
  /** How often the daemon came up since then; each time it starts what restart policies say. */
  readonly boots: number
  /** By name, what another party had its hands on. */
  readonly touched: ReadonlyMap<string, Touch>
}

/**
 * - `earlier`: before this change, which has to make it again what it was
 * - `meanwhile`: during this change, so that it may run or not, as that party had it
 */
export type Touch = 'earlier' | 'meanwhile'

const tagName = 'tagout.chaos'
const exitName = `${tagName}.exit`

/** The mode that was written down on the host last, and that a resumed Tagout has to reach. */
export function intentOn({ tags }: Pick<Seen, 'tags'>): 'Maintenance' | 'Normal' {
  return tags.includes(tagName) && !tags.includes(exitName) ? 'Maintenance' : 'Normal'
}

/** In maintenance: the tag hangs alone, nothing runs that should not, nothing comes back by itself. */
export function judgeDown(judged: Case): Verdict {
  const { parts, before, now } = judged
  return all([
    sameList('tags', [tagName], now.tags),
    sameNames(judged),
    ...[...parts].flatMap(([name, part]) => {
      const seen = now.containers[name]
      if (seen === undefined) return []
      return part.ignored === true
        ? [check(`${name} is left alone`, sameObserved(before.containers[name], seen), seen)]
        : [
            check(`${name} is down`, isDown(seen), seen),
            check(`${name} is held from restarting`, seen.policy === 'no:0', seen),
          ]
    }),
    ...startsWithin(judged, () => [0, 0]),
  ])
}

/** Out of maintenance: no tag, every container exactly as before, and what was down started once. */
export function judgeUp(judged: Case): Verdict {
  const { parts, before, at, now, touched } = judged
  const differing = differences(before.inspections, now.inspections).filter(
    (line) => !touched.has(line.split(/[.:]/)[0] ?? ''),
  )
  return all([
    sameList('tags', [], now.tags),
    sameNames(judged),
    {
      assertions: Object.keys(before.inspections).length,
      faults: differing.map((line) => `differs from before: ${line}`),
    },
    ...[...touched].flatMap(([name, touch]) => {
      const [was, seen] = [before.containers[name], now.containers[name]]
      if (was === undefined || seen === undefined) return []
      const isAsBefore = was.state === seen.state || (isDown(was) && isDown(seen))
      return [
        check(`${name} has its policy back`, was.policy === seen.policy, seen),
        ...(touch === 'earlier' ? [check(`${name} is ${was.state} again`, isAsBefore, seen)] : []),
      ]
    }),
    ...startsWithin(judged, (name) => {
      const [part, seen] = [parts.get(name), at.containers[name]]
      const isToStart = part !== undefined && isUpBefore(part) && part.ignored !== true
      return isToStart && seen !== undefined && isDown(seen) ? [1, 1] : [0, 0]
    }),
  ])
}

/**
 * How often each was started: as often as Tagout has cause to, at least and at most; and once more
 * for each time the daemon came up, for what may run at all.
 */
function startsWithin(
  { parts, at, now, boots, touched }: Case,
  expected: (name: string) => readonly [number, number],
): readonly Verdict[] {
  return [...parts].flatMap(([name, part]) => {
    if (touched.has(name)) return []
    const [caused, granted] = expected(name)
    // One that is paused right after its start may count that only when it goes on, to its stop.
    const uncounted = part.was === 'paused' ? 1 : 0
    const least = Math.max(0, caused - uncounted)
    const most = Math.max(granted, uncounted)
    const count = (now.starts[name] ?? 0) - (at.starts[name] ?? 0)
    const byDaemon = isUpBefore(part) ? boots : 0
    const isFine = count >= least && count <= most + byDaemon
    return [check(`${name} started ${least} to ${most + byDaemon} times`, isFine, count)]
  })
}

/** What another party took away or made is not for Tagout to answer for. */
function sameNames({ before, now, touched }: Case): Verdict {
  const untouched = (seen: Seen): string[] =>
    Object.keys(seen.containers)
      .filter((name) => !touched.has(name))
      .sort()
  return sameList('containers', untouched(before), untouched(now))
}

function isDown({ state }: Observed): boolean {
  return state === 'exited' || state === 'created' || state === 'dead'
}

function sameObserved(one: Observed | undefined, other: Observed): boolean {
  return one?.state === other.state && one.policy === other.policy
}

function sameList(what: string, wanted: readonly string[], found: readonly string[]): Verdict {
  return check(`${what} are ${JSON.stringify(wanted)}`, wanted.join() === found.join(), found)
}

function check(what: string, isSo: boolean, found: unknown): Verdict {
  return { assertions: 1, faults: isSo ? [] : [`not so: ${what}, but ${JSON.stringify(found)}`] }
}

function all(verdicts: readonly Verdict[]): Verdict {
  return {
    assertions: verdicts.reduce((sum, { assertions }) => sum + assertions, 0),
    faults: verdicts.flatMap(({ faults }) => faults),
  }
}
