import { z } from 'zod'

const unitMilliseconds = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 } as const

const written = /^(\d{1,9})(ms|s|m|h)$/

/** As ReadyStackGo's manifest has it: `500ms`, `30s`, `5m`, `1h`. */
export const duration = z
  .string()
  .regex(written, 'a number with its unit: 500ms, 30s, 5m or 1h')
  .brand<'Duration'>()
export type Duration = z.infer<typeof duration>

export function millisecondsOf(of: Duration): number {
  const [, count = '0', unit = 's'] = written.exec(of) ?? []
  return Number(count) * unitMilliseconds[unit as keyof typeof unitMilliseconds]
}

/** A duration of at least and at most so long. */
export function durationBetween(least: string, most: string) {
  const [from, to] = [millisecondsOf(duration.parse(least)), millisecondsOf(duration.parse(most))]
  return duration.refine(
    (given) => millisecondsOf(given) >= from && millisecondsOf(given) <= to,
    `from ${least} to ${most}`,
  )
}
