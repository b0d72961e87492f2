import { isRunning } from '../host/container'
import type { Container, HealthReport } from '../host/container'
import { humanDuration } from './duration'

/** One of `GET /containers/json` */
export function listed(container: Container, now: number) {
  const { id, name, config, createdAt, state } = container
  return {
    Id: id,
    Names: [`/${name}`],
    Image: config.image,
    Command: config.command.join(' '),
    Created: Math.floor(createdAt / 1000),
    Ports: [],
    Labels: config.labels,
    State: state.status,
    Status: statusOf(container, now),
    HostConfig: { NetworkMode: config.networkMode },
    NetworkSettings: { Networks: {} },
    Mounts: [],
  }
}

/** `Up 2 minutes (healthy)` (dockerd's `container/state.go`) */
function statusOf({ state }: Container, now: number): string {
  const { status, health, exitCode, startedAt, finishedAt } = state
  const up = `Up ${humanDuration(now - (startedAt ?? now))}`
  const ago = `${humanDuration(now - (finishedAt ?? now))} ago`
  switch (status) {
    case 'paused':
      return `${up} (Paused)`
    case 'restarting':
      return `Restarting (${exitCode}) ${ago}`
    case 'running':
      if (health === null) return up
      return `${up} (${health.status === 'starting' ? 'health: starting' : health.status})`
    case 'created':
      return 'Created'
    case 'dead':
      return 'Dead'
    case 'exited':
      return `Exited (${exitCode}) ${ago}`
  }
}

/** `GET /containers/{id}/json` */
export function inspected(container: Container) {
  const { id, name, config, createdAt, state, restartPolicy, life } = container
  const [path = '', ...args] = config.command
  const execs = [...life.execs.keys()]
  return {
    Id: id,
    Created: timeOf(createdAt),
    Path: path,
    Args: args,
    State: {
      Status: state.status,
      Running: isRunning(container),
      Paused: state.status === 'paused',
      Restarting: state.status === 'restarting',
      OOMKilled: state.oomKilled,
      Dead: state.status === 'dead',
      Pid: life.pid,
      ExitCode: state.exitCode,
      Error: state.error,
      StartedAt: timeOf(state.startedAt),
      FinishedAt: timeOf(state.finishedAt),
      ...(state.health === null ? {} : { Health: toldHealth(state.health) }),
    },
    Image: config.image,
    Name: `/${name}`,
    RestartCount: state.restartCount,
    Driver: 'demo',
    Platform: 'linux',
    ExecIDs: execs.length === 0 ? null : execs,
    HostConfig: {
      NetworkMode: config.networkMode,
      RestartPolicy: {
        Name: restartPolicy.name,
        MaximumRetryCount: restartPolicy.maximumRetryCount,
      },
      AutoRemove: config.autoRemove,
    },
    Mounts: [],
    Config: {
      Hostname: id.slice(0, 12),
      Cmd: config.command,
      Image: config.image,
      Labels: config.labels,
      ...(config.stopSignal === null ? {} : { StopSignal: config.stopSignal }),
      ...(config.stopTimeout === null ? {} : { StopTimeout: config.stopTimeout }),
      ...(config.healthcheck === null
        ? {}
        : {
            Healthcheck: {
              Test: config.healthcheck.test,
              Interval: config.healthcheck.interval,
              Timeout: config.healthcheck.timeout,
              StartPeriod: config.healthcheck.startPeriod,
              Retries: config.healthcheck.retries,
            },
          }),
    },
    NetworkSettings: { Networks: {} },
  }
}

function toldHealth({ status, failingStreak, log }: HealthReport) {
  return {
    Status: status,
    FailingStreak: failingStreak,
    Log: log.map(({ start, end, exitCode, output }) => ({
      Start: timeOf(start),
      End: timeOf(end),
      ExitCode: exitCode,
      Output: output,
    })),
  }
}

/** The engine writes the year 1 for never. */
function timeOf(milliseconds: number | null): string {
  return milliseconds === null ? '0001-01-01T00:00:00Z' : new Date(milliseconds).toISOString()
}
