import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { eventually } from '../support/eventually'
import { message } from './messages'
import type { Answer, Command, Fuse, Launch, State } from './messages'
import type { OperationMode } from '../../src/shared/maintenance'

/** A Tagout in a process of its own. */
export interface TagoutProcess {
  /** What it told last; null before the first word. */
  state(): State | null
  /** Yields the answer, or `died` when it did not live to give one. */
  change(to: OperationMode, fuse?: Fuse): Promise<Answer | 'died'>
  retry(): Promise<Answer | 'died'>
  reconnect(): void
  /** Yields what it tells as soon as that is so. */
  until(what: string, isSo: (state: State) => boolean): Promise<State>
  /** SIGKILL, and yields when it is gone. One that is gone is no trouble. */
  kill(): Promise<void>
}

/** Far beyond what a loaded machine takes: it is there so that a hang has an end. */
export const patience = 180_000

/** @param bundle the file that `bundle-global.ts` made */
export function startTagout(bundle: string, launch: Launch): TagoutProcess {
  const child = fork(bundle, [JSON.stringify(launch)], {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    env: { ...process.env, DOCKER_HOST: undefined },
  })
  let state: State | null = null
  let said = ''
  const waiting: ((answer: Answer | 'died') => void)[] = []
  child.stderr?.on('data', (chunk) => (said += String(chunk)))
  child.on('message', (told) => {
    const heard = message.parse(told)
    if (heard.says === 'state') state = heard
    else waiting.shift()?.(heard)
  })
  child.on('exit', () => {
    for (const resolve of waiting.splice(0)) resolve('died')
  })

  function tell(command: Command): void {
    // One that dies at this moment is told nothing.
    if (child.connected) child.send(command, () => undefined)
  }

  function asked(command: Command): Promise<Answer | 'died'> {
    return new Promise((resolve) => {
      if (hasEnded(child)) resolve('died')
      else {
        waiting.push(resolve)
        tell(command)
      }
    })
  }

  return {
    state: () => state,
    change: (to, fuse) => asked({ do: 'change', to, fuse: fuse ?? null }),
    retry: () => asked({ do: 'retry' }),
    reconnect: () => tell({ do: 'reconnect' }),
    until: (what, isSo) =>
      eventually(
        () => {
          if (hasEnded(child)) throw new Error(`Tagout ended: ${said}`)
          return state !== null && isSo(state) ? state : null
        },
        { within: patience, what },
      ).catch((error: unknown) => {
        throw new Error(`${String(error)}; it told last: ${JSON.stringify(state)} ${said}`)
      }),
    async kill() {
      if (hasEnded(child)) return
      const ended = once(child, 'exit')
      child.kill('SIGKILL')
      await ended
    },
  }
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null
}
