import { startProcess } from '../shell/process'
import type { Container, Exec } from './container'
import type { Surroundings } from './run'

interface ExecPorts {
  readonly say: (text: string) => void
  /** Not called when it was ended by `endExec`. */
  readonly ended: (exitCode: number) => void
}

export function createExec(
  container: Container,
  command: readonly string[],
  { newId, tell, execs }: Surroundings,
): Exec {
  const exec: Exec = {
    id: newId(),
    container: container.id,
    command,
    isRunning: false,
    exitCode: null,
    process: null,
  }
  execs.set(exec.id, exec)
  tell(container, `exec_create: ${command.join(' ')}`, { execID: exec.id })
  return exec
}

/** The container knows of it while it runs. */
export function startExec(
  container: Container,
  exec: Exec,
  { clock, tell }: Surroundings,
  { say, ended }: ExecPorts,
): void {
  container.life.execs.set(exec.id, exec)
  exec.isRunning = true
  exec.process = startProcess(exec.command, {
    clock,
    files: container.files,
    isFirst: false,
    say,
    ended: (exitCode) => {
      const isEnded = !exec.isRunning
      exec.isRunning = false
      exec.exitCode = exitCode
      exec.process = null
      container.life.execs.delete(exec.id)
      tell(container, 'exec_die', { execID: exec.id, exitCode: String(exitCode) })
      if (!isEnded) ended(exitCode)
    },
  })
  tell(container, `exec_start: ${exec.command.join(' ')}`, { execID: exec.id })
}

/** One that nobody asks about once it has ended. */
export function beginExec(
  container: Container,
  command: readonly string[],
  surroundings: Surroundings,
  ports: ExecPorts,
): Exec {
  const exec = createExec(container, command, surroundings)
  startExec(container, exec, surroundings, {
    say: (text) => ports.say(text),
    ended: (exitCode) => {
      surroundings.execs.delete(exec.id)
      ports.ended(exitCode)
    },
  })
  return exec
}

/** Whoever waits for it is not told. */
export function endExec(exec: Exec, { execs }: Surroundings): void {
  execs.delete(exec.id)
  exec.isRunning = false
  exec.process?.signal('KILL')
}
