import type { DriftStart } from '../maintenance/drift'

/** What a notification says. */
export interface NoticeText {
  readonly title: string
  readonly body: string
}

/** `Shop: web runs again`, and what becomes of it. */
export function driftNotice(
  productName: string,
  drift: readonly DriftStart[],
  isStoppedAgain: boolean,
): NoticeText {
  const [known, appeared] = [
    drift.filter(({ kind }) => kind === 'in-snapshot'),
    drift.filter(({ kind }) => kind === 'appeared'),
  ]
  const what = [
    ...(known.length === 0 ? [] : [`${named(known)} again`]),
    ...(appeared.length === 0 ? [] : [`${named(appeared)}, which did not exist before`]),
  ]
  return {
    title: `${productName}: ${what.join('; ')}`,
    body: `… although the product is in maintenance. ${isStoppedAgain ? 'Tagout stops it again.' : 'Click to look at it and to stop it again.'}`,
  }
}

function named(drift: readonly DriftStart[]): string {
  const [first, second] = drift
  if (first !== undefined && second === undefined) return `${first.name} runs`
  if (first !== undefined && second !== undefined && drift.length === 2) {
    return `${first.name} and ${second.name} run`
  }
  return `${drift.length} containers run`
}
