import type { Workload } from './workloads'
import { namesIn } from './workloads'
import type { Taken } from './tagout'

/** Milliseconds: Tagout's and, of the same containers in the same run, each rival's. */
export interface Figures {
  readonly workload: string
  /** Medians, of so many rounds. */
  readonly rounds: number
  readonly stop: Side
  readonly start: Side & { readonly fourAtOnce: number }
}

export interface Side {
  readonly tagout: number
  /** Of Tagout's own process. */
  readonly processor: number
  readonly docker: number
  /** Null where Compose is not installed. */
  readonly compose: number | null
  /** One container after the other, once. */
  readonly oneByOne: number
  /** What each took alone, added along the longest chain. */
  readonly criticalPath: number
  /** Of the single times. */
  readonly longest: number
}

/** What was measured of one direction: a figure for each round. */
export interface Measured {
  readonly tagout: Taken[]
  readonly docker: number[]
  readonly compose: number[]
}

export function sideOf(
  { tagout, docker, compose }: Measured,
  single: ReadonlyMap<string, number>,
  workload: Workload,
): Side {
  return {
    tagout: median(tagout.map(({ wall }) => wall)),
    processor: median(tagout.map(({ processor }) => processor)),
    docker: median(docker),
    compose: compose.length === 0 ? null : median(compose),
    oneByOne: [...single.values()].reduce((sum, each) => sum + each, 0),
    criticalPath: criticalPathOf(workload, single),
    longest: Math.max(0, ...single.values()),
  }
}

/** The longest way through the dependencies, each container weighing what it took alone. */
function criticalPathOf(workload: Workload, single: ReadonlyMap<string, number>): number {
  const names = namesIn(workload)
  const longest = new Map<string, number>()
  // Each blueprint stands behind those that it depends on.
  for (const [index, { service, dependsOn = {} }] of workload.blueprints.entries()) {
    const below = Object.keys(dependsOn).map((on) => longest.get(on) ?? 0)
    longest.set(service, Math.max(0, ...below) + (single.get(names[index] ?? '') ?? 0))
  }
  return Math.max(0, ...longest.values())
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other)
  const middle = Math.floor(sorted.length / 2)
  const upper = sorted[middle] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2
}

/** The targets of the design, each with its ratio: for a person to read. */
export function printed({ workload, rounds, stop, start }: Figures): string {
  return [
    `${workload}, medians of ${rounds}`,
    line('enter', stop, [
      [`${ratio(stop.tagout, stop.docker)} x docker stop`, stop.docker],
      [`${ratio(stop.tagout, stop.compose)} x compose stop`, stop.compose],
      ...chain(stop),
      [`${ratio(stop.oneByOne, stop.tagout)} x as fast as one by one`, stop.oneByOne],
    ]),
    line('exit ', start, [
      [`${ratio(start.docker, start.tagout)} x as fast as docker start`, start.docker],
      [`${ratio(start.tagout, start.fourAtOnce)} x four at once`, start.fourAtOnce],
      [`${ratio(start.compose, start.tagout)} x as fast as compose start`, start.compose],
      ...chain(start),
      [`${ratio(start.oneByOne, start.tagout)} x as fast as one by one`, start.oneByOne],
    ]),
  ].join('\n')
}

/** Without dependencies it is the longest of single times, and no aim. */
function chain({ tagout, criticalPath, longest }: Side): readonly (readonly [string, number])[] {
  return criticalPath > longest
    ? [[`${ratio(tagout, criticalPath)} x the critical path`, criticalPath]]
    : []
}

function line(
  what: string,
  { tagout, processor }: Side,
  rivals: readonly (readonly [string, number | null])[],
): string {
  return [
    `  ${what} ${seconds(tagout)}, ${seconds(processor)} of them Tagout's processor time`,
    ...rivals.map(([ratio, rival]) =>
      rival === null
        ? `    (not installed: ${ratio.slice(2)})`
        : `    ${ratio} (${seconds(rival)})`,
    ),
  ].join('\n')
}

function ratio(one: number | null, other: number | null): string {
  return one === null || other === null ? '-' : (one / other).toFixed(2)
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(2)} s`
}
