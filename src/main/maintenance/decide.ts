import type { Maintenance, Source, Trigger } from '../../shared/maintenance'
import type { RequestProblem } from '../../shared/problem'
import { unreachable } from '../../shared/result'

export type Command =
  | { readonly type: 'enter'; readonly trigger: Trigger }
  | { readonly type: 'exit'; readonly trigger: Trigger }
  | { readonly type: 'takeover'; readonly trigger: Trigger }

export type Decision =
  | { readonly kind: 'go'; readonly next: Maintenance }
  | { readonly kind: 'no-op' }
  | { readonly kind: 'refused'; readonly problem: RequestProblem }

/** The maintenance rules, all of them, and nothing else: no clock, no Docker, no disk. */
export function decide(state: Maintenance, command: Command): Decision {
  if (state.mode === 'Unreadable') {
    return refused({ code: 'tag-unreadable', volume: state.volume, detail: state.detail })
  }
  switch (command.type) {
    case 'enter':
      return enter(state, command.trigger)
    case 'exit':
      return exit(state, command.trigger)
    case 'takeover':
      return takeover(state, command.trigger)
    default:
      return unreachable(command)
  }
}

type Readable = Exclude<Maintenance, { mode: 'Unreadable' }>

function enter(state: Readable, trigger: Trigger): Decision {
  switch (state.mode) {
    case 'Normal':
      return go({ mode: 'Entering', trigger, takenOverFrom: null })
    case 'Entering':
    case 'Maintenance':
      return noOp
    case 'Exiting':
      return refused({ code: 'transition-in-progress' })
    default:
      return unreachable(state)
  }
}

function exit(state: Readable, exit: Trigger): Decision {
  switch (state.mode) {
    case 'Normal':
    case 'Exiting':
      return noOp
    case 'Entering':
    case 'Maintenance':
      return mayEnd(state.trigger.source, exit.source, () =>
        go({ ...state, mode: 'Exiting', exit }),
      )
    default:
      return unreachable(state)
  }
}

/** Whoever activated maintenance controls when it ends. */
function mayEnd(owner: Source, asking: Source, then: () => Decision): Decision {
  if (owner === asking) return then()
  return owner === 'Manual' ? noOp : refused({ code: 'owned-by-observer' })
}

/** Also while it enters: an observer's entering that is stuck could not be ended otherwise. */
function takeover(state: Readable, trigger: Trigger): Decision {
  switch (state.mode) {
    case 'Normal':
      return refused({ code: 'not-in-maintenance' })
    case 'Exiting':
      return refused({ code: 'transition-in-progress' })
    case 'Entering':
    case 'Maintenance':
      return state.trigger.source === 'Manual' || trigger.source === 'Observer'
        ? noOp
        : go({ ...state, trigger, takenOverFrom: state.trigger })
    default:
      return unreachable(state)
  }
}

const noOp: Decision = { kind: 'no-op' }

function go(next: Maintenance): Decision {
  return { kind: 'go', next }
}

function refused(problem: RequestProblem): Decision {
  return { kind: 'refused', problem }
}
