import { LineCounter, parseAllDocuments } from 'yaml'
import type { Document } from 'yaml'
import type { z } from 'zod'
import type { PastedBlock } from '../../shared/automation'
import { observerConfig } from '../../shared/observer'
import { setterConfig } from '../../shared/setter'
import { wordsOf } from './block-faults'
import type { Fault, Words } from './block-faults'
import { placeOf, valueAt } from './block-place'
import type { Path } from './block-place'
import { startOf } from './block-start'

/** Characters; a product's whole manifest is a fraction of it. */
const longest = 1024 * 1024

/**
 * ReadyStackGo's `maintenance:` block: itself, its two keys alone, or within a product's manifest,
 * where `maintenanceObserver:` is its older form. Each fault with where it is.
 */
export function pasted(text: string): PastedBlock {
  if (text.trim() === '') return faulty('There is nothing in it.')
  if (text.length > longest) return faulty('It is longer than 1 MiB.')
  const lines = new LineCounter()
  const parsed = parseAllDocuments(text, { lineCounter: lines, prettyErrors: false })
  const documents: readonly Document.Parsed[] = 'empty' in parsed ? [] : parsed
  const [document, second] = documents
  if (document === undefined) return faulty('There is nothing in it.')
  const errors = document.errors.map(({ message, pos: [at] }) => ({
    path: '',
    line: lines.linePos(at).line,
    message,
  }))
  if (errors.length > 0) return { ok: false, faults: errors }
  if (second !== undefined) {
    return faulty(
      'There are several documents in it: paste one.',
      lines.linePos(second.range[0]).line,
    )
  }
  let content: unknown
  try {
    // Few aliases are enough for people; many make of a short text an endless one.
    content = document.toJS({ maxAliasCount: 50 })
  } catch (cause) {
    const { message } = cause instanceof Error ? cause : { message: '' }
    if (message.startsWith('Unresolved alias')) return faulty(message)
    return faulty('There are too many aliases (*name) in it.')
  }
  return blockOf(content, (path) => {
    const at = startOf(document, path)
    return at === null ? null : lines.linePos(at).line
  })
}

type LineOf = (path: Path) => number | null

function blockOf(content: unknown, lineOf: LineOf): PastedBlock {
  const place = placeOf(content)
  if ('message' in place) return { ok: false, faults: [faultAt(place, [], lineOf)] }
  const observer = partOf('observer', observerConfig)
  const setter = partOf('setter', setterConfig)
  const faults = [...observer.faults, ...setter.faults]
  if (faults.length > 0) return { ok: false, faults }
  return { ok: true, observer: observer.value, setter: setter.value }

  function partOf<T>(
    name: 'observer' | 'setter',
    schema: z.ZodType<T>,
  ): { readonly value: T | null; readonly faults: readonly Fault[] } {
    const at = 'message' in place ? null : place[name]
    const given = at === null ? null : valueAt(content, at)
    if (at === null || given === null || given === undefined) return { value: null, faults: [] }
    const read = schema.safeParse(given)
    if (read.success) return { value: read.data, faults: [] }
    const faults = read.error.issues
      .flatMap(wordsOf)
      .map(({ path, message }) => faultAt({ path: [name, ...path], message }, at, lineOf))
    return { value: null, faults }
  }
}

/** @param at where the part is that the path begins with */
function faultAt({ path, message }: Words, at: Path, lineOf: LineOf): Fault {
  const whole = at.length === 0 ? path : [...at, ...path.slice(1)]
  return { path: path.map(String).join('.'), line: lineOf(whole), message }
}

function faulty(message: string, line: number | null = null): PastedBlock {
  return { ok: false, faults: [{ path: '', line, message }] }
}
