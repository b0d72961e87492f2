import { parseScript } from './parse'
import type { Item, Link, Node } from './parse'

/** What a command of the shell has to do with. */
export interface ShellPorts {
  readonly files: Set<string>
  readonly after: (milliseconds: number, callback: () => void) => void
  readonly say: (text: string) => void
  /** The process is over, whatever else it had to do. */
  readonly end: (exitCode: number) => void
  readonly hasEnded: () => boolean
  /** In place of the signals, by name, the script is run from now on. */
  readonly trap: (script: string, signals: readonly string[]) => void
}

export interface Shell {
  run(command: readonly string[], done: Done): void
  /** The script as soon as the command in the foreground is done; `wait` is done at once. */
  interrupt(script: string, exitCode: number): void
}

type Done = (exitCode: number) => void

/** Those that the demo's images have. */
const programs = ['sh', '/bin/sh', 'sleep', 'true', 'false', 'test', 'touch', 'echo']

export function isProgram(name: string): boolean {
  return programs.includes(name)
}

export function createShell({ files, after, say, end, hasEnded, trap }: ShellPorts): Shell {
  const trapped: string[] = []
  let jobs = 0
  /** What `wait` goes on with. */
  let waiting: Done | null = null

  /** Goes on once what was trapped meanwhile has been done. */
  function goOn(next: () => void): void {
    if (hasEnded()) return
    const script = trapped.shift()
    if (script === undefined) next()
    else runScript(script, () => goOn(next))
  }

  function runScript(script: string, done: Done): void {
    const node = parseScript(script)
    if (node !== null) {
      run(node, done)
      return
    }
    say('sh: syntax error\n')
    end(2)
  }

  function run(node: Node, done: Done): void {
    switch (node.kind) {
      case 'command':
        runCommand(node.words, (exitCode) => goOn(() => done(exitCode)))
        return
      case 'not':
        run(node.node, (exitCode) => done(exitCode === 0 ? 1 : 0))
        return
      case 'list':
        runItems(node.items, 0, done)
        return
      case 'chain':
        run(node.first, (exitCode) => runLinks(node.then, exitCode, done))
    }
  }

  function runItems([item, ...more]: readonly Item[], last: number, done: Done): void {
    if (item === undefined) {
      done(last)
      return
    }
    if (!item.inBackground) {
      run(item.node, (exitCode) => runItems(more, exitCode, done))
      return
    }
    jobs++
    run(item.node, () => {
      jobs--
      if (jobs === 0) waiting?.(0)
    })
    runItems(more, 0, done)
  }

  function runLinks([link, ...more]: readonly Link[], last: number, done: Done): void {
    if (link === undefined) done(last)
    else if ((link.after === 'success') === (last === 0)) {
      run(link.node, (exitCode) => runLinks(more, exitCode, done))
    } else runLinks(more, last, done)
  }

  function wait(done: Done): void {
    if (jobs === 0) {
      done(0)
      return
    }
    waiting = (exitCode) => {
      waiting = null
      done(exitCode)
    }
  }

  function runCommand([name = '', ...given]: readonly string[], done: Done): void {
    const [first = '', second = ''] = given
    switch (name) {
      case 'sh':
      case '/bin/sh':
        runScript(second, done)
        break
      case 'true':
        done(0)
        break
      case 'false':
        done(1)
        break
      case 'echo':
        say(`${given.join(' ')}\n`)
        done(0)
        break
      case 'touch':
        files.add(first)
        done(0)
        break
      case 'test':
        done(first === '-e' && files.has(second) ? 0 : 1)
        break
      case 'sleep':
        after(first === 'infinity' ? Infinity : Number(first) * 1000, () => done(0))
        break
      case 'exit':
        end(Number(first))
        break
      case 'trap':
        trap(first, given.slice(1))
        done(0)
        break
      case 'wait':
        wait(done)
        break
      default:
        say(`/bin/sh: ${name}: not found\n`)
        done(127)
    }
  }

  return {
    run: runCommand,
    interrupt(script, exitCode) {
      trapped.push(script)
      waiting?.(exitCode)
    },
  }
}
