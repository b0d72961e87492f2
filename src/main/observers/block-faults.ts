import { z } from 'zod'
import type { PastedBlock } from '../../shared/automation'

export type Fault = Extract<PastedBlock, { ok: false }>['faults'][number]

export interface Words {
  readonly path: readonly PropertyKey[]
  readonly message: string
}

const kinds: Readonly<Record<string, string>> = {
  string: 'a text',
  int: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  object: 'a group of fields',
  record: 'a group of fields',
}

/** What a union is told apart by: its values. */
const discriminated = z.object({ options: z.array(z.string()) })

/** What a schema has against a part of a block, in words for who wrote it. */
export function wordsOf(issue: z.core.$ZodIssue): readonly Words[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path: [...issue.path, key],
      message: 'is no field that Tagout knows here',
    }))
  }
  return [{ path: issue.path, message: messageOf(issue) }]
}

function messageOf(issue: z.core.$ZodIssue): string {
  if (isMissing(issue)) return 'is missing'
  if (issue.code === 'invalid_type') return `has to be ${kinds[issue.expected] ?? issue.expected}`
  if (issue.code === 'invalid_value') return oneOf(issue.values.map(String))
  if (issue.code !== 'invalid_union') return issue.message
  const known = discriminated.safeParse(issue)
  if (known.success) return oneOf(known.data.options)
  const isThere = issue.errors.length === 0 || !issue.errors.flat().every(isMissing)
  return isThere ? 'has to be a text or a number' : 'is missing'
}

function oneOf(options: readonly string[]): string {
  return `has to be one of ${options.join(', ')}`
}

function isMissing({ code, message }: z.core.$ZodIssue): boolean {
  return code === 'invalid_type' && message.endsWith('received undefined')
}
