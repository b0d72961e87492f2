import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, it, onTestFinished } from 'vitest'
import { connectDocker } from '../../src/main/docker/connect'
import { ok } from '../../src/shared/result'
import { eventually } from '../support/eventually'
import { openGateway } from '../support/gateway'
import type { Gateway } from '../support/gateway'
import { tlsCases } from '../support/tls-cases'
import { outcomeOf } from '../support/tls-outcome'

const host = '127.0.0.1'

describe('A daemon behind plain TCP', () => {
  let gateway: Gateway
  beforeAll(async () => {
    gateway = await openGateway(inject('dockerSocket'))
  })
  afterAll(() => gateway.close())

  it('is talked to, and the loss of its connections is noticed', async () => {
    const connected = await connectDocker({ kind: 'tcp', host, port: gateway.port, tls: null })
    if (!connected.ok) throw new Error(connected.problem.code)
    const endings: unknown[] = []
    await connected.value.follow(
      () => undefined,
      (why) => endings.push(why),
    )
    expect(await connected.value.list()).toEqual(ok([]))

    gateway.cut()

    await eventually(() => endings.length > 0 || null, { within: 5_000, what: 'it ends' })
    expect(endings).toEqual([
      { code: 'connection-lost', detail: expect.stringMatching(/./) as unknown },
    ])
    expect(await connected.value.list()).toEqual(ok([]))
    connected.value.close()
  })
})

it('A daemon behind TCP and TLS is reached, or it is said what is the matter', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tagout-certificates-'))
  const { cases, close } = await tlsCases(folder, inject('dockerSocket'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  onTestFinished(close)

  const outcomes: unknown[] = []
  for (const { what, endpoint } of cases) outcomes.push([what, await outcomeOf(endpoint)])

  expect(outcomes).toEqual(cases.map(({ what, comes }) => [what, comes]))
})
