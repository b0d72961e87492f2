import type Docker from 'dockerode'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import {
  createContainer,
  finishedContainer,
  runContainer,
  stoppedContainer,
} from '../../support/containers'
import { eventually } from '../../support/eventually'
import { engineAt } from './at'

/**
 * What an engine answers and tells, as the adapter reads it, without the adapter: two engines that
 * both meet this are the same to Tagout.
 */
export function verbContract(name: string, socket: string): void {
  describe(`${name}, asked without the adapter`, () => {
    const world = engineAt(socket)

    it.each([
      ['start', [204, 304, 409, 204, 204, 404]],
      ['stop', [304, 204, 204, 304, 304, 404]],
      ['pause', [409, 204, 409, 409, 409, 404]],
      ['kill', [409, 204, 204, 409, 409, 404]],
      ['restart', [204, 204, 204, 204, 204, 404]],
    ] as const)(
      'answers %s of what is created, runs, is paused, has ended, was stopped, is not there',
      async (verb, expected) => {
        const { docker } = world
        const paused = await runContainer(docker, { service: 'paused' })
        await docker.getContainer(paused).pause()
        const ids = [
          await createContainer(docker, { service: 'created' }),
          await runContainer(docker, { service: 'running' }),
          paused,
          await finishedContainer(docker, { service: 'ended', does: 'fails' }),
          await stoppedContainer(docker, { service: 'stopped' }),
          'f'.repeat(64),
        ]
        const answers: number[] = []
        for (const id of ids) {
          const container = docker.getContainer(id)
          answers.push(await statusOf(verbs[verb](container)))
        }

        expect(answers).toEqual(expected)
      },
    )

    it('refuses to remove what runs, unless by force, and to take a name or a policy twice', async () => {
      const { docker } = world
      const web = docker.getContainer(await runContainer(docker, { service: 'web' }))
      const job = await runContainer(docker, { service: 'job', autoRemove: true })
      const always = { RestartPolicy: { Name: 'always' } }

      expect([
        await statusOf(web.remove()),
        await statusOf(createContainer(docker, { service: 'web' })),
        await statusOf(web.rename({ name: 'job' })),
        await statusOf(docker.getContainer(job).update(always)),
        await statusOf(web.update({ RestartPolicy: { Name: 'sometimes' } })),
        await statusOf(web.update({ RestartPolicy: { Name: 'always', MaximumRetryCount: 3 } })),
        await statusOf(web.update(always)),
        await statusOf(web.remove({ force: true })),
        await statusOf(web.inspect()),
      ]).toEqual([409, 409, 409, 409, 400, 400, 200, 204, 404])
    })

    it('is no manager of a swarm, and says so', async () => {
      const { docker } = world

      expect([
        await statusOf(docker.listServices()),
        await statusOf(docker.listTasks()),
        await statusOf(docker.getVolume('nothing').inspect()),
        await statusOf(docker.getVolume('nothing').remove()),
        await statusOf(docker.getExec('nothing').inspect()),
      ]).toEqual([503, 503, 404, 404, 404])
    })

    it('tells of each verb in this order', async () => {
      const { docker } = world
      const told = await listening(docker)
      const web = docker.getContainer(
        await runContainer(docker, { service: 'web', restart: 'always' }),
      )
      await web.pause()
      await web.unpause()
      await web.update({ RestartPolicy: { Name: 'no' } })
      await web.stop()
      await web.start()
      await saysReady(web, 2)
      await web.pause()
      await web.stop()
      await web.start()
      await saysReady(web, 3)
      await web.restart()
      await web.kill()
      await web.wait()
      await web.rename({ name: 'web2' })
      await web.remove()

      expect(await told.until('destroy')).toEqual([
        ...['create', 'start', 'pause', 'unpause', 'update'],
        ...['kill', 'die', 'stop', 'start', 'pause', 'kill', 'unpause', 'die', 'stop'],
        ...['start', 'kill', 'die', 'stop', 'start', 'restart', 'kill', 'die', 'rename', 'destroy'],
      ])
    })

    it('tells of what is killed for its deafness, of what goes as it ends, and of a loop', async () => {
      const { docker } = world
      const deaf = await listening(docker)
      const one = await runContainer(docker, {
        service: 'deaf',
        does: 'ignores-stop',
        stopTimeout: 1,
      })
      await docker.getContainer(one).stop()
      await docker.getContainer(one).remove()
      const ofDeaf = await deaf.until('destroy')

      const rm = await listening(docker)
      const job = await runContainer(docker, { service: 'job', autoRemove: true })
      await docker.getContainer(job).stop()
      const ofJob = await rm.until('destroy')

      const loop = await listening(docker)
      const looping = docker.getContainer(
        await createContainer(docker, {
          service: 'loop',
          does: 'fails',
          restart: { name: 'on-failure', maximumRetryCount: 1 },
        }),
      )
      await looping.start()
      await eventually(
        async () => ((await looping.inspect()).State.Status === 'exited' ? true : null),
        { within: 20_000, what: 'it has given up' },
      )
      const { RestartCount, State } = await looping.inspect()
      await looping.remove()

      expect(ofDeaf).toEqual(['create', 'start', 'kill', 'kill', 'die', 'stop', 'destroy'])
      expect(ofJob).toEqual(['create', 'start', 'kill', 'die', 'stop', 'destroy'])
      expect(await loop.until('destroy')).toEqual([
        ...['create', 'start', 'die', 'start', 'die', 'destroy'],
      ])
      expect([RestartCount, State.ExitCode]).toEqual([1, 3])
    })

    it('has the times of the last run, and says what is up with health by its own count', async () => {
      const { docker } = world
      const id = await runContainer(docker, { service: 'sick', health: 'unhealthy' })
      const sick = docker.getContainer(id)
      await eventually(
        async () => ((await sick.inspect()).State.Health?.Status === 'unhealthy' ? true : null),
        { within: 10_000, what: 'it is sick' },
      )
      const ran = await sick.inspect()
      await sick.stop()
      const ended = await sick.inspect()

      const { State } = ended
      expect(ran.State.FinishedAt).toMatch(/^0001-01-01/)
      expect(ended.State.StartedAt).toBe(ran.State.StartedAt)
      expect(Date.parse(State.FinishedAt)).toBeGreaterThanOrEqual(Date.parse(State.StartedAt))
      expect(State).toMatchObject({ Running: false, Paused: false, Restarting: false, Pid: 0 })
      expect(State.Health?.Log.at(-1)).toMatchObject({ ExitCode: 1, Output: 'broken\n' })
    })
  })
}

const verbs = {
  start: (container: Docker.Container): Promise<unknown> => container.start(),
  stop: (container: Docker.Container): Promise<unknown> => container.stop(),
  pause: (container: Docker.Container): Promise<unknown> => container.pause(),
  kill: (container: Docker.Container): Promise<unknown> => container.kill(),
  restart: (container: Docker.Container): Promise<unknown> => container.restart(),
}

const refusal = z.object({ statusCode: z.number() })

/** dockerode rejects whatever is not a success; what a call yields tells of 201 and 204 no more. */
async function statusOf(asked: Promise<unknown>): Promise<number> {
  try {
    const answer = await asked
    return answer instanceof Buffer || answer === '' || answer === undefined ? 204 : 200
  } catch (error) {
    return refusal.parse(error).statusCode
  }
}

/** It was started so many times, and heeds a signal. */
async function saysReady(container: Docker.Container, times: number): Promise<void> {
  await eventually(
    async () => {
      const said = await container.logs({ stdout: true })
      return said.toString().split('ready').length > times || null
    },
    { within: 20_000, what: `it is ready for time ${times}` },
  )
}

const event = z.object({ Type: z.literal('container'), Action: z.string() })

/** Container events from now on, but for those of health checks. */
async function listening(docker: Docker) {
  const over = new AbortController()
  const stream = await docker.getEvents({
    filters: { type: ['container'] },
    abortSignal: over.signal,
  })
  stream.on('error', () => undefined)
  const actions: string[] = []
  let rest = ''
  stream.on('data', (chunk) => {
    const lines = (rest + String(chunk)).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) actions.push(event.parse(JSON.parse(line)).Action)
  })
  return {
    async until(action: string): Promise<readonly string[]> {
      await eventually(() => actions.includes(action) || null, {
        within: 10_000,
        what: `${action} is told`,
      })
      const all = actions.filter((each) => !each.startsWith('exec_'))
      over.abort()
      return all
    },
  }
}
