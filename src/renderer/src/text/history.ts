import type {
  Attempt,
  CutOff,
  HistoryEntry,
  HistoryFilter,
  MaintenanceSpan,
  RecordedContainer,
} from '../../../shared/history'
import type { Action } from '../../../shared/plan'
import { unreachable } from '../../../shared/result'
import { count } from './count'
import { durationText, stepDurationText } from './duration'
import { timeText } from './time'
import { triggeredByText } from './words'
import type { Words } from './words'

export const kindText: Readonly<Record<NonNullable<HistoryFilter['kind']>, string>> = {
  change: 'Changes',
  takeover: 'Takeovers',
  drift: 'Drift',
}

/** What happened, in a word or two. */
export function entryTitle(entry: HistoryEntry): string {
  switch (entry.kind) {
    case 'change':
      if (entry.from === entry.to) return 'Stop drift again'
      return entry.to === 'Maintenance' ? 'Enter maintenance' : 'Exit maintenance'
    case 'takeover':
      return 'Take over'
    case 'drift':
      return 'Drift'
    default:
      return unreachable(entry)
  }
}

/** How it ended, or stands. */
export function entryWords(entry: HistoryEntry): Words {
  switch (entry.kind) {
    case 'change':
      return attemptWords(entry.state)
    case 'takeover':
      return { text: 'Taken over', tone: 'warn' }
    case 'drift':
      return entry.place === 'appeared'
        ? { text: 'Appeared in maintenance', tone: 'danger' }
        : { text: 'Started in maintenance', tone: 'danger' }
    default:
      return unreachable(entry)
  }
}

export function attemptWords(state: Attempt['state']): Words {
  switch (state) {
    case 'running':
      return { text: 'Under way', tone: 'accent' }
    case 'seen':
      return { text: 'Under way elsewhere', tone: 'accent' }
    case 'interrupted':
      return { text: 'Interrupted', tone: 'warn' }
    case 'changed':
      return { text: 'Completed', tone: 'ok' }
    case 'incomplete':
      return { text: 'Incomplete', tone: 'danger' }
    case 'found-done':
      return { text: 'Found completed', tone: 'ok' }
    case 'done-elsewhere':
      return { text: 'Completed elsewhere', tone: 'ok' }
    default:
      return unreachable(state)
  }
}

/** Why an attempt was made that nobody asked for. */
export const wentOnText: Readonly<Record<CutOff, string>> = {
  restart: 'Went on by itself when Tagout was there again.',
  'connection-lost': 'Went on by itself when the connection was back.',
}

/** What a state means that its word alone doesn't say; empty where it does. */
export function attemptMeaning(state: Attempt['state']): string {
  switch (state) {
    case 'interrupted':
      return 'Tagout ended in the middle of it. What it had done is not on record; what came after is.'
    case 'seen':
      return 'Another Tagout carries it out, and has its protocol.'
    case 'found-done':
      return 'It was completed when Tagout looked again; no protocol says by whom.'
    case 'done-elsewhere':
      return 'Another Tagout completed it, and has its protocol.'
    case 'running':
    case 'changed':
    case 'incomplete':
      return ''
    default:
      return unreachable(state)
  }
}

/** `3 containers, 1 failed, 1 killed`; empty where there is no protocol. */
export function sumsText(entry: HistoryEntry): string {
  if (entry.kind !== 'change' || entry.containers === 0) return ''
  const { containers, failed, killed } = entry
  return [
    count(containers, 'container'),
    failed === 0 ? '' : `${failed} failed`,
    killed === 0 ? '' : `${killed} killed`,
  ]
    .filter((part) => part !== '')
    .join(', ')
}

const resultText: Readonly<Record<string, Words>> = {
  stopped: { text: 'Stopped', tone: 'ok' },
  started: { text: 'Started', tone: 'ok' },
  paused: { text: 'Paused, as before', tone: 'ok' },
  'policy-only': { text: 'Restart policy set', tone: 'ok' },
  gone: { text: 'Gone', tone: 'warn' },
  failed: { text: 'Failed', tone: 'danger' },
  'not-begun': { text: 'Not begun', tone: 'neutral' },
}

/** What became of one container; a newer Tagout may have known more words. */
export function recordedResultWords({ result, killed }: RecordedContainer): Words {
  if (killed) return { text: 'Killed', tone: 'warn' }
  return resultText[result] ?? { text: result, tone: 'neutral' }
}

const actionText: Readonly<Record<Action['type'], string>> = {
  hold: 'held from restarting',
  stop: 'stop',
  release: 'restart policy put back',
  start: 'start',
  pause: 'pause',
  await: 'wait until ready',
  'scale-down': 'scale to no task',
  constrain: 'constrain to no node',
  'scale-up': 'scale back',
  unconstrain: 'constraints put back',
}

/** `stop 1.5 s, held from restarting 0.0 s`; with what a step did not come to. */
export function stepsText(steps: RecordedContainer['steps']): string {
  const known: Readonly<Record<string, string>> = actionText
  return steps
    .map(({ action, state, tookMs }) => {
      const time = tookMs === null ? '' : ` ${stepDurationText(tookMs)}`
      const what = `${known[action] ?? action}${time}`
      return state === 'done' ? what : `${what} (${state === 'failed' ? 'failed' : 'not begun'})`
    })
    .join(', ')
}

/** `Manual, by ada@desk, Nov 22, 8:00 PM, for 2 h: Patch night`. */
export function spanText(span: MaintenanceSpan, until: string): string {
  const { source, by, reason, from, to } = span
  const lasted = durationText(Date.parse(to ?? until) - Date.parse(from))
  const how =
    to === null
      ? `since ${timeText(from)}, for ${lasted} so far`
      : `${timeText(from)}, for ${lasted}`
  return `${triggeredByText(source, by)}, ${how}${reason === '' ? '' : `: ${reason}`}`
}

/** `Page 2 of 5`; empty where there is one. */
export function pageText(page: number, pages: number): string {
  return pages < 2 ? '' : `Page ${page} of ${pages}`
}

export function unreadableText(unreadable: number): string {
  return `${count(unreadable, 'line')} of the history can’t be read by this version of Tagout, because ${
    unreadable === 1 ? 'it is' : 'they are'
  } damaged or newer. They are kept.`
}
