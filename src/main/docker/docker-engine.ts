import type Docker from 'dockerode'
import { ok } from '../../shared/result'
import type { ContainerEngine } from '../maintenance/ports'
import { awaitUntil } from './await-until'
import { createContainerRequests } from './container-requests'
import type { ContainerRequests } from './container-requests'
import { usualStopTimeout } from './deadlines'
import type { Deadlines } from './deadlines'
import { execSessions } from './exec-sessions'
import { containerIn, inspection } from './inspected-container'
import { read } from './read'
import type { Swarm } from './swarm'

const never = new Promise<void>(() => undefined)

export function createDockerEngine(
  docker: Docker,
  deadlines: Deadlines,
  swarm: Swarm,
): ContainerEngine {
  const requests = createContainerRequests(docker, deadlines, (answer) => read(answer, inspection))
  return {
    ...commonEngine(docker, deadlines, swarm, requests),

    async inspect(id) {
      const looked = await requests.look(id)
      return looked.ok ? ok(containerIn(looked.value, null)) : looked
    },

    sessionsIn: (id) => execSessions(docker, id, deadlines),

    async stop(id, timeout) {
      const stopped = await requests.command(id, stopDeadline(timeout, deadlines), (container) =>
        container.stop(),
      )
      return stopped.ok ? ok() : stopped
    },
  }
}

/** What Docker and Podman do alike. */
export function commonEngine(
  docker: Docker,
  deadlines: Deadlines,
  swarm: Swarm,
  { look, command }: ContainerRequests,
): Omit<ContainerEngine, 'inspect' | 'sessionsIn' | 'stop'> {
  return {
    async start(id) {
      const started = await command(id, deadlines.start, (container) => container.start())
      return started.ok ? ok() : started
    },

    async pause(id) {
      const paused = await command(id, deadlines.query, (container) => container.pause())
      if (paused.ok) return ok()
      const looked = await look(id)
      return looked.ok && looked.value.State.Status === 'paused' ? ok() : paused
    },

    async setRestartPolicy(id, { name, maximumRetryCount }) {
      const count = name === 'on-failure' ? maximumRetryCount : 0
      const RestartPolicy = { Name: name, MaximumRetryCount: count }
      const set = await command(id, deadlines.query, (container) =>
        container.update({ RestartPolicy }),
      )
      return set.ok ? ok() : set
    },

    awaitUntil: (id, until, givenUp = never) =>
      awaitUntil(id, until, givenUp, { docker, look, deadlines }),

    scale: swarm.scale,
    setConstraints: swarm.setConstraints,
  }
}

/** Milliseconds. @param timeout seconds; null is the engine's own default */
export function stopDeadline(timeout: number | null, { completion, stopGrace }: Deadlines): number {
  const allowed = timeout ?? usualStopTimeout
  return allowed < 0 ? completion : allowed * 1000 + stopGrace
}
