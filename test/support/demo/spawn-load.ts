import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { build } from 'vite'
import { answer } from './load-messages'
import type { Answer, Changed, Command, Launch } from './load-messages'

/** Demo hosts in a process of their own, which serves each at a socket. */
export interface LoadProcess {
  readonly sockets: readonly string[]
  readonly pid: number
  /** So many changes a second over all hosts, in turn; until `end`. */
  run(perSecond: number): void
  /** Yields how many there were. */
  end(): Promise<number>
  /** Changes one container of the next host. */
  one(): Promise<Changed>
  /** Makes the health of the first container of that name another. */
  check(name: string): Promise<Changed>
  /** Breaks all connections, as daemons that crash do. */
  disconnect(): Promise<void>
  close(): Promise<void>
}

export async function spawnLoad(load: Omit<Launch, 'folder'>): Promise<LoadProcess> {
  const folder = await mkdtemp(join(tmpdir(), 'tagout-load-'))
  const bundle = await bundled()
  const launch: Launch = { ...load, folder }
  const child = fork(join(bundle, 'load.mjs'), [JSON.stringify(launch)], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const answers = answersOf(child)

  async function close(): Promise<void> {
    const gone = child.exitCode === null ? once(child, 'exit') : null
    if (child.connected) child.disconnect()
    await gone
    await rm(folder, { recursive: true, force: true })
    await rm(bundle, { recursive: true, force: true })
  }
  async function asked(command: Command): Promise<Answer> {
    child.send(command)
    return answers.next()
  }

  async function changed(command: Command): Promise<Changed> {
    const told = await asked(command)
    if (told.says !== 'changed') throw new Error(`It says ${told.says}`)
    return told
  }

  try {
    const ready = await answers.next()
    if (ready.says !== 'ready') throw new Error(`It says ${ready.says} first`)
    return {
      sockets: ready.sockets,
      pid: child.pid ?? 0,
      run: (perSecond) => void child.send({ do: 'run', perSecond } satisfies Command),
      async end() {
        const done = await asked({ do: 'end' })
        return done.says === 'done' ? done.made : 0
      },
      one: () => changed({ do: 'one' }),
      check: (name) => changed({ do: 'check', name }),
      async disconnect() {
        await asked({ do: 'disconnect' })
      },
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}

/** In the order in which they come; each waits for whoever asks. Rejects when the process has ended. */
function answersOf(child: ChildProcess): { next(): Promise<Answer> } {
  const come: Answer[] = []
  const waiting: { take(answer: Answer): void; fail(error: Error): void }[] = []
  child.on('message', (message) => {
    const told = answer.parse(message)
    const first = waiting.shift()
    if (first === undefined) come.push(told)
    else first.take(told)
  })
  child.on('exit', (code) => {
    for (const each of waiting.splice(0)) each.fail(new Error(`The load ended with ${code ?? ''}`))
  })
  return {
    next: () => {
      const first = come.shift()
      if (first !== undefined) return Promise.resolve(first)
      return new Promise((take, fail) => waiting.push({ take, fail }))
    },
  }
}

const checkout = resolve(import.meta.dirname, '../../..')

/** Yields the folder, which lies under `node_modules`, so that what is imported is found. */
async function bundled(): Promise<string> {
  const cache = join(checkout, 'node_modules/.cache')
  await mkdir(cache, { recursive: true })
  const folder = await mkdtemp(join(cache, 'load-'))
  await build({
    configFile: false,
    root: checkout,
    logLevel: 'warn',
    build: {
      ssr: join(import.meta.dirname, 'load-process.ts'),
      target: 'node20.19',
      outDir: folder,
      rolldownOptions: { output: { entryFileNames: 'load.mjs' } },
    },
  })
  return folder
}
