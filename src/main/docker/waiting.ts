import type { EngineProblem, StepProblem } from '../../shared/problem'
import { failed, ok } from '../../shared/result'
import type { Result } from '../../shared/result'
import { healthNamed } from './container-words'
import { longestDeadline } from './deadlines'
import type { Deadlines } from './deadlines'
import type { Healthcheck, Inspection } from './inspected-container'

export type Until = 'healthy' | 'completed'
export type Verdict = Result<void, EngineProblem | StepProblem>

/** null: it may still become so. */
export function verdictOn({ State: state }: Inspection, until: Until): Verdict | null {
  if (state.Status === 'restarting') return null
  return until === 'healthy' ? healthOf(state) : completionOf(state)
}

function healthOf(state: Inspection['State']): Verdict | null {
  if (!state.Running) {
    return failed({
      code: 'unhealthy',
      detail: `It is ${state.Status}, exit code ${state.ExitCode}.`,
    })
  }
  switch (healthNamed(state.Health?.Status)) {
    case 'none':
    case 'healthy':
      return ok()
    case 'starting':
      return null
    case 'unhealthy':
      return failed({ code: 'unhealthy', detail: lastCheckOf(state) })
  }
}

function completionOf(state: Inspection['State']): Verdict | null {
  if (state.Running) return null
  if (state.Status === 'created') return failed({ code: 'not-completed', exitCode: null })
  return state.ExitCode === 0 ? ok() : failed({ code: 'not-completed', exitCode: state.ExitCode })
}

function lastCheckOf({ Health: health }: Inspection['State']): string {
  const last = health?.Log?.at(-1)
  return last === undefined ? '' : `Exit code ${last.ExitCode}: ${last.Output.trim()}`.slice(0, 500)
}

/** Milliseconds: as long as the engine itself takes to call it unhealthy, and some more. */
export function patienceFor(inspected: Inspection, until: Until, deadlines: Deadlines): number {
  if (until === 'completed') return deadlines.completion
  const { StartPeriod, Interval, Timeout, Retries }: Healthcheck =
    inspected.Config.Healthcheck ?? {}
  const oneCheck = given(Interval, 30e9) + given(Timeout, 30e9)
  const nanoseconds = given(StartPeriod, 0) + oneCheck * given(Retries, 3)
  return Math.min(nanoseconds / 1e6 + deadlines.health, longestDeadline)
}

/** The engine takes its default where 0 stands, or nothing. */
function given(value: number | null | undefined, usual: number): number {
  return value === null || value === undefined || value === 0 ? usual : value
}
