import { z } from 'zod'

/** `{"type":["container"]}`, or as older clients write it, `{"type":{"container":true}}`. */
const filters = z.record(
  z.string(),
  z.union([
    z.array(z.string()),
    z.record(z.string(), z.boolean()).transform((given) => Object.keys(given)),
  ]),
)
export type Filters = Readonly<Record<string, readonly string[]>>

/** null: it is none, or has one that isn't known. */
export function filtersIn(query: URLSearchParams, known: readonly string[]): Filters | null {
  const text = query.get('filters') ?? ''
  if (text === '') return {}
  try {
    const parsed = filters.safeParse(JSON.parse(text))
    if (!parsed.success) return null
    return Object.keys(parsed.data).every((name) => known.includes(name)) ? parsed.data : null
  } catch {
    return null
  }
}

export function accepts(filters: Filters, name: string, isSo: (value: string) => boolean): boolean {
  const values = filters[name] ?? []
  return values.length === 0 || values.some(isSo)
}
