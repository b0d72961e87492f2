import type { z } from 'zod'

/** What is asked for where a field has to be filled in. */
const wanted: Readonly<Record<string, string>> = {
  url: 'Enter the address.',
  path: 'Enter the path of the file.',
  connectionString: 'Enter the connection string.',
  connectionName: 'Enter the name of the variable.',
  query: 'Enter the query.',
  propertyName: 'Enter the name of the property.',
  maintenanceValue: 'Enter the value that means maintenance.',
}

/** What a field takes, where one sentence says it for every fault. */
const shapes: Readonly<Record<string, string>> = {
  pollingInterval: 'Enter a number with its unit, from 1s to 24h: 30s, 5m or 1h.',
  timeout: 'Enter a number with its unit, from 100ms to 5m: 500ms, 10s or 1m.',
  gracePeriod: 'Enter a number with its unit, from 0s to 24h: 15s, 5m or 1h.',
  retries: 'Enter a whole number from 0 to 10.',
  connectionName: 'Enter the name of the variable.',
  normalValue: 'Enter another value than the one that means maintenance.',
}

/** A fault at a field of the form, and what to do; null: nothing was entered. */
export function faultText(field: string, issue: z.core.$ZodIssue | null): string {
  if (issue?.code === 'too_big' && issue.origin === 'string') {
    return `Enter at most ${issue.maximum} characters.`
  }
  const shape = shapes[field]
  if (shape !== undefined) return shape
  const missing: readonly string[] = ['invalid_type', 'invalid_union', 'too_small']
  const isMissing = issue === null || missing.includes(issue.code)
  if (isMissing || field === 'connectionString') return wanted[field] ?? 'Fill this in.'
  if (issue.code === 'invalid_key') {
    return 'Enter the name of an HTTP header: letters, digits and -, without blanks.'
  }
  return `It ${issue.message}.`
}
