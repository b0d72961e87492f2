import type Docker from 'dockerode'
import type { RestartPolicy } from '../../src/shared/container'
import { containerId } from '../../src/shared/ids'
import type { ContainerId } from '../../src/shared/ids'
import type { Condition } from '../../src/shared/product'
import { eventually } from './eventually'
import { stubImage } from './image'

/** A container as Compose would make it. Without a stack it is a lone one. */
export interface Blueprint {
  readonly stack?: string
  readonly service: string
  /** Counts from 1, which is the default. */
  readonly replica?: number
  /** By default `<stack>-<service>-<replica>`, or the service's name. */
  readonly name?: string
  readonly does?: Behaviour
  readonly dependsOn?: Readonly<Record<string, Condition>>
  /** By default the policy is `no`. */
  readonly restart?: RestartPolicy['name'] | RestartPolicy
  /** Seconds; by default the engine's own, which is 10. */
  readonly stopTimeout?: number
  /** By default the engine's own, which is SIGTERM. */
  readonly stopSignal?: string
  /** Checked twice a second. */
  readonly health?: 'healthy' | 'unhealthy' | { readonly command: string }
  /** As `docker run --rm`. */
  readonly autoRemove?: boolean
  readonly ignored?: boolean
  readonly product?: { readonly name: string; readonly version: string }
  readonly labels?: Readonly<Record<string, string>>
  /** By the name of a container. */
  readonly sharesNetworkOf?: string
  /** `<folder of the host>:<folder of the container>` */
  readonly binds?: readonly string[]
}

/**
 * - `serves`: runs until it is told to stop, then ends with exit code 0 at once
 * - `ignores-stop`: runs until it is killed
 * - `succeeds`, `fails`: ends at once with exit code 0, or 3
 */
export type Behaviour = 'serves' | 'ignores-stop' | 'succeeds' | 'fails' | ShellCommand
interface ShellCommand {
  readonly shell: string
}

/** `ready` is said when the trap is set: a stop before that would have to kill. */
const commands = {
  serves: "trap 'exit 0' TERM; echo ready; sleep 100000 & wait",
  'ignores-stop': "trap '' TERM; echo ready; sleep 100000 & wait",
  succeeds: 'echo ready',
  fails: 'echo ready; exit 3',
}

export async function createContainer(docker: Docker, blueprint: Blueprint): Promise<ContainerId> {
  const { does = 'serves', stopTimeout, stopSignal, health, sharesNetworkOf, binds } = blueprint
  const shell = typeof does === 'string' ? commands[does] : does.shell
  const container = await docker.createContainer({
    name: nameOf(blueprint),
    Image: stubImage,
    Cmd: ['sh', '-c', shell],
    Labels: labelsOf(blueprint),
    ...(stopTimeout === undefined ? {} : { StopTimeout: stopTimeout }),
    ...(stopSignal === undefined ? {} : { StopSignal: stopSignal }),
    ...(health === undefined ? {} : { Healthcheck: healthcheckOf(health) }),
    HostConfig: {
      NetworkMode: sharesNetworkOf === undefined ? 'none' : `container:${sharesNetworkOf}`,
      RestartPolicy: restartPolicyOf(blueprint),
      AutoRemove: blueprint.autoRemove ?? false,
      ...(binds === undefined ? {} : { Binds: [...binds] }),
      // As every client sends them; left out, the daemon fills them in when it starts again.
      Dns: [],
      DnsOptions: [],
      DnsSearch: [],
    },
  })
  return containerId.parse(container.id)
}

/** Yields when its process has come so far that it can be told to stop. */
export async function runContainer(docker: Docker, blueprint: Blueprint): Promise<ContainerId> {
  const id = await createContainer(docker, blueprint)
  await docker.getContainer(id).start()
  const { does = 'serves' } = blueprint
  if (typeof does === 'string') await saysReady(docker, id)
  return id
}

/** Runs to its end. */
export async function finishedContainer(
  docker: Docker,
  blueprint: Blueprint,
): Promise<ContainerId> {
  const id = await createContainer(docker, blueprint)
  await docker.getContainer(id).start()
  await docker.getContainer(id).wait()
  return id
}

/** Runs and is stopped, as an administrator does it. */
export async function stoppedContainer(docker: Docker, blueprint: Blueprint): Promise<ContainerId> {
  const id = await runContainer(docker, blueprint)
  // As Docker takes it to be unless said otherwise; Podman 4 would kill it at once.
  await docker.getContainer(id).stop({ t: 10 })
  return id
}

/** Removes all containers of the engine, running or not, and all volumes. */
export async function wipe(docker: Docker): Promise<void> {
  const containers = await docker.listContainers({ all: true })
  const removed = await Promise.all(containers.map(({ Id }) => remove(docker, Id)))
  if (removed.includes('needed')) return wipe(docker)
  const { Volumes } = await docker.listVolumes()
  await Promise.all(Volumes.map(({ Name }) => docker.getVolume(Name).remove()))
}

/** Podman doesn't remove one whose network others share. */
async function remove(docker: Docker, id: string): Promise<'removed' | 'needed'> {
  try {
    await docker.getContainer(id).remove({ force: true, v: true })
  } catch (error) {
    if (error instanceof Error && error.message.includes('has dependent containers'))
      return 'needed'
    unlessGone(error)
  }
  return 'removed'
}

export function nameOf({ stack, service, replica = 1, name }: Blueprint): string {
  return name ?? (stack === undefined ? service : `${stack}-${service}-${replica}`)
}

function labelsOf(blueprint: Blueprint): Record<string, string> {
  const { stack, service, replica = 1, dependsOn = {}, product, ignored = false } = blueprint
  return {
    ...(stack === undefined
      ? {}
      : {
          'com.docker.compose.project': stack,
          'com.docker.compose.service': service,
          'com.docker.compose.container-number': String(replica),
          'com.docker.compose.oneoff': 'False',
          'com.docker.compose.depends_on': Object.entries(dependsOn)
            .map(([name, condition]) => `${name}:${condition}:false`)
            .join(','),
        }),
    ...(product === undefined
      ? {}
      : { 'tagout.product': product.name, 'tagout.version': product.version }),
    ...(ignored ? { 'tagout.maintenance': 'ignore' } : {}),
    ...blueprint.labels,
  }
}

function restartPolicyOf({ restart = 'no' }: Blueprint) {
  return typeof restart === 'string'
    ? { Name: restart, MaximumRetryCount: 0 }
    : { Name: restart.name, MaximumRetryCount: restart.maximumRetryCount }
}

function healthcheckOf(health: NonNullable<Blueprint['health']>) {
  const halfASecond = 500_000_000
  return {
    Test: ['CMD', ...checkOf(health)],
    Interval: halfASecond,
    Timeout: 4 * halfASecond,
    Retries: 1,
  }
}

function checkOf(health: NonNullable<Blueprint['health']>): readonly string[] {
  if (health === 'healthy') return ['true']
  if (health === 'unhealthy') return ['sh', '-c', 'echo broken; false']
  return health.command.split(' ')
}

async function saysReady(docker: Docker, id: ContainerId): Promise<void> {
  await eventually(
    async () => {
      const said = await docker.getContainer(id).logs({ stdout: true })
      return said.length > 0 || null
    },
    { within: 20_000, what: `container ${id} is ready` },
  )
}

/** One with `--rm` may go by itself meanwhile. */
function unlessGone(error: unknown): void {
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : null
  if (status !== 404 && status !== 409) throw error
}
