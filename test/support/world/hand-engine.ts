import type { ContainerEngine } from '../../../src/main/maintenance/ports'
import type { EngineProblem, StepProblem } from '../../../src/shared/problem'
import { failed, ok } from '../../../src/shared/result'
import type { Result } from '../../../src/shared/result'
import { drained } from './traffic'
import { idOf } from './containers'

type Answer = Result<void, EngineProblem>

/** An engine that answers when the test says so, and that tells what it was asked for. */
export interface HandEngine extends ContainerEngine {
  /** What waits for an answer, in the order in which it was asked for: `stop web`. */
  underWay(): readonly string[]
  /** Yields when all that follows from the answer has happened. */
  answer(command: string, answer?: Answer): Promise<void>
  answerAll(): Promise<void>
}

async function cancelledBy(givenUp: Promise<void>): Promise<Result<void, StepProblem>> {
  await givenUp
  return failed({ code: 'cancelled' })
}

export function createHandEngine(names: readonly string[]): HandEngine {
  const nameOf = new Map<string, string>(names.map((name) => [idOf(name), name]))
  const waiting = new Map<string, (answer: Answer) => void>()

  function command(verb: string, id: string): Promise<Answer> {
    return new Promise((resolve) => {
      waiting.set(`${verb} ${nameOf.get(id) ?? id}`, resolve)
    })
  }

  async function answer(command: string, answer: Answer = ok()): Promise<void> {
    const resolve = waiting.get(command)
    if (resolve === undefined) throw new Error(`Not under way: ${command}`)
    waiting.delete(command)
    resolve(answer)
    await drained()
  }

  return {
    inspect: () => Promise.resolve(failed({ code: 'container-gone' })),
    sessionsIn: () => Promise.resolve(ok([])),
    stop: (id) => command('stop', id),
    start: (id) => command('start', id),
    pause: (id) => command('pause', id),
    setRestartPolicy: (id, { name }) => command(name === 'no' ? 'hold' : 'release', id),
    awaitUntil: (id, _, givenUp) =>
      Promise.race([command('await', id), ...(givenUp ? [cancelledBy(givenUp)] : [])]),
    scale: (id, replicas) => command(`scale to ${replicas}`, id),
    setConstraints: (id, to) => command(to.length === 0 ? 'unconstrain' : 'constrain', id),
    underWay: () => [...waiting.keys()],
    answer,
    answerAll: async () => {
      while (waiting.size > 0) for (const each of [...waiting.keys()]) await answer(each)
    },
  }
}
