import type { Words } from './block-faults'

export type Path = readonly PropertyKey[]

/** Where the block's two parts are, from the top; null: there is none. */
export interface Place {
  readonly observer: Path | null
  readonly setter: Path | null
}

const older = 'maintenanceObserver'
const unsupported = 'is not supported: there are observer and setter'

/** Looks for the block in what may be a whole manifest, whose other keys don't matter. */
export function placeOf(content: unknown): Place | Words {
  const top = keysOf(content)
  if (top.includes('maintenance')) return within(content, top)
  if (top.includes(older)) return { observer: [older], setter: null }
  if (!top.includes('observer') && !top.includes('setter')) {
    return { path: [], message: 'There is neither maintenance: nor observer: nor setter: in it.' }
  }
  const other = otherOf(top)
  if (other !== undefined) return { path: [other], message: unsupported }
  return {
    observer: top.includes('observer') ? ['observer'] : null,
    setter: top.includes('setter') ? ['setter'] : null,
  }
}

function within(content: unknown, top: readonly string[]): Place | Words {
  const keys = keysOf(valueAt(content, ['maintenance']))
  if (keys.length === 0) {
    return { path: ['maintenance'], message: 'has to hold observer: or setter:' }
  }
  const other = otherOf(keys)
  if (other !== undefined) return { path: ['maintenance', other], message: unsupported }
  const hasOlder = top.includes(older)
  if (hasOlder && keys.includes('observer')) {
    return { path: [older], message: 'is a second observer, beside maintenance.observer: keep one' }
  }
  const olderPath = hasOlder ? [older] : null
  return {
    observer: keys.includes('observer') ? ['maintenance', 'observer'] : olderPath,
    setter: keys.includes('setter') ? ['maintenance', 'setter'] : null,
  }
}

export function valueAt(content: unknown, path: Path): unknown {
  return path.reduce<unknown>((value, key) => {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined
    return (value as Readonly<Record<PropertyKey, unknown>>)[key]
  }, content)
}

function keysOf(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return []
  return Object.keys(value)
}

function otherOf(keys: readonly string[]): string | undefined {
  return keys.find((key) => key !== 'observer' && key !== 'setter')
}
