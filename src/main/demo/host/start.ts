import { failed, ok } from '../../../shared/result'
import type { Result } from '../../../shared/result'
import { isProgram } from '../shell/interpret'
import { isRunning } from './container'
import type { Container } from './container'
import type { Containers } from './containers'
import { refused } from './refusal'
import type { Refusal } from './refusal'
import { beginRun } from './run'
import type { Surroundings } from './run'

interface StartPorts extends Surroundings {
  readonly containers: Containers
  readonly hasNetwork: (name: string) => boolean
}

/** As `POST /containers/{id}/start`: yields when it runs. */
export async function start(
  container: Container,
  ports: StartPorts,
): Promise<Result<void, Refusal>> {
  const { status } = container.state
  if (status === 'paused') {
    return refused(409, 'cannot start a paused container, try unpause instead')
  }
  if (isRunning(container)) return refused(304, '')
  if (status === 'dead') {
    return refused(409, 'container is marked for removal and cannot be started')
  }
  const hindered = hindrance(container, ports)
  if (hindered !== null) {
    const exitCode = hindered.isProgram ? 127 : 128
    container.state = { ...container.state, exitCode, error: hindered.message }
    return refused(hindered.status, hindered.message)
  }
  const { startTakes } = container.config
  if (startTakes > 0) {
    await new Promise<void>((resolve) => ports.clock.after(startTakes, resolve))
    if (isRunning(container)) return ok()
    if (ports.containers.find(container.id) === null) return failed(noSuchContainer(container.id))
  }
  container.state = { ...container.state, restartCount: 0, stoppedByHand: false }
  beginRun(container, ports)
  return ok()
}

export function noSuchContainer(reference: string): Refusal {
  return { status: 404, message: `No such container: ${reference}` }
}

interface Hindrance extends Refusal {
  readonly isProgram?: true
}

function hindrance(
  { config: { networkMode, command } }: Container,
  { containers, hasNetwork }: StartPorts,
): Hindrance | null {
  const shared = networkMode.startsWith('container:') ? networkMode.slice(10) : null
  if (shared !== null) {
    const other = containers.find(shared)
    if (other === null) return noSuchContainer(shared)
    if (other.state.status === 'restarting') {
      return {
        status: 409,
        message: `Container ${shared} is restarting, wait until the container is running`,
      }
    }
    if (!isRunning(other)) {
      return {
        status: 409,
        message: `cannot join network of a non running container: ${shared}`,
      }
    }
  } else if (!hasNetwork(networkMode)) {
    return { status: 404, message: `network ${networkMode} not found` }
  }
  const [program = ''] = command
  if (isProgram(program)) return null
  return {
    status: 400,
    message: `failed to create task for container: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: exec: "${program}": executable file not found in $PATH: unknown`,
    isProgram: true,
  }
}
