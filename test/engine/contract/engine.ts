import type Docker from 'dockerode'
import { describe, expect, it } from 'vitest'
import { containerId } from '../../../src/shared/ids'
import { failed, ok } from '../../../src/shared/result'
import {
  createContainer,
  finishedContainer,
  runContainer,
  stoppedContainer,
} from '../../support/containers'
import { eventually } from '../../support/eventually'
import { differences, inspectAll } from '../../support/inspections'
import { theShop } from '../../support/shop'
import { engineAt, unhealthyOn } from './at'
import type { Engine } from './at'

const nobody = containerId.parse('f'.repeat(64))
const gone = failed({ code: 'container-gone' })

/** What the core may rely on of a `ContainerEngine`. */
export function engineContract(name: Engine, socket: string): void {
  describe(`${name} as a container engine`, () => {
    const world = engineAt(socket)
    /** Podman can since 5.1. */
    async function changesPolicies(): Promise<boolean> {
      const id = await createContainer(world.docker, { service: 'policy' })
      const inspected = await world.connection.engine.inspect(id)
      await world.docker.getContainer(id).remove()
      return inspected.ok && inspected.value.details.fixedPolicy === null
    }

    it('tells of a container what a restore has to know', async () => {
      const id = await runContainer(world.docker, {
        stack: 'shop',
        service: 'api',
        restart: { name: 'on-failure', maximumRetryCount: 3 },
        stopTimeout: 7,
        health: 'healthy',
      })
      await world.connection.engine.awaitUntil(id, 'healthy')

      expect(await world.connection.engine.inspect(id)).toEqual(
        ok({
          id,
          name: 'shop-api-1',
          image: name === 'Podman' ? 'docker.io/library/stub:latest' : 'stub:latest',
          labels: expect.objectContaining({ 'com.docker.compose.service': 'api' }) as unknown,
          state: 'running',
          health: 'healthy',
          exitCode: null,
          sharesNetworkOf: null,
          swarm: null,
          details: {
            restartPolicy: { name: 'on-failure', maximumRetryCount: 3 },
            fixedPolicy: (await changesPolicies()) ? null : { startedIt: false },
            startedAt: expect.stringMatching(/^20.*Z$/) as unknown,
            finishedAt: null,
            autoRemove: false,
            stopTimeout: 7,
            hasHealthcheck: true,
          },
        }),
      )
    })

    it('tells of a container that never started that it has no times', async () => {
      const id = await createContainer(world.docker, { service: 'idle', autoRemove: true })

      const inspected = await world.connection.engine.inspect(id)

      expect(inspected).toMatchObject(
        ok({
          state: 'created',
          exitCode: null,
          details: {
            restartPolicy: { name: 'no', maximumRetryCount: 0 },
            startedAt: null,
            finishedAt: null,
            autoRemove: true,
            stopTimeout: null,
            hasHealthcheck: false,
          },
        }),
      )
    })

    it('stops and starts, and doing so again succeeds', async () => {
      const id = await runContainer(world.docker, { service: 'web', restart: 'always' })
      const { engine } = world.connection
      const stateNow = async () => {
        const inspected = await engine.inspect(id)
        return inspected.ok ? [inspected.value.state, inspected.value.exitCode] : inspected
      }

      expect(await engine.stop(id, null)).toEqual(ok())
      expect(await stateNow()).toEqual(['exited', 0])
      expect(await engine.stop(id, null)).toEqual(ok())
      expect(await stateNow()).toEqual(['exited', 0])
      expect(await engine.start(id)).toEqual(ok())
      expect(await stateNow()).toEqual(['running', null])
      expect(await engine.start(id)).toEqual(ok())
      expect(await stateNow()).toEqual(['running', null])
    })

    it("kills what ignores the stop signal after the container's own timeout", async () => {
      const id = await runContainer(world.docker, {
        service: 'deaf',
        does: 'ignores-stop',
        stopTimeout: 1,
      })
      const begun = performance.now()

      expect(await world.connection.engine.stop(id, 1)).toEqual(ok())

      const seconds = (performance.now() - begun) / 1000
      expect(seconds).toBeGreaterThan(0.9)
      expect(seconds).toBeLessThan(8)
      expect(await world.connection.engine.inspect(id)).toMatchObject(ok({ exitCode: 137 }))
    })

    it('says that a stop takes too long, which goes on all the same', async () => {
      const impatient = await world.connect({ deadlines: { stopGrace: -1700 } })
      const id = await runContainer(world.docker, {
        service: 'deaf',
        does: 'ignores-stop',
        stopTimeout: 2,
      })

      expect(await impatient.engine.stop(id, 2)).toEqual(
        failed({ code: 'engine-timeout', seconds: 0.3 }),
      )
      impatient.close()

      await world.docker.getContainer(id).wait()
      expect(await world.connection.engine.inspect(id)).toMatchObject(ok({ state: 'exited' }))
    })

    it('stops a paused container, and one in a crash loop', async () => {
      const paused = await runContainer(world.docker, { service: 'paused' })
      const looping = await createContainer(world.docker, {
        service: 'looping',
        does: 'fails',
        restart: 'always',
      })
      const { engine } = world.connection
      await engine.pause(paused)
      await engine.start(looping)
      await eventually(
        async () => {
          const inspected = await engine.inspect(looping)
          return (inspected.ok && inspected.value.state === 'restarting') || null
        },
        { within: 20_000, what: 'it waits for its next start' },
      )

      expect(await engine.stop(paused, null)).toEqual(ok())
      expect(await engine.stop(looping, null)).toEqual(ok())

      expect(await engine.inspect(paused)).toMatchObject(ok({ state: 'exited' }))
      expect(await engine.inspect(looping)).toMatchObject(ok({ state: 'exited', exitCode: 3 }))
    })

    it('stops a container that was started with --rm, which is gone then', async () => {
      const id = await runContainer(world.docker, { service: 'job', autoRemove: true })
      const { engine } = world.connection

      expect(await engine.stop(id, null)).toEqual(ok())

      await eventually(async () => ((await engine.inspect(id)).ok ? null : true), {
        within: 10_000,
        what: 'it is removed',
      })
      expect(await engine.inspect(id)).toEqual(gone)
      expect(await engine.stop(id, null)).toEqual(gone)
    })

    it('says of a container that is not there that it is gone', async () => {
      const { engine } = world.connection

      expect(await engine.inspect(nobody)).toEqual(gone)
      expect(await engine.stop(nobody, null)).toEqual(gone)
      expect(await engine.start(nobody)).toEqual(gone)
      expect(await engine.pause(nobody)).toEqual(gone)
      expect(await engine.setRestartPolicy(nobody, { name: 'no', maximumRetryCount: 0 })).toEqual(
        gone,
      )
      expect(await engine.awaitUntil(nobody, 'healthy')).toEqual(gone)
    })

    it("refuses, in the engine's words, to start what can't start", async () => {
      const paused = await runContainer(world.docker, { service: 'paused' })
      await stoppedContainer(world.docker, { service: 'host' })
      const dependent = await createContainer(world.docker, {
        service: 'guest',
        sharesNetworkOf: 'host',
      })
      const { engine } = world.connection
      await engine.pause(paused)

      expect(await engine.start(paused)).toMatchObject(failed({ code: 'engine-refused' }))
      expect(await engine.start(dependent)).toMatchObject(
        // Podman starts what it shares the network of.
        name === 'Podman'
          ? ok()
          : failed({
              code: 'engine-refused',
              detail: expect.stringContaining('non running container') as unknown,
            }),
      )
    })

    it('does not take a network that is gone for a container that is gone', async () => {
      const network = await world.docker.createNetwork({ Name: 'backyard', Driver: 'bridge' })
      const { id } = await world.docker.createContainer({
        Image: 'stub:latest',
        Cmd: ['true'],
        HostConfig: { NetworkMode: 'backyard' },
      })
      await network.remove()

      expect(await world.connection.engine.start(containerId.parse(id))).toMatchObject(
        failed({
          code: 'engine-refused',
          detail: expect.stringContaining('network') as unknown,
        }),
      )
    })

    it('pauses, and doing so again succeeds; what does not run is refused', async () => {
      const running = await runContainer(world.docker, { service: 'web' })
      const stopped = await finishedContainer(world.docker, { service: 'done', does: 'succeeds' })
      const { engine } = world.connection

      expect(await engine.pause(running)).toEqual(ok())
      expect(await engine.pause(running)).toEqual(ok())
      expect(await engine.inspect(running)).toMatchObject(ok({ state: 'paused' }))
      expect(await engine.pause(stopped)).toMatchObject(failed({ code: 'engine-refused' }))
    })

    it('leaves no trace after hold, stop, release and start', async () => {
      const held = await changesPolicies()
      const ids = Object.values(await theShop(world.docker))
      const { engine } = world.connection
      const before = await inspectAll(world.docker)
      const containers = await Promise.all(
        ids.map(async (id) => {
          const inspected = await engine.inspect(id)
          if (!inspected.ok) throw new Error(inspected.problem.code)
          return inspected.value
        }),
      )

      await Promise.all(
        containers.map(async ({ id, details }) => {
          if (held) await engine.setRestartPolicy(id, { name: 'no', maximumRetryCount: 0 })
          await engine.stop(id, details.stopTimeout)
        }),
      )
      const down = await inspectAll(world.docker)
      await Promise.all(
        containers.map(async ({ id, state, details }) => {
          if (held) await engine.setRestartPolicy(id, details.restartPolicy)
          if (state === 'running') await engine.start(id)
        }),
      )

      expect(differences(before, down)).toContain(
        held
          ? 'shop-app-api-1.HostConfig.RestartPolicy.Name: "on-failure" -> "no"'
          : 'shop-app-api-1.State.Running: true -> false',
      )
      expect(differences(before, await inspectAll(world.docker))).toEqual([])
    })

    it('puts each restart policy on a running container and on a stopped one', async () => {
      const running = await runContainer(world.docker, { service: 'one' })
      const stopped = await createContainer(world.docker, { service: 'other' })
      const { engine } = world.connection
      const policies = [
        { name: 'always', maximumRetryCount: 0 },
        { name: 'unless-stopped', maximumRetryCount: 0 },
        { name: 'on-failure', maximumRetryCount: 0 },
        { name: 'on-failure', maximumRetryCount: 5 },
        { name: 'no', maximumRetryCount: 0 },
      ] as const

      if (!(await changesPolicies())) {
        const [policy] = policies
        expect(await engine.setRestartPolicy(running, policy)).toMatchObject(
          failed({ code: 'engine-refused', status: 404 }),
        )
        return
      }
      for (const id of [running, stopped]) {
        for (const restartPolicy of policies) {
          expect(await engine.setRestartPolicy(id, restartPolicy)).toEqual(ok())
          expect(await engine.inspect(id)).toMatchObject(ok({ details: { restartPolicy } }))
        }
      }
    })

    it('waits until a container is healthy', async () => {
      const id = await runContainer(world.docker, {
        service: 'db',
        health: { command: 'sleep 0.3' },
      })

      expect(await world.connection.engine.inspect(id)).toMatchObject(ok({ health: 'starting' }))
      expect(await world.connection.engine.awaitUntil(id, 'healthy')).toEqual(ok())
      expect(await world.connection.engine.inspect(id)).toMatchObject(ok({ health: 'healthy' }))
    })

    it('tells what runs in a container by exec, but not what has ended, nor its health check', async () => {
      const id = await runContainer(world.docker, {
        service: 'db',
        health: { command: 'sleep 1000' },
      })
      const container = world.docker.getContainer(id)
      const run = async (Cmd: string[]) => {
        const exec = await container.exec({ Cmd })
        await exec.start({ Detach: true })
        return exec
      }
      await run(['sleep', '2000'])
      const ended = await run(['true'])
      await eventually(async () => ((await isOver(container, ended)) ? true : null), {
        within: 5_000,
        what: 'the exec has ended',
      })
      await eventually(
        async () => {
          const { ExecIDs } = await container.inspect()
          const execs = (ExecIDs ?? []).map((each) => world.docker.getExec(each).inspect())
          const running = (await Promise.all(execs)).filter(({ Running }) => Running)
          return running.length >= 2 || null
        },
        { within: 10_000, what: 'its health check is under way' },
      )
      const { engine } = world.connection

      expect(await engine.sessionsIn(id)).toEqual(ok(['sleep 2000']))
      await engine.stop(id, null)
      expect(await engine.sessionsIn(id)).toEqual(ok([]))
    })

    it('gives up waiting at once when it is told to', async () => {
      const id = await runContainer(world.docker, {
        service: 'undecided',
        health: { command: 'sleep 1000' },
      })
      let giveUp: () => void = () => undefined
      const givenUp = new Promise<void>((resolve) => {
        giveUp = resolve
      })
      const answers: unknown[] = []
      const waiting = world.connection.engine.awaitUntil(id, 'healthy', givenUp)
      void waiting.then((answer) => answers.push(answer))
      await world.connection.engine.inspect(id)
      const early = [...answers]

      giveUp()

      expect({ early, answer: await waiting }).toEqual({
        early: [],
        answer: failed({ code: 'cancelled' }),
      })
    })

    it('takes a running container without a health check for healthy', async () => {
      const id = await runContainer(world.docker, { service: 'plain' })

      expect(await world.connection.engine.awaitUntil(id, 'healthy')).toEqual(ok())
    })

    it('says that a container is not healthy, with what its check said', async () => {
      const sick = await runContainer(world.docker, { service: 'sick', health: unhealthyOn(name) })
      const down = await stoppedContainer(world.docker, { service: 'down', health: 'healthy' })
      const { engine } = world.connection

      expect(await engine.awaitUntil(sick, 'healthy')).toEqual(
        failed({ code: 'unhealthy', detail: 'Exit code 1: broken' }),
      )
      expect(await engine.awaitUntil(down, 'healthy')).toEqual(
        failed({ code: 'unhealthy', detail: 'It is exited, exit code 0.' }),
      )
    })

    it('says that a container dies while its health is waited for', async () => {
      const id = await runContainer(world.docker, {
        service: 'db',
        does: { shell: 'sleep 0.3; exit 4' },
        health: { command: 'sleep 1' },
      })

      expect(await world.connection.engine.awaitUntil(id, 'healthy')).toEqual(
        failed({ code: 'unhealthy', detail: 'It is exited, exit code 4.' }),
      )
    })

    it('waits no longer for health than the check itself takes, and some', async () => {
      const impatient = await world.connect({ deadlines: { health: -2400 } })
      const id = await runContainer(world.docker, {
        service: 'slow',
        health: { command: 'sleep 1.9' },
      })

      expect(await impatient.engine.awaitUntil(id, 'healthy')).toEqual(
        failed({ code: 'engine-timeout', seconds: 0.1 }),
      )
    })

    it('waits until a one-shot has ended', async () => {
      const { docker, connection } = world
      const good = await runContainer(docker, {
        service: 'good',
        does: { shell: 'sleep 0.3' },
      })
      const bad = await runContainer(docker, {
        service: 'bad',
        does: { shell: 'sleep 0.3; exit 9' },
      })
      const never = await createContainer(docker, { service: 'never' })
      const { engine } = connection

      expect(
        await Promise.all([
          engine.awaitUntil(good, 'completed'),
          engine.awaitUntil(bad, 'completed'),
          engine.awaitUntil(never, 'completed'),
        ]),
      ).toEqual([
        ok(),
        failed({ code: 'not-completed', exitCode: 9 }),
        failed({ code: 'not-completed', exitCode: null }),
      ])
      expect(await engine.awaitUntil(good, 'completed')).toEqual(ok())
    })

    it('waits through the restarts of a one-shot that may fail', async () => {
      const id = await runContainer(world.docker, {
        service: 'migrate',
        does: { shell: 'test -e /tmp/tried || { touch /tmp/tried; sleep 0.3; exit 1; }' },
        restart: { name: 'on-failure', maximumRetryCount: 5 },
      })

      expect(await world.connection.engine.awaitUntil(id, 'completed')).toEqual(ok())
    })

    /** Podman takes minutes to notice that one has ended. */
    async function isOver(container: Docker.Container, exec: Docker.Exec): Promise<boolean> {
      if (name !== 'Podman') return !(await exec.inspect()).Running
      const { Processes } = (await container.top({ ps_args: 'args' })) as { Processes: string[][] }
      return !Processes.flat().includes('true')
    }
  })
}
