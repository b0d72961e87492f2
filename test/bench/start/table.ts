import { median } from '../figures'
import type { Times } from './app'

/** Of each round. */
export interface Measured {
  readonly empty: readonly Times[]
  readonly tagout: readonly Times[]
}

const kinds = {
  warm: 'warm, with a profile that it has used before',
  first: 'for the first time, without a profile',
  cold: 'cold, the system having dropped its caches',
} as const

/**
 * What is counted: milliseconds from the spawn of the process to the paint, by Chromium's own clock,
 * of what is named. The window is there when it shows the overview's heading beside the navigation,
 * which is what the design means by first content; what stands in the page before its script runs
 * (the brand, and that it starts) is the first paint. Products are those that it knows from the last
 * time, or, at the first start of a profile, those that the engine has listed.
 */
const rows = [
  ['first paint', 'first-contentful-paint'],
  ['the window, in use', 'heading'],
  ['products', 'product'],
] as const

/** Medians, ranges, and ratios to the first contentful paint of the empty window. */
export function printed(how: keyof typeof kinds, { empty, tagout }: Measured): string {
  const bare = timesOf('first-contentful-paint', empty)
  const lines = [
    line('an empty window, painted', bare, null),
    ...rows.map(([what, name]) => {
      const times = timesOf(name, tagout)
      return line(`Tagout: ${what}`, times, median(times) / median(bare))
    }),
  ]
  const head = `Start, ${kinds[how]}: ms from the spawn, medians of ${empty.length} (least to most), taking turns`
  return [head, ...lines, 'Aim: the window, in use, within 1.30 x.'].join('\n')
}

function timesOf(name: string, all: readonly Times[]): readonly number[] {
  return all.map((times) => times[name] ?? Number.NaN)
}

function line(what: string, times: readonly number[], ratio: number | null): string {
  const range = `(${Math.round(Math.min(...times))} to ${Math.round(Math.max(...times))})`
  return [
    `  ${what.padEnd(32)}`,
    String(Math.round(median(times))).padStart(6),
    range.padStart(16),
    ratio === null ? '' : `${ratio.toFixed(2)} x`.padStart(9),
  ].join('')
}
