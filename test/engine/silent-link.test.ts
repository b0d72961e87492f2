import { afterAll, beforeAll, describe, expect, inject, it, onTestFinished } from 'vitest'
import type { LiveEnvironment } from '../../src/main/environments/environment'
import { eventually } from '../support/eventually'
import { openFarHost } from '../support/far-host'
import type { FarHost } from '../support/far-host'
import { openRealEnvironment } from '../support/real-environment'

let far: FarHost
beforeAll(async () => {
  far = await openFarHost(inject('dockerSocket'))
}, 60_000)
afterAll(() => far.close())

/** Over a link that is whole; connected. */
async function opened(): Promise<LiveEnvironment> {
  await far.restore()
  const endpoint = { kind: 'tcp', host: far.host, port: far.port, tls: null } as const
  const environment = openRealEnvironment('far', endpoint, `tcp://${far.host}:${far.port}`)
  onTestFinished(() => environment.close())
  await becomes(environment, 'connected', 20_000)
  return environment
}

function becomes(
  environment: LiveEnvironment,
  state: 'connected' | 'offline',
  within: number,
): Promise<boolean> {
  return eventually(() => environment.shown().connection.state === state || null, {
    within,
    what: `it is ${state}`,
  })
}

describe('A link over TCP on which packets vanish', () => {
  it('is noticed within thirty seconds, though nothing is sent', async () => {
    const environment = await opened()

    await far.silence()

    await becomes(environment, 'offline', 30_000)
  })

  it('is noticed at once when it is verified, and connected at once when it is whole again', async () => {
    const environment = await opened()
    await far.silence()

    environment.verify()

    await becomes(environment, 'offline', 10_000)
    await far.restore()
    environment.verify()
    await becomes(environment, 'connected', 10_000)
    expect(environment.host().ok).toBe(true)
  })
})
