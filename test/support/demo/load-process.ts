import { join } from 'node:path'
import { systemClock } from '../../../src/main/clock'
import { serveHost } from '../../../src/main/demo/api/serve'
import { createDemoHost } from '../../../src/main/demo/host/host'
import { createRandom } from '../../../src/main/demo/host/random'
import { atPace, createChanges, fill } from './load'
import { command, launch } from './load-messages'
import type { Answer } from './load-messages'

/** A process that is many hosts, so that what they cost is not counted as Tagout's. */

const {
  hosts: count,
  containers,
  ofAProduct,
  seed,
  folder,
} = launch.parse(JSON.parse(process.argv[2] ?? ''))
const hosts = await Promise.all(
  Array.from({ length: count }, async (_, index) => {
    const host = createDemoHost(`load-${seed}-${index}`, systemClock, createRandom(seed + index))
    fill(host, {
      containers,
      seed: seed + index,
      ...(ofAProduct === undefined ? {} : { ofAProduct }),
    })
    const socket = join(folder, `${index}`)
    const server = await serveHost(host, socket)
    return { socket, host, server, changeOne: createChanges(host, seed + index) }
  }),
)

let turn = 0
function one(): Answer {
  const host = hosts[turn++ % hosts.length]
  if (host === undefined) throw new Error('There are no hosts')
  const at = Date.now()
  const { container, change } = host.changeOne()
  return {
    says: 'changed',
    socket: host.socket,
    container: container.id,
    name: container.name,
    change,
    at,
  }
}

/** The health of this container becomes another. */
function check(name: string): Answer {
  for (const { socket, host } of hosts) {
    const found = [...host.containers.all()].find((each) => each.name === name)
    if (found === undefined) continue
    const isWell = found.state.health?.status === 'healthy'
    const at = Date.now()
    host.takeCheck(found, isWell ? 1 : 0, isWell ? 'HTTP 503' : 'HTTP 200')
    return { says: 'changed', socket, container: found.id, name, change: 'health', at }
  }
  throw new Error(`There is no ${name}`)
}

let end = (): number => 0
function tell(answer: Answer): void {
  process.send?.(answer)
}

process.on('message', (message) => {
  const told = command.parse(message)
  switch (told.do) {
    case 'run':
      end = atPace(told.perSecond, one)
      break
    case 'end':
      tell({ says: 'done', made: end() })
      end = () => 0
      break
    case 'one':
      tell(one())
      break
    case 'check':
      tell(check(told.name))
      break
    case 'disconnect':
      for (const { server } of hosts) server.disconnect()
      tell({ says: 'done', made: 0 })
  }
})
process.on('disconnect', () => process.exit(0))
tell({ says: 'ready', sockets: hosts.map(({ socket }) => socket) })
