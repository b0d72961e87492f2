import type { DockerConnection } from '../../src/main/docker/connect'
import type { EngineEvent } from '../../src/main/docker/events'
import { openEnvironment } from '../../src/main/environments/environment'
import type { EnvironmentPorts, LiveEnvironment } from '../../src/main/environments/environment'
import type { TagCopy } from '../../src/main/maintenance/ports'
import type { InspectedContainer } from '../../src/shared/container'
import { containerId, environmentId } from '../../src/shared/ids'
import type { ContainerId } from '../../src/shared/ids'
import type { ConnectionProblem } from '../../src/shared/problem'
import { failed, ok } from '../../src/shared/result'
import type { Result } from '../../src/shared/result'
import { lastKnownInMemory } from './last-known'
import type { LastKnownInMemory } from './last-known'
import { createManualClock } from './world/manual-clock'

export const refused: ConnectionProblem = { code: 'connection-refused', address: 'unix:///x' }
export const lost: ConnectionProblem = { code: 'connection-lost', detail: 'cut' }
export const web = containerId.parse('web')

export function aContainer(
  id: ContainerId,
  state: InspectedContainer['state'],
): InspectedContainer {
  return {
    id,
    name: id,
    image: 'stub',
    labels: { 'com.docker.compose.project': 'shop' },
    state,
    health: 'none',
    exitCode: null,
    sharesNetworkOf: null,
    swarm: null,
    details: {
      restartPolicy: { name: 'always', maximumRetryCount: 0 },
      startedAt: null,
      finishedAt: null,
      fixedPolicy: null,
      autoRemove: false,
      stopTimeout: null,
      hasHealthcheck: false,
    },
  }
}

/** An engine whose containers, events and end the test decides. */
export function anEngine() {
  const containers = new Map([[web, aContainer(web, 'running')]])
  const asked: string[] = []
  const stream: {
    hear: (event: EngineEvent) => void
    end: (why: ConnectionProblem) => void
    refusal: ConnectionProblem | null
  } = { hear: () => undefined, end: () => undefined, refusal: null }
  const duringList: (() => void)[] = []
  const unused = (): never => {
    throw new Error('Not asked here')
  }
  const connection: DockerConnection = {
    engineName: 'Docker Engine 20.10.24',
    apiVersion: '1.41',
    engineId: () => Promise.resolve('ID'),
    engine: {
      inspect: (id) => {
        const container = containers.get(id)
        return Promise.resolve(container ? ok(container) : failed({ code: 'container-gone' }))
      },
      sessionsIn: unused,
      stop: unused,
      start: unused,
      pause: unused,
      setRestartPolicy: unused,
      awaitUntil: unused,
      scale: unused,
      setConstraints: unused,
    },
    tags: {
      read: unused,
      stillHangs: unused,
      hang: unused,
      mark: unused,
      takeDown: unused,
      takeBack: unused,
    },
    list: () => {
      asked.push('list')
      const listed = [...containers.values()].map((each) => ({ ...each, details: null }))
      duringList.splice(0).forEach((act) => act())
      return Promise.resolve(ok(listed))
    },
    services: () => Promise.resolve(ok(null)),
    listTags: () => Promise.resolve(ok([])),
    sweep: () => Promise.resolve(ok()),
    follow: (listener, ended) => {
      asked.push('follow')
      if (stream.refusal !== null) return Promise.resolve(failed(stream.refusal))
      stream.hear = listener
      stream.end = ended
      return Promise.resolve(ok())
    },
    close: () => void asked.push('close'),
  }
  return { containers, asked, stream, duringList, connection }
}

interface Options {
  readonly lastKnown?: LastKnownInMemory
  readonly copies?: readonly TagCopy[]
  readonly recognised?: EnvironmentPorts['recognised']
}

type Answer = Result<DockerConnection, ConnectionProblem>

/** An environment whose attempts to connect are answered in turn, and refused then. */
export function openByHand(
  answers: readonly (Answer | Promise<Answer>)[],
  { lastKnown = lastKnownInMemory(), copies = [], recognised = () => null }: Options = {},
) {
  const clock = createManualClock('2026-11-22T20:00:00Z')
  const queue = [...answers]
  const connects: number[] = []
  const connected: string[] = []
  const environment: LiveEnvironment = openEnvironment({
    id: environmentId.parse('here'),
    clock,
    locate: () =>
      Promise.resolve({
        name: 'here',
        address: 'unix:///x',
        attempts: [],
        endpoint: { kind: 'socket', path: '/x' },
        connect: () => {
          connects.push(clock.now())
          return Promise.resolve(queue.shift() ?? failed(refused))
        },
      }),
    lastKnown,
    copies: () => copies,
    changed: () => undefined,
    connected: () => void connected.push(new Date(clock.now()).toISOString()),
    recognised,
    moved: () => undefined,
    exitDecided: () => undefined,
  })
  return { clock, environment, connects, connected, lastKnown }
}

/** What was begun has gone as far as it can. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 100; turn++) await Promise.resolve()
}
