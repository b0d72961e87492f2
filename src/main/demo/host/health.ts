import type { Container, HealthResult } from './container'
import { beginExec, endExec } from './exec'
import type { Surroundings } from './run'

/** Of dockerd, where a check doesn't say (`daemon/health.go`). */
const usual = { interval: 30e9, timeout: 30e9, retries: 3 }
const keptChecks = 5
const keptOutput = 4096

/** Checks it again and again until `endChecks`. The first check is an interval after the start. */
export function followHealth(container: Container, surroundings: Surroundings): void {
  const { clock } = surroundings
  const { healthcheck } = container.config
  if (healthcheck === null) return
  const interval = given(healthcheck.interval, usual.interval) / 1e6
  const begun = { hasEnded: false, cancel: (): void => undefined }
  function next(): void {
    begun.cancel = clock.after(interval, () => {
      begun.cancel = check(container, surroundings, (result) => {
        if (begun.hasEnded) return
        takeCheck(container, result, surroundings)
        next()
      })
    })
  }
  container.life.endChecks()
  container.life.endChecks = () => {
    begun.hasEnded = true
    begun.cancel()
  }
  next()
}

/** Yields what ends it before it has answered. */
function check(
  container: Container,
  surroundings: Surroundings,
  done: (result: HealthResult) => void,
): () => void {
  const { clock } = surroundings
  const timeout = given(container.config.healthcheck?.timeout ?? 0, usual.timeout) / 1e6
  const start = clock.now()
  let output = ''
  const exec = beginExec(container, commandOf(container), surroundings, {
    say: (text) => (output = (output + text).slice(0, keptOutput)),
    ended: (exitCode) => {
      cancel()
      done({ start, end: clock.now(), exitCode, output })
    },
  })
  const cancel = clock.after(timeout, () => {
    const said = `Health check exceeded timeout (${timeout}ms)`
    endExec(exec, surroundings)
    done({ start, end: clock.now(), exitCode: -1, output: said })
  })
  return () => {
    cancel()
    endExec(exec, surroundings)
  }
}

function commandOf({ config: { healthcheck } }: Container): readonly string[] {
  const [how, ...command] = healthcheck?.test ?? []
  return how === 'CMD-SHELL' ? ['/bin/sh', '-c', ...command] : command
}

/** What a check found counts, as the daemon counts it. */
export function takeCheck(
  container: Container,
  result: HealthResult,
  { clock, tell }: Surroundings,
): void {
  const { health, startedAt } = container.state
  const { healthcheck } = container.config
  if (health === null || healthcheck === null) return
  const log = [...health.log, result].slice(-keptChecks)
  const isYoung = clock.now() - (startedAt ?? 0) < healthcheck.startPeriod / 1e6
  const isGood = result.exitCode === 0
  const counts = !(isYoung && health.status === 'starting')
  const failingStreak = isGood ? 0 : health.failingStreak + (counts ? 1 : 0)
  const isSick = failingStreak >= given(healthcheck.retries, usual.retries)
  const status = isGood ? 'healthy' : isSick ? 'unhealthy' : health.status
  container.state = { ...container.state, health: { status, failingStreak, log } }
  if (status !== health.status) tell(container, `health_status: ${status}`)
}

/** Where 0 stands it is the engine's default. */
function given(value: number, byDefault: number): number {
  return value === 0 ? byDefault : value
}
