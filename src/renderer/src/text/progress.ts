import type { ContainerProgress } from '../../../shared/progress'
import type { Tone } from './words'
import { unreachable } from '../../../shared/result'

/** The state of one container in a change, in a word. */
export function progressWords(row: ContainerProgress): { text: string; tone: Tone } {
  switch (row.state) {
    case 'waiting':
      return { text: 'Waiting', tone: 'neutral' }
    case 'running':
      return { text: runningWord(row.action), tone: 'accent' }
    case 'done':
      return row.killed
        ? { text: 'Killed', tone: 'warn' }
        : { text: doneWord(row.action), tone: 'ok' }
    case 'failed':
      return { text: row.action === 'await' ? 'Not ready' : 'Failed', tone: 'danger' }
    case 'not-begun':
      return { text: 'Not begun', tone: 'neutral' }
    default:
      return unreachable(row.state)
  }
}

function runningWord(action: ContainerProgress['action']): string {
  switch (action) {
    case 'hold':
      return 'Holding'
    case 'stop':
      return 'Stopping'
    case 'release':
      return 'Releasing'
    case 'start':
      return 'Starting'
    case 'pause':
      return 'Pausing'
    case 'await':
      return 'Getting ready'
    case 'scale-down':
    case 'constrain':
      return 'Scaling down'
    case 'scale-up':
    case 'unconstrain':
      return 'Scaling up'
    default:
      return unreachable(action)
  }
}

function doneWord(action: ContainerProgress['action']): string {
  switch (action) {
    case 'hold':
      return 'Held'
    case 'stop':
      return 'Stopped'
    case 'release':
      return 'Released'
    case 'start':
      return 'Started'
    case 'pause':
      return 'Paused'
    case 'await':
      return 'Ready'
    case 'scale-down':
    case 'constrain':
      return 'Scaled to no task'
    case 'scale-up':
    case 'unconstrain':
      return 'Scaled back'
    default:
      return unreachable(action)
  }
}

/** What a screen reader is told: a change of every quarter, not of every container. */
export function quarterText(done: number, total: number): string {
  if (total === 0 || done === 0) return ''
  const quarter = Math.floor((done * 4) / total)
  if (quarter === 0) return ''
  const reached = Math.ceil((quarter * total) / 4)
  return `${reached} of ${total} containers done`
}
