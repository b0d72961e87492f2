import type Docker from 'dockerode'
import { setTimeout as pause } from 'node:timers/promises'
import { failed, ok } from '../../shared/result'
import type { ContainerEngine } from '../maintenance/ports'
import { createContainerRequests } from './container-requests'
import { usualStopTimeout } from './deadlines'
import type { Deadlines } from './deadlines'
import { commonEngine, stopDeadline } from './docker-engine'
import { execSessions } from './exec-sessions'
import { containerIn } from './inspected-container'
import { fixedPolicyOf, readPodmanInspection } from './podman'
import { hostProcessesIn } from './podman-processes'
import type { Swarm } from './swarm'

/** Milliseconds between two tries at a container that restarts. */
const betweenTries = 50

/** @param hasFixedPolicies it can't change the restart policy of a container */
export function createPodmanEngine(
  docker: Docker,
  deadlines: Deadlines,
  swarm: Swarm,
  hasFixedPolicies: boolean,
): ContainerEngine {
  const requests = createContainerRequests(docker, deadlines, readPodmanInspection)
  return {
    ...commonEngine(docker, deadlines, swarm, requests),

    async inspect(id) {
      const looked = await requests.look(id)
      if (!looked.ok) return looked
      return ok(containerIn(looked.value, hasFixedPolicies ? fixedPolicyOf(looked.value) : null))
    },

    sessionsIn: (id) =>
      execSessions(docker, id, deadlines, () => hostProcessesIn(docker, id, deadlines)),

    /**
     * A container in a crash loop is answered for with 304 between two runs, or as if it were
     * stopped, and goes on: so it is looked at, whatever the answer. One that is paused doesn't get
     * its signal, and so the stop fails.
     */
    async stop(id, timeout) {
      const deadline = stopDeadline(timeout, deadlines)
      const until = Date.now() + deadline
      for (;;) {
        const stopped = await requests.command(id, Math.max(0, until - Date.now()), (container) =>
          container.stop(timeout === null ? { t: usualStopTimeout } : {}),
        )
        const isDone = stopped.ok && stopped.value === 'done'
        if (!stopped.ok && stopped.problem.code !== 'engine-refused') return stopped
        const looked = await requests.look(id)
        if (!looked.ok) {
          const isRemoved = isDone && looked.problem.code === 'container-gone'
          return isRemoved ? ok() : looked
        }
        const { Status } = looked.value.State
        if (Status === 'paused') {
          const unpaused = await requests.command(id, deadlines.query, (container) =>
            container.unpause(),
          )
          if (!unpaused.ok) return unpaused
        } else if (Status !== 'running' && Status !== 'restarting') {
          return ok()
        } else if (!stopped.ok) {
          return stopped
        }
        if (Date.now() >= until) {
          return failed({ code: 'engine-timeout', seconds: deadline / 1000 })
        }
        await pause(betweenTries)
      }
    },
  }
}
