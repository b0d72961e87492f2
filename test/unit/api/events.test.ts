import { afterEach, describe, expect, it } from 'vitest'
import { ask } from '../../support/api/ask'
import { conformingTo } from '../../support/api/conforming'
import { readEvents } from '../../support/api/read-events'
import type { EventReader } from '../../support/api/read-events'
import { serve } from '../../support/api/served'
import type { Served } from '../../support/api/served'
import { eventually } from '../../support/eventually'
import { aMember, aProduct, aStack, aWorld, byAnna } from '../renderer/fixtures'

const open: Served[] = []
const readers: EventReader[] = []
afterEach(() => {
  for (const reader of readers.splice(0)) reader.close()
  for (const served of open.splice(0)) served.close()
})

async function started(): Promise<Served> {
  const served = await serve({ shown: { ...aWorld(), products: [aProduct('shop')] } })
  open.push(served)
  await served.until('listening')
  return served
}

async function reading({ port }: Served, token: string): Promise<EventReader> {
  const reader = await readEvents(port, token)
  readers.push(reader)
  return reader
}

describe('A stream of events', () => {
  it('begins with all that there is, and goes on with what becomes different', async () => {
    const served = await started()
    const reader = await reading(served, served.token)
    await reader.first(({ name }) => name === 'state')
    const entering = { mode: 'Entering', trigger: byAnna, takenOverFrom: null } as const

    const wiki = aProduct('wiki')

    served.show({ products: [aProduct('shop', { maintenance: entering }), wiki] })
    await reader.first(({ name }) => name === 'productDeployment.changed')
    served.show({ products: [wiki], historyRevision: 7 })
    await reader.first(({ name }) => name === 'productDeployment.removed')
    served.show({ environments: [] })
    await reader.first(({ name }) => name === 'environment.removed')

    const { document } = conformingTo((await ask(served.port, { path: '/api/openapi.json' })).text)
    expect(document.components?.schemas).toHaveProperty('StateEvent')
    expect(reader.response.headers).toMatchObject({
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
    })
    expect(reader.received).toMatchObject([
      {
        name: 'state',
        data: {
          environments: [{ environmentId: 'local' }],
          productDeployments: [{ productDeploymentId: 'shop', operationMode: 'Normal' }],
        },
      },
      {
        name: 'productDeployment.changed',
        data: { productDeploymentId: 'shop', maintenanceState: 'Entering', trigger: byAnna },
      },
      { name: 'productDeployment.changed', data: { productDeploymentId: 'wiki' } },
      {
        name: 'productDeployment.removed',
        data: { environmentId: 'local', productDeploymentId: 'shop' },
      },
      { name: 'history.changed', data: { revision: 7 } },
      { name: 'environment.removed', data: { environmentId: 'local' } },
    ])
    const counts = reader.received.map(({ id }) => Number(id.slice(id.lastIndexOf('-') + 1)))
    expect(counts).toEqual([1, 2, 3, 4, 5, 6])
  })

  it('ends at once when its token is revoked, and when the API is switched off; another goes on', async () => {
    const served = await started()
    const other = served.serving.createToken('other')
    const [one, two] = [await reading(served, served.token), await reading(served, other.token)]
    await Promise.all([one, two].map((each) => each.first(({ name }) => name === 'state')))

    served.serving.revokeToken(other.id)
    await two.ended
    served.show({ products: [] })
    await one.first(({ name }) => name === 'productDeployment.removed')
    served.set({ on: false })
    await one.ended

    const withRevoked = served.serving.status().tokens.map(({ name }) => name)
    expect(withRevoked).toEqual(['nightly'])
  })

  it('is refused when as many as there may be are open, and let in when one has ended', async () => {
    const served = await started()
    const streams = await Promise.all(
      Array.from({ length: 32 }, () => reading(served, served.token)),
    )

    const refused = await ask(served.port, { path: '/api/events', token: served.token })
    streams[0]?.close()
    const later = await eventually(
      () =>
        reading(served, served.token).then((each) =>
          each.response.statusCode === 200 ? each : null,
        ),
      { within: 20_000, what: 'there is room' },
    )

    expect([refused.status, JSON.parse(refused.text), later.response.statusCode]).toMatchObject([
      429,
      { code: 'too-many-requests' },
      200,
    ])
  })

  it('to a reader that does not read keeps the newest of each thing, and no more', async () => {
    const served = await started()
    const reader = await reading(served, served.token)
    await reader.first(({ name }) => name === 'state')
    reader.response.pause()
    const large = (version: string) =>
      aProduct('shop', {
        version,
        stacks: Array.from({ length: 3000 }, (_, at) => aStack(`stack-${at}`, aMember('web'))),
      })

    // Each is told before the next one is shown: some 200 kB, and what is pending is one of them.
    const { length } = reader.received
    const watcher = await reading(served, served.token)
    for (let count = 1; count <= 100; count++) {
      served.show({ products: [large(`v${count}`)] })
      await watcher.first(({ data }) => versionIn(data) === `v${count}`)
    }
    reader.response.resume()
    await reader.first(({ data }) => versionIn(data) === 'v100')

    expect(reader.received.length - length).toBeLessThan(60)
  })
})

function versionIn(data: unknown): unknown {
  return typeof data === 'object' && data !== null && 'productVersion' in data
    ? data.productVersion
    : null
}
