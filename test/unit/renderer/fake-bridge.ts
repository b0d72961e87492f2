import type { Announcement, Bridge, CallName, Input, Output } from '../../../src/shared/ipc'

interface Asked {
  readonly name: CallName
  readonly input: unknown
}

/** Main, as far as the window sees it: answers when told to, in whatever order. */
export interface FakeBridge extends Bridge {
  readonly asked: readonly Asked[]
  /** At once. */
  announce(...news: readonly Announcement[]): void
  /** Answers the oldest open question of that name. */
  answer<Name extends CallName>(name: Name, output: Output<Name>): Promise<void>
  refuse(name: CallName, error: Error): Promise<void>
}

interface Open {
  readonly name: CallName
  readonly settle: (output: unknown) => void
  readonly reject: (error: Error) => void
}

export function fakeBridge(): FakeBridge {
  const listeners = new Set<(news: readonly Announcement[]) => void>()
  const asked: Asked[] = []
  const open: Open[] = []

  function take(name: CallName): Open {
    const index = open.findIndex((question) => question.name === name)
    const [question] = index < 0 ? [] : open.splice(index, 1)
    if (question === undefined) throw new Error(`Nobody asked ${name}`)
    return question
  }

  const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

  return {
    asked,
    call: <Name extends CallName>(name: Name, input: Input<Name>) => {
      asked.push({ name, input })
      return new Promise<Output<Name>>((resolve, reject) => {
        // The fake keeps questions of all kinds in one list; `answer` is typed by the name.
        open.push({ name, settle: (output) => resolve(output as Output<Name>), reject })
      })
    },
    listen: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    announce: (...news) => listeners.forEach((listen) => listen(news)),
    answer: (name, output) => {
      take(name).settle(output)
      return settled()
    },
    refuse: (name, error) => {
      take(name).reject(error)
      return settled()
    },
  }
}
