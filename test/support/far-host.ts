import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { randomBytes, randomInt } from 'node:crypto'
import { promisify } from 'node:util'
import { eventually } from './eventually'

/** A host on a network of its own, on which a daemon's socket is served over TCP. */
export interface FarHost {
  readonly host: string
  readonly port: number
  /** As when a cable is pulled somewhere on the way: packets vanish, and nobody says so. */
  silence(): Promise<void>
  restore(): Promise<void>
  close(): Promise<void>
}

const port = 2375

/** Of util-linux: told to end when whoever started it has ended, however that was. */
const endingWithUs = 'setpriv'

/** As root: takes a network namespace, and a pair of virtual Ethernet devices into it. */
export async function openFarHost(socket: string): Promise<FarHost> {
  const name = `tagout-${process.pid}-${randomBytes(3).toString('hex')}`
  const near = `tg${randomBytes(4).toString('hex')}`
  const subnet = `10.213.${randomInt(256)}`
  const host = `${subnet}.2`
  await run('ip', 'netns', 'add', name)
  const relay = await (async () => {
    await run('ip', 'link', 'add', near, 'type', 'veth', 'peer', 'name', 'far', 'netns', name)
    await run('ip', 'addr', 'add', `${subnet}.1/24`, 'dev', near)
    await run('ip', 'link', 'set', near, 'up')
    await run('ip', '-n', name, 'addr', 'add', `${host}/24`, 'dev', 'far')
    await run('ip', '-n', name, 'link', 'set', 'far', 'up')
    const command = ['ip', 'netns', 'exec', name, process.execPath, '-e', relaying(host, socket)]
    return spawn(endingWithUs, ['--pdeathsig', 'KILL', ...command], { stdio: 'ignore' })
  })().catch(async (error: unknown) => {
    await run('ip', 'netns', 'del', name)
    throw error
  })
  await eventually(
    () =>
      fetch(`http://${host}:${port}/_ping`).then(
        ({ ok }) => ok || null,
        () => null,
      ),
    { within: 20_000, what: 'the far host answers' },
  )
  const inside = (...command: readonly string[]): Promise<unknown> =>
    run('ip', 'netns', 'exec', name, ...command)
  return {
    host,
    port,
    async silence() {
      await inside('iptables', '-I', 'INPUT', '-j', 'DROP')
      await inside('iptables', '-I', 'OUTPUT', '-j', 'DROP')
    },
    async restore() {
      await inside('iptables', '-F')
    },
    async close() {
      const ended = once(relay, 'exit')
      relay.kill('SIGKILL')
      await ended
      await run('ip', 'link', 'del', near)
      await run('ip', 'netns', 'del', name)
    },
  }
}

/** Namespaces part networks, and no files: the daemon's socket is there, too. */
function relaying(host: string, socket: string): string {
  return `
    const { connect, createServer } = require('node:net')
    createServer((client) => {
      const engine = connect(${JSON.stringify(socket)})
      client.pipe(engine).pipe(client)
      client.on('error', () => engine.destroy()).on('close', () => engine.destroy())
      engine.on('error', () => client.destroy()).on('close', () => client.destroy())
    }).listen(${port}, ${JSON.stringify(host)})`
}

async function run(command: string, ...args: readonly string[]): Promise<unknown> {
  return promisify(execFile)(command, args)
}
