import Docker from 'dockerode'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { describe, expect, inject, it, onTestFinished } from 'vitest'
import type { DockerConnection } from '../../src/main/docker/connect'
import type { LiveEnvironment } from '../../src/main/environments/environment'
import type { ConnectionProblem } from '../../src/shared/problem'
import { ok } from '../../src/shared/result'
import { bundled } from '../support/bundled'
import { finishedContainer, runContainer, wipe } from '../support/containers'
import { connectCore, productNamed } from '../support/core'
import { eventually } from '../support/eventually'
import { differences, inspectAll } from '../support/inspections'
import { aPlant } from '../support/plant'
import { processesWith } from '../support/processes'
import { openRealEnvironment } from '../support/real-environment'
import { theShop } from '../support/shop'

const socket = inject('dockerSocket')
const plant = aPlant(socket)
const cutOff = { code: 'connection-lost', detail: expect.stringMatching(/^ssh: ./) as unknown }

/** Follows its events; yields what is told, by the tunnel's word, when they have ended. */
async function following(
  connection: DockerConnection,
): Promise<{ told: ConnectionProblem | null }> {
  const end: { told: ConnectionProblem | null } = { told: null }
  const followed = await connection.follow(
    () => undefined,
    (why) => void connection.why?.(why).then((told) => (end.told = told)),
  )
  expect(followed).toEqual(ok())
  return end
}

function toldOf(end: { readonly told: ConnectionProblem | null }): Promise<ConnectionProblem> {
  return eventually(() => end.told, { within: 30_000, what: 'the end is told' })
}

describe('A connection through SSH', () => {
  it('that is cut off is told in ssh’s words', async () => {
    const connection = await plant.connected()
    const end = await following(connection)

    await plant.sshd.signalConnections('SIGKILL')

    expect(await toldOf(end)).toEqual(cutOff)
  })

  it('over which nothing comes any more is given up within thirty seconds, though nothing is sent', async () => {
    const connection = await plant.connected()
    const end = await following(connection)

    await plant.sshd.signalConnections('SIGSTOP')

    const why = await toldOf(end)
    await plant.sshd.signalConnections('SIGKILL')
    expect(why).toEqual({
      code: 'connection-lost',
      detail: 'ssh: Timeout, server 127.0.0.1 not responding',
    })
  })

  it('whose ssh is killed says so', async () => {
    const connection = await plant.connected()
    const end = await following(connection)

    for (const pid of await processesWith(join(plant.folder, 'tagout-ssh-'))) {
      process.kill(pid, 'SIGKILL')
    }

    expect(await toldOf(end)).toEqual({
      code: 'connection-lost',
      detail: 'ssh: it was ended by SIGKILL',
    })
  })

  it('whose engine alone ends the stream is not told as the tunnel’s loss', async () => {
    const connection = await plant.connected()
    const problem: ConnectionProblem = { code: 'connection-lost', detail: 'as the engine said' }

    expect(await connection.why?.(problem)).toEqual(problem)
  })

  it('brings its environment back when the host is back, and says meanwhile why it is offline', async () => {
    const environment = openRealEnvironment('plant', plant.at(), '')
    onTestFinished(() => environment.close())
    await seen(environment, 'connected')

    await plant.sshd.kill()
    const offline = await seen(environment, 'offline')
    await plant.sshd.start()

    expect(offline).toMatchObject({ problem: cutOff })
    expect(await seen(environment, 'connected')).toMatchObject({ state: 'connected' })
    environment.close()
    await plant.nothingIsLeft()
  })

  it('carries a whole maintenance, after which all is as it was', async () => {
    const docker = new Docker({ socketPath: socket, host: undefined, protocol: 'http' })
    onTestFinished(() => wipe(docker))
    await theShop(docker)
    await finishedContainer(docker, { stack: 'shop-app', service: 'once', does: 'succeeds' })
    await runContainer(docker, { stack: 'shop-app', service: 'extra', restart: 'always' })
    const before = await inspectAll(docker)
    const core = await connectCore(plant.at(), 'far')
    onTestFinished(() => core.close())
    const product = productNamed('shop')
    const request = { source: 'Manual', reason: 'patches', acknowledged: true } as const

    const entered = await core.service.change(product, { ...request, to: 'Maintenance' })
    const down = await docker.listContainers()
    const left = await core.service.change(product, { ...request, to: 'Normal' })

    expect([entered, left]).toMatchObject([
      { ok: true, value: { result: 'changed' } },
      { ok: true, value: { result: 'changed' } },
    ])
    expect(down.map(({ Names }) => Names[0])).toEqual(['/shop-web-monitor-1'])
    expect(differences(before, await inspectAll(docker))).toEqual([])
    core.close()
  })
})

describe('A Tagout that is killed', () => {
  it('leaves no ssh behind, and its sockets go at the next start', async () => {
    const tagout = await startProcess(`ssh://plant${socket}`)
    const before = await processesWith(join(plant.folder, 'tagout-ssh-'))

    const ended = once(tagout, 'exit')
    tagout.kill('SIGKILL')
    await ended

    await eventually(
      async () => (await processesWith(join(plant.folder, 'tagout-ssh-'))).length === 0 || null,
      { within: 20_000, what: 'ssh has ended' },
    )
    const left = await plant.tunnelFolders()
    const next = await startProcess(`ssh://plant${socket}`)
    const swept = await plant.tunnelFolders()
    const nextEnded = once(next, 'exit')
    next.kill('SIGTERM')
    await nextEnded
    for (const folder of swept) await rm(join(plant.folder, folder), { recursive: true })
    expect([before.length > 0, left.length]).toEqual([true, 1])
    expect(swept.filter((folder) => left.includes(folder))).toEqual([])
  })
})

function seen(environment: LiveEnvironment, state: 'connected' | 'offline') {
  return eventually(
    () => {
      const { connection } = environment.shown()
      return connection.state === state ? connection : null
    },
    { within: 40_000, what: state },
  )
}

/** Yields once it is connected. */
async function startProcess(address: string) {
  const program = await bundled('ssh-process.ts')
  onTestFinished(() => program.remove())
  const child = spawn(process.execPath, [program.path, address], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [said] = (await once(createInterface({ input: child.stdout }), 'line')) as [string]
  expect(said).toBe('connected')
  return child
}
