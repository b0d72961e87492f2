import Docker from 'dockerode'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import type { Outcome } from '../../src/shared/change'
import type { Problem } from '../../src/shared/problem'
import type { Result } from '../../src/shared/result'
import { finishedContainer, runContainer, wipe } from '../support/containers'
import { connectCore, productNamed } from '../support/core'
import type { Core } from '../support/core'
import { differences, inspectAll } from '../support/inspections'

const socket = inject('dockerSocket')
const zoo = { stack: 'zoo' }
const product = productNamed('zoo')
const request = { source: 'Manual', reason: 'all kinds', acknowledged: true } as const

/** Result, and by name what became of each container. */
function told(answer: Result<Outcome, Problem>): readonly unknown[] {
  if (!answer.ok) return [answer.problem.code]
  const each = answer.value.containers.map(({ name, result, killed }) => [
    name.replace(/^zoo-(.*)-1$/, '$1'),
    killed ? `${result}, killed` : result,
  ])
  return [answer.value.result, Object.fromEntries(each)]
}

describe('the core on a real engine', () => {
  const docker = new Docker({ socketPath: socket, host: undefined, protocol: 'http' })
  let core: Core

  beforeAll(async () => {
    core = await connectCore(socket, 'keeper')
  })
  afterAll(async () => {
    core.close()
    await wipe(docker)
  })

  it('heeds conditions, stop signals and stop timeouts, flags what was killed, and restores exactly', async () => {
    await finishedContainer(docker, { ...zoo, service: 'migrate', does: 'succeeds' })
    const db = await runContainer(docker, {
      ...zoo,
      service: 'db',
      health: 'healthy',
      restart: 'always',
    })
    await runContainer(docker, {
      ...zoo,
      service: 'api',
      dependsOn: { db: 'service_healthy', migrate: 'service_completed_successfully' },
      restart: 'unless-stopped',
    })
    await runContainer(docker, {
      ...zoo,
      service: 'signalled',
      does: { shell: "trap '' TERM; trap 'exit 7' USR1; sleep 100000 & wait" },
      stopSignal: 'SIGUSR1',
      stopTimeout: 60,
    })
    await runContainer(docker, {
      ...zoo,
      service: 'stubborn',
      does: 'ignores-stop',
      stopTimeout: 1,
    })
    await core.host.engine.awaitUntil(db, 'healthy')
    const before = await inspectAll(docker)

    const entering = await core.service.change(product, { to: 'Maintenance', ...request })
    const { State } = await docker.getContainer('zoo-signalled-1').inspect()
    const exiting = await core.service.change(product, { to: 'Normal', ...request })
    await core.host.engine.awaitUntil(db, 'healthy')
    const startedAt = async (name: string): Promise<string> =>
      (await docker.getContainer(name).inspect()).State.StartedAt

    expect({
      entering: told(entering),
      signalled: State.ExitCode,
      exiting: told(exiting),
      isApiAfterDb: (await startedAt('zoo-db-1')) < (await startedAt('zoo-api-1')),
      differences: differences(before, await inspectAll(docker)),
    }).toEqual({
      entering: [
        'changed',
        { api: 'stopped', db: 'stopped', signalled: 'stopped', stubborn: 'stopped, killed' },
      ],
      signalled: 7,
      exiting: [
        'changed',
        { api: 'started', db: 'started', signalled: 'started', stubborn: 'started' },
      ],
      isApiAfterDb: true,
      differences: [],
    })
  })
})
