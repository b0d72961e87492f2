import Docker from 'dockerode'
import { afterAll, afterEach, beforeAll } from 'vitest'
import { connectDocker } from '../../../src/main/docker/connect'
import type { ConnectOptions, DockerConnection } from '../../../src/main/docker/connect'
import { wipe } from '../../support/containers'
import type { Blueprint } from '../../support/containers'

/** Some of what a contract says is another thing with each. */
export type Engine = 'Docker' | 'Podman' | 'The demo engine'

/**
 * A check that fails and says `broken`. Podman 4 splits what a shell is to be told at its blanks; the
 * images of the demo have no such program.
 */
export function unhealthyOn(engine: Engine): NonNullable<Blueprint['health']> {
  return engine === 'Podman' ? { command: 'broken' } : 'unhealthy'
}

/** An engine to hold the adapter against, and the way around it for what the tests need. */
export interface UnderTest {
  readonly connection: DockerConnection
  readonly docker: Docker
  /** Another connection to it; closed after the test. */
  connect(options?: ConnectOptions): Promise<DockerConnection>
}

/** Connected while the tests of a `describe` run; each leaves the engine as it found it. */
export function engineAt(socket: string): UnderTest {
  const docker = new Docker({ socketPath: socket, host: undefined, protocol: 'http' })
  const others: DockerConnection[] = []
  let connection: DockerConnection | null = null

  async function connect(options?: ConnectOptions): Promise<DockerConnection> {
    const connected = await connectDocker(
      { kind: 'socket', path: socket },
      { ...options, deadlines: { connect: 60_000, ...options?.deadlines } },
    )
    if (!connected.ok) throw new Error(JSON.stringify(connected.problem))
    return connected.value
  }

  beforeAll(async () => {
    connection = await connect()
  })
  afterEach(async () => {
    for (const other of others.splice(0)) other.close()
    await wipe(docker)
  })
  afterAll(() => connection?.close())

  return {
    docker,
    get connection() {
      if (connection === null) throw new Error('Not connected yet')
      return connection
    },
    async connect(options) {
      const other = await connect(options)
      others.push(other)
      return other
    },
  }
}
