import { failed, ok } from '../../../shared/result'
import type { Result } from '../../../shared/result'
import type { Clock } from '../../maintenance/ports'
import { createTimers } from '../shell/timers'
import { isRunning, newLife, newState } from './container'
import type { Container, ContainerConfig, ContainerState, Exec, RestartPolicy } from './container'
import { createContainers } from './containers'
import type { Containers } from './containers'
import { createEventLog } from './events'
import type { EventLog } from './events'
import { createExec, startExec } from './exec'
import type { Random } from './random'
import { takeCheck } from './health'
import { refused } from './refusal'
import type { Refusal } from './refusal'
import { comesBack } from './restart-policy'
import { backOff, beginProcess, endByMemory } from './run'
import type { Surroundings } from './run'
import { noSuchContainer, start } from './start'
import { kill, pause, stop, unpause } from './stop'
import { createHostVolumes } from './volumes'
import type { HostVolumes } from './volumes'

type Answer<T = void> = Result<T, Refusal>

/** A made-up machine with a daemon, in the engine's words: no HTTP, and all by its clock. */
export interface DemoHost {
  /** Tells this machine from any other. */
  readonly id: string
  readonly clock: Clock
  readonly containers: Containers
  readonly volumes: HostVolumes
  readonly events: EventLog
  /** Their ids, by name. */
  readonly networks: Map<string, string>
  newId(): string
  create(name: string | null, config: ContainerConfig, policy: RestartPolicy): Answer<Container>
  /** As it was: with its run, its checks or its back-off, and no event. */
  add(kept: KeptContainer): Container
  start(container: Container): Promise<Answer>
  stop(container: Container, timeout?: number | null): Promise<Answer>
  restart(container: Container, timeout?: number | null): Promise<Answer>
  kill(container: Container, signal?: string | null, reference?: string): Answer
  pause(container: Container): Answer
  unpause(container: Container): Answer
  update(container: Container, policy: RestartPolicy): Answer
  rename(container: Container, name: string): Answer
  /** @param force one that runs is killed first */
  remove(container: Container, force?: boolean): Answer
  exec(container: Container, command: readonly string[]): Answer<Exec>
  execNamed(id: string): Exec | null
  startExec(exec: Exec): Answer
  /** Its process ends by itself, with that exit code. */
  crash(container: Container, exitCode: number): void
  runOutOfMemory(container: Container): void
  /** As if its health check had just ended so. */
  takeCheck(container: Container, exitCode: number, output: string): void
  /** As a daemon that is told to end: it stops all that runs. */
  shutDown(): Promise<void>
  /** As a daemon that starts: what is to come back does. */
  boot(): void
  /** Nothing happens on it any more: its time stands still. */
  end(): void
}

export type KeptContainer = Pick<
  Container,
  'id' | 'name' | 'config' | 'createdAt' | 'restartPolicy'
> & {
  readonly state: ContainerState
  readonly files?: readonly string[]
}

/** Milliseconds until the next start of what was kept while it waited for that. */
const afterKeeping = 1000

export function createDemoHost(id: string, realTime: Clock, random: Random): DemoHost {
  const timers = createTimers(realTime)
  const clock: Clock = {
    now: () => realTime.now(),
    after: (milliseconds, callback) => timers.after(milliseconds, callback),
  }
  const containers = createContainers()
  const events = createEventLog(clock)
  const volumes = createHostVolumes(clock, events)
  const networks = new Map(['none', 'host', 'bridge', 'default'].map((name) => [name, name]))
  const execs = new Map<string, Exec>()
  let pids = 1000

  const newId = (): string => random.hex(64)
  const tell: Surroundings['tell'] = ({ id, name, config }, action, attributes = {}) =>
    events.tell({
      type: 'container',
      action,
      id,
      attributes: { ...config.labels, ...attributes, image: config.image, name },
    })
  const surroundings = {
    clock,
    tell,
    execs,
    newId,
    newPid: () => (pids = pids >= 30_000 ? 1001 : pids + 1),
    removed: forget,
    containers,
    hasNetwork: (name: string) => networks.has(name) || [...networks.values()].includes(name),
  }

  function forget(container: Container): void {
    if (containers.find(container.id) === null) return
    containers.delete(container)
    for (const [id, exec] of execs) if (exec.container === container.id) execs.delete(id)
    tell(container, 'destroy')
    const { onRemoved } = container.life
    for (const listener of onRemoved) listener(container.state.exitCode)
    onRemoved.clear()
  }

  function add({ files = [], ...kept }: KeptContainer): Container {
    const container: Container = { ...kept, output: '', files: new Set(files), life: newLife() }
    containers.add(container)
    if (isRunning(container)) {
      if (kept.state.status === 'restarting') backOff(container, afterKeeping, surroundings)
      else beginProcess(container, surroundings)
      if (kept.state.status === 'paused') container.life.process?.freeze()
    }
    return container
  }

  const stopNow = (container: Container, timeout: number | null = null) =>
    stop(container, timeout, surroundings)

  return {
    id,
    clock,
    containers,
    volumes,
    events,
    networks,
    newId,
    add,

    create(name, config, policy) {
      const id = newId()
      const named = name ?? `unnamed_${id.slice(0, 8)}`
      const other = containers.isNamed(named)
      if (other !== null) return nameTaken(named, other)
      const shared = config.networkMode.startsWith('container:')
        ? containers.find(config.networkMode.slice(10))
        : null
      const networkMode = shared === null ? config.networkMode : `container:${shared.id}`
      const container = add({
        id,
        name: named,
        config: { ...config, networkMode },
        createdAt: clock.now(),
        restartPolicy: policy,
        state: newState,
      })
      tell(container, 'create')
      return ok(container)
    },

    start: (container) => start(container, surroundings),
    stop: stopNow,

    async restart(container, timeout) {
      await stopNow(container, timeout)
      const started = await start(container, surroundings)
      if (!started.ok) return started
      tell(container, 'restart')
      return ok()
    },

    kill: (container, signal = null, reference = container.id) =>
      kill(container, reference, signal, surroundings),
    pause: (container) => pause(container, surroundings),
    unpause: (container) => unpause(container, surroundings),

    update(container, policy) {
      if (container.config.autoRemove && policy.name !== '' && policy.name !== 'no') {
        return refused(
          409,
          `Cannot update container ${container.id}: Restart policy cannot be updated because AutoRemove is enabled for the container`,
        )
      }
      if (policy.name !== '') container.restartPolicy = policy
      tell(container, 'update')
      return ok()
    },

    rename(container, name) {
      const other = containers.isNamed(name)
      if (other !== null) return nameTaken(name, other)
      const oldName = `/${container.name}`
      containers.rename(container, name)
      tell(container, 'rename', { oldName })
      return ok()
    },

    remove(container, force = false) {
      if (isRunning(container)) {
        if (!force) {
          return refused(
            409,
            `You cannot remove a running container ${container.id}. Stop the container before attempting removal or force remove`,
          )
        }
        kill(container, container.id, null, surroundings)
      }
      forget(container)
      return ok()
    },

    exec(container, command) {
      if (!isRunning(container)) return refused(409, `Container ${container.id} is not running`)
      if (container.state.status === 'paused') {
        return refused(
          409,
          `Container ${container.id} is paused, unpause the container before exec`,
        )
      }
      return ok(createExec(container, command, surroundings))
    },

    execNamed: (id) => execs.get(id) ?? null,

    startExec(exec) {
      const container = containers.find(exec.container)
      if (container === null) return failed(noSuchContainer(exec.container))
      if (exec.isRunning) {
        return refused(409, `Error: Exec command ${exec.id} is already running`)
      }
      startExec(container, exec, surroundings, { say: () => undefined, ended: () => undefined })
      return ok()
    },

    crash: (container, exitCode) => container.life.process?.end(exitCode),
    runOutOfMemory: (container) => endByMemory(container, surroundings),
    takeCheck: (container, exitCode, output) => {
      const now = clock.now()
      takeCheck(container, { start: now, end: now, exitCode, output }, surroundings)
    },

    async shutDown() {
      await Promise.all(
        [...containers.all()]
          .filter(isRunning)
          .map((container) => stop(container, null, surroundings, 'shutdown')),
      )
    },

    boot() {
      events.forget()
      for (const container of containers.all()) {
        if (!isRunning(container) && comesBack(container)) void start(container, surroundings)
      }
    },

    end() {
      timers.freeze()
      timers.clear()
    },
  }
}

function nameTaken(name: string, by: Container): Result<never, Refusal> {
  return failed({
    status: 409,
    message: `Conflict. The container name "/${name}" is already in use by container "${by.id}". You have to remove (or rename) that container to be able to reuse that name.`,
  })
}
