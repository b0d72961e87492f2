import type Docker from 'dockerode'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { localApi } from '../../src/shared/api/local'
import { environments } from '../../src/shared/api/environments'
import { atOnce } from '../../src/shared/at-once'
import { ask } from '../support/api/ask'
import { conformingTo } from '../support/api/conforming'
import { malformedRequest, randomOf } from '../support/api/malformed'
import type { Target } from '../support/api/malformed'
import { sendRaw } from '../support/api/send-raw'
import { runContainer } from '../support/containers'
import { eventually } from '../support/eventually'
import { freePort } from '../support/free-port'
import { inspectAll } from '../support/inspections'
import { expect, test } from './fixtures'
import { heapOf } from './heap'
import { startServing } from './serving'

const requests = Number(process.env.TAGOUT_FUZZ_REQUESTS ?? 1500)
const seed = Number(process.env.TAGOUT_FUZZ_SEED ?? 20_261_126)
const envToken = 'fuzz-'.repeat(8)
/** It gets as far as these. */
const reached = ['200', '400', '401', '403', '404', '405', '413', '415', '417', '431']
/** Bytes of the heap that one storm may leave behind after another: caches, and compiled code. */
const margin = 4 * 1024 * 1024

test('thousands of malformed requests change nothing, break nothing, and leave nothing behind', async ({
  docker,
  dockerd,
  folder,
}) => {
  test.setTimeout(300_000 + requests * 100)
  await runContainer(docker, { stack: 'shop', service: 'db', restart: 'always' })
  await runContainer(docker, { stack: 'shop', service: 'web', restart: 'unless-stopped' })
  const [profile, port, inspector] = [await folder(), await freePort(), await freePort()]
  const switches = [
    '--ozone-platform=headless',
    '--disable-gpu',
    '--log-level=3',
    `--inspect=127.0.0.1:${inspector}`,
  ]
  const serving = startServing({
    profile,
    args: [...switches, '--serve', '--api-port', String(port)],
    env: { DOCKER_HOST: `unix://${dockerd.socket}`, TAGOUT_API_TOKEN: envToken },
  })
  try {
    await serving.says(/The REST API listens/)
    const target = await targetOf(port)
    const before = await stateOf(docker)
    const random = randomOf(seed)
    const statuses = new Map<string, number>()
    const storm = async (): Promise<readonly string[]> => {
      const sent: Sent[] = []
      const all = Array.from({ length: requests }, () => malformedRequest(random, target))
      await atOnce(48, all, async (bytes) => {
        sent.push({ bytes, answer: await sendRaw(port, bytes) })
      })
      for (const { answer } of sent) {
        const status = statusOf(answer)
        statuses.set(status, (statuses.get(status) ?? 0) + 1)
      }
      return unexpected(sent)
    }

    const first = await storm()
    const heapBefore = await heapOf(inspector)
    const second = await storm()
    const flood = await floodOf(port)
    const heapAfter = await heapOf(inspector)

    const tally = [...statuses].sort().map(([status, count]) => `${count} × ${status}`)
    console.log(`seed ${seed}, ${requests} requests twice: ${tally.join(', ')}`)
    console.log(`heap ${heapBefore} → ${heapAfter} bytes, ${flood} of 600 at once answered`)
    expect({ seed, unexpected: [...first, ...second].slice(0, 20) }).toEqual({
      seed,
      unexpected: [],
    })
    expect(heapAfter - heapBefore).toBeLessThan(margin)
    expect(flood).toBeGreaterThan(0)
    expect([...statuses.keys()]).toEqual(expect.arrayContaining(reached))
    expect(await stateOf(docker)).toEqual(before)
    expect(localApi.parse(await localFile(profile))).toMatchObject({
      url: `http://127.0.0.1:${port}`,
    })
    expect(serving.said()).not.toMatch(/Z ERROR |A defect/)
    expect(serving.isRunning()).toBe(true)
  } finally {
    serving.signal('SIGTERM')
    await serving.ended()
  }
})

/** As the API itself tells it. */
async function targetOf(port: number): Promise<Target> {
  const document = await ask(port, { path: '/api/openapi.json' })
  const { operations } = conformingTo(document.text)
  const environmentId = await eventually(
    async () => {
      const listed = await ask(port, { path: '/api/environments', token: envToken })
      const [environment] = environments.parse(JSON.parse(listed.text)).environments
      const id = environment?.environmentId ?? ''
      const path = `/api/environments/${id}/product-deployments/shop`
      const { status } = await ask(port, { path, token: envToken })
      return status === 200 ? id : null
    },
    { within: 60_000, what: 'the product is there' },
  )
  return { port, token: envToken, operations, environmentId, productDeploymentId: 'shop' }
}

interface Sent {
  readonly bytes: Buffer
  readonly answer: string | null
}

/** Answers that no malformed request may get: any 5xx, and a refusal that is no problem. */
function unexpected(sent: readonly Sent[]): readonly string[] {
  return sent.flatMap(({ bytes, answer }) => {
    if (answer === null) return []
    const status = statusOf(answer)
    const isProblem = answer.includes('application/problem+json')
    const isFine = /^[123]/.test(status) || (status.startsWith('4') && isProblem)
    return isFine ? [] : [`${bytes.toString('latin1').slice(0, 300)}\n=> ${answer.slice(0, 300)}`]
  })
}

/** `none` when the connection was ended without a word. */
function statusOf(answer: string | null): string {
  return /^HTTP\/1\.1 (\d{3}) /.exec(answer ?? '')?.[1] ?? 'none'
}

/** More connections at once than there may be, each with a good question; how many got an answer. */
async function floodOf(port: number): Promise<number> {
  const question = `GET /api/environments HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nAuthorization: Bearer ${envToken}\r\nConnection: close\r\n\r\n`
  const answers = await Promise.all(
    Array.from({ length: 600 }, () => sendRaw(port, Buffer.from(question))),
  )
  return answers.filter((answer) => answer?.startsWith('HTTP/1.1 200')).length
}

async function stateOf(docker: Docker): Promise<unknown> {
  const { Volumes } = await docker.listVolumes()
  return { containers: await inspectAll(docker), volumes: Volumes.map(({ Name }) => Name) }
}

async function localFile(profile: string): Promise<unknown> {
  return JSON.parse(await readFile(join(profile, 'api.json'), 'utf8'))
}
