import type { Clock } from '../../maintenance/ports'
import { createShell } from './interpret'
import { exitCodeOf, signalNamed } from './signals'
import type { Signal } from './signals'
import { createTimers } from './timers'

/** A process of the demo engine: what its command says, in time and by its clock. */
export interface Process {
  signal(signal: Signal): void
  /** By itself, whatever its command says. */
  end(exitCode: number): void
  /** Its time stands still until it thaws, and what it is told waits; but not its end. */
  freeze(): void
  thaw(): void
}

export interface ProcessPorts {
  readonly clock: Clock
  /** Those that it made or found in its container, which outlive it. */
  readonly files: Set<string>
  /**
   * Of a container: a signal that it doesn't trap means nothing to it, as the kernel has it for the
   * first process of a namespace.
   */
  readonly isFirst: boolean
  say(text: string): void
  /** Called once. */
  ended(exitCode: number): void
}

/** Begins with the command as soon as whoever started it has let go of it. */
export function startProcess(
  command: readonly string[],
  { clock, files, isFirst, ...ports }: ProcessPorts,
): Process {
  /** By the signal: what is done in its place; empty: nothing. */
  const traps = new Map<Signal, string>()
  const timers = createTimers(clock)
  /** What it was told while it was frozen; null while it is not. */
  let kept: Signal[] | null = null
  let hasEnded = false

  function end(exitCode: number): void {
    if (hasEnded) return
    hasEnded = true
    timers.clear()
    ports.ended(exitCode)
  }

  const shell = createShell({
    files,
    after: (milliseconds, callback) => timers.after(milliseconds, callback),
    say: (text) => ports.say(text),
    end,
    hasEnded: () => hasEnded,
    trap: (script, names) => {
      for (const name of names) {
        const signal = signalNamed(name)
        if (signal !== null) traps.set(signal, script)
      }
    },
  })

  function take(signal: Signal): void {
    const script = traps.get(signal)
    if (script === undefined) {
      if (!isFirst) end(exitCodeOf(signal))
    } else if (script !== '') shell.interrupt(script, exitCodeOf(signal))
  }

  timers.after(0, () => shell.run(command, end))
  return {
    end,
    signal(signal) {
      if (hasEnded) return
      if (signal === 'KILL') end(exitCodeOf(signal))
      else if (kept !== null) kept.push(signal)
      else take(signal)
    },
    freeze() {
      kept ??= []
      timers.freeze()
    },
    thaw() {
      const told = kept ?? []
      kept = null
      timers.thaw()
      for (const signal of told) if (!hasEnded) take(signal)
    },
  }
}
