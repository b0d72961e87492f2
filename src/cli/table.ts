import { plainText } from '../shared/plain-text'

/** Columns as wide as what stands in them, under their names. */
export function table(
  names: readonly string[],
  rows: readonly (readonly string[])[],
): readonly string[] {
  const lines = [names, ...rows].map((row) => row.map(plainText))
  const widths = names.map((_, at) => Math.max(...lines.map((row) => row[at]?.length ?? 0)))
  return lines.map((row) =>
    row
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd(),
  )
}
