/** What can go well, and what a user or an engine can cause to go wrong. Bugs are thrown. */
export type Result<T, P> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: P }

export function ok(): Result<void, never>
export function ok<T>(value: T): Result<T, never>
export function ok<T>(value?: T): Result<T | undefined, never> {
  return { ok: true, value }
}

export function failed<P>(problem: P): Result<never, P> {
  return { ok: false, problem }
}

/** For the `default` of a switch over a union: a new member doesn't compile. */
export function unreachable(value: never): never {
  throw new Error(`Unreachable: ${JSON.stringify(value)}`)
}
