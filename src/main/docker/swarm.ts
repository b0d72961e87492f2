import type Docker from 'dockerode'
import { z } from 'zod'
import type { InspectedContainer } from '../../shared/container'
import type { ContainerId } from '../../shared/ids'
import type { EngineProblem, StepProblem } from '../../shared/problem'
import { failed, ok } from '../../shared/result'
import type { Result } from '../../shared/result'
import { isDown, runsAgain } from '../../shared/swarm'
import type { ContainerEngine, TaskWait } from '../maintenance/ports'
import { ask } from './ask'
import { usualStopTimeout } from './deadlines'
import type { Deadlines } from './deadlines'
import { read } from './read'
import { inspectedService, listedService, partIn, taskList } from './swarm-service'
import type { InspectedService, Task } from './swarm-service'

export interface Swarm extends Pick<ContainerEngine, 'scale' | 'setConstraints'> {
  /**
   * Each service in the form of a container. Null: this engine can't be asked about services, since
   * it is in no swarm, or a worker in one, or its managers don't answer.
   */
  services(): Promise<Result<readonly InspectedContainer[] | null, EngineProblem>>
}

type Spec = InspectedService['Spec']

/** Others may update a service at the same moment. */
const attempts = 10
/** Milliseconds between two looks at the tasks, which run on other nodes too: no event tells. */
const betweenLooks = 250

export function createSwarm(docker: Docker, deadlines: Deadlines): Swarm {
  const service = (id: ContainerId) => docker.getService(encodeURIComponent(id))

  async function look(id: ContainerId): Promise<Result<InspectedService, EngineProblem>> {
    const answer = await ask(deadlines.query, (abortSignal) => service(id).inspect({ abortSignal }))
    if (answer.ok) return read(answer.value, inspectedService)
    return failed(
      answer.problem.kind === 'not-there' ? { code: 'container-gone' } : answer.problem.problem,
    )
  }

  async function tasks(only?: ContainerId): Promise<Result<readonly Task[], EngineProblem>> {
    const filters = only === undefined ? {} : { filters: { service: [only] } }
    const answer = await ask(deadlines.query, (abortSignal) =>
      docker.listTasks({ ...filters, abortSignal }),
    )
    return answer.ok ? read(answer.value, taskList) : failed(answer.problem.problem)
  }

  /** An update of a version that is not the newest is refused: then it is read again. */
  async function update(
    id: ContainerId,
    changed: (spec: Spec) => Spec | null,
  ): Promise<Result<void, EngineProblem>> {
    let refused: Result<never, EngineProblem> | null = null
    let version = -1
    for (let attempt = 0; attempt < attempts; attempt++) {
      const looked = await look(id)
      if (!looked.ok) return looked
      if (refused !== null && looked.value.Version.Index === version) return refused
      version = looked.value.Version.Index
      const spec = changed(looked.value.Spec)
      if (spec === null) return ok()
      const request = { _query: { version }, _body: spec }
      const answer = await ask(deadlines.query, () => service(id).update(request))
      if (answer.ok) return ok()
      const { kind, problem } = answer.problem
      if (kind === 'not-there') return failed({ code: 'container-gone' })
      if (problem.code !== 'engine-refused') return failed(problem)
      refused = failed(problem)
    }
    return refused ?? ok()
  }

  async function awaitTasks(
    id: ContainerId,
    wait: TaskWait,
  ): Promise<Result<void, EngineProblem | StepProblem>> {
    const patience = patienceFor(wait, deadlines)
    const until = Date.now() + patience
    for (;;) {
      const [looked, listed] = await Promise.all([look(id), tasks(id)])
      if (!looked.ok) return looked
      if (!listed.ok) return listed
      const part = partIn(looked.value, listed.value)
      const isSo = wait.for === 'none' ? isDown(part) : runsAgain(part, wait.ranBefore)
      if (isSo) return ok()
      if (Date.now() >= until) {
        const { running, wanted } = part
        const detail = lastTroubleIn(listed.value)
        return wait.for === 'none'
          ? failed({ code: 'engine-timeout', seconds: patience / 1000 })
          : failed({ code: 'tasks-not-running', running, wanted, detail })
      }
      await new Promise((resolve) => setTimeout(resolve, betweenLooks))
    }
  }

  return {
    async services() {
      const answer = await ask(deadlines.query, (abortSignal) =>
        docker.listServices({ abortSignal }),
      )
      if (!answer.ok) {
        return withoutServices(answer.problem.problem)
      }
      const services = read(answer.value, z.array(inspectedService))
      if (!services.ok) return withoutServices(services.problem)
      if (services.value.length === 0) return ok([])
      const listed = await tasks()
      if (!listed.ok) return withoutServices(listed.problem)
      return ok(services.value.map((each) => listedService(each, tasksOf(each, listed.value))))
    },

    async scale(id, replicas, wait) {
      const updated = await update(id, (spec) =>
        spec.Mode.Replicated?.Replicas === replicas ? null : withReplicas(spec, replicas),
      )
      return updated.ok ? awaitTasks(id, wait) : updated
    },

    async setConstraints(id, constraints, wait) {
      const updated = await update(id, (spec) =>
        isSame(spec.TaskTemplate.Placement?.Constraints ?? [], constraints)
          ? null
          : withConstraints(spec, constraints),
      )
      return updated.ok ? awaitTasks(id, wait) : updated
    },
  }
}

/** A swarm that is not well hides nothing of the containers. */
function withoutServices(problem: EngineProblem): Result<null, EngineProblem> {
  return problem.code === 'engine-unreachable' ? failed(problem) : ok(null)
}

function tasksOf({ ID }: InspectedService, tasks: readonly Task[]): readonly Task[] {
  return tasks.filter(({ ServiceID }) => ServiceID === ID)
}

function withReplicas(spec: Spec, Replicas: number): Spec {
  const { Mode } = spec
  return { ...spec, Mode: { ...Mode, Replicated: { ...Mode.Replicated, Replicas } } }
}

/**
 * A placement that is not there any more, of a service whose tasks had one, crashes the daemon
 * (20.10): it is left there, and empty.
 */
function withConstraints(spec: Spec, constraints: readonly string[]): Spec {
  const Placement = { ...spec.TaskTemplate.Placement, Constraints: [...constraints] }
  return { ...spec, TaskTemplate: { ...spec.TaskTemplate, Placement } }
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((each, index) => each === other[index])
}

function patienceFor(wait: TaskWait, { stopGrace, start }: Deadlines): number {
  return wait.for === 'none' ? (wait.timeout ?? usualStopTimeout) * 1000 + stopGrace : start
}

/** What the newest task that came to nothing says. */
function lastTroubleIn(tasks: readonly Task[]): string {
  const troubled = tasks.filter(({ Status }) => Status.Err)
  const newest = troubled.toSorted(
    (one, other) => Date.parse(other.Status.Timestamp) - Date.parse(one.Status.Timestamp),
  )
  return newest[0]?.Status.Err ?? ''
}
