import { describe, expect, it } from 'vitest'
import type { LiveEnvironment } from '../../../src/main/environments/environment'
import type { TagCopy } from '../../../src/main/maintenance/ports'
import type { Said } from '../../../src/main/storage/said'
import { claim, environmentId, productDeploymentId } from '../../../src/shared/ids'
import { failed, ok } from '../../../src/shared/result'
import {
  aContainer,
  anEngine,
  lost,
  openByHand,
  refused,
  settled,
  web,
} from '../../support/hand-environment'
import { lastKnownInMemory } from '../../support/last-known'

const here = environmentId.parse('here')

const said: Said = {
  asOf: '2026-11-21T08:00:00.000Z',
  address: 'unix:///x',
  containers: [aContainer(web, 'paused')],
  unreadable: [],
}

function remembering(what: Said) {
  const lastKnown = lastKnownInMemory()
  lastKnown.kept.set(here, what)
  return lastKnown
}

const copy: TagCopy = {
  product: { environmentId: here, productDeploymentId: productDeploymentId.parse('shop') },
  tag: {
    productDeploymentId: productDeploymentId.parse('shop'),
    productName: 'Shop',
    productVersion: null,
    claim: claim.parse('one.1'),
    trigger: { source: 'Manual', reason: '', by: 'ada@desk', at: '2026-11-21T07:00:00.000Z' },
    snapshot: { containers: [] },
    hungAt: '2026-11-21T07:00:00Z',
    takeover: null,
    exit: null,
  },
  cancelled: false,
}

function shown(environment: LiveEnvironment) {
  const { containers, tags } = environment.world()
  return {
    state: environment.shown().connection.state,
    asOf: environment.worldAsOf(),
    containers: [...containers.values()].map(({ id, state }) => `${id} ${state}`),
    tags: [...tags.keys()],
    host: environment.host(),
  }
}

describe('what an environment said last', () => {
  it('is shown as of then when it can not be reached, and nothing can be asked of it', async () => {
    const { environment } = openByHand([], { lastKnown: remembering(said), copies: [copy] })

    await settled()

    expect(shown(environment)).toEqual({
      state: 'offline',
      asOf: '2026-11-21T08:00:00.000Z',
      containers: ['web paused'],
      tags: ['shop'],
      host: failed({ code: 'environment-offline' }),
    })
  })

  it('stays as of then, however often it is tried', async () => {
    const { environment, clock } = openByHand([], { lastKnown: remembering(said) })
    await settled()

    clock.pass(600_000)
    await settled()

    expect(environment.worldAsOf()).toBe('2026-11-21T08:00:00.000Z')
  })

  it('is shown while the first answer keeps everybody waiting, and not when it comes at once', async () => {
    const never = new Promise<never>(() => undefined)
    const slow = openByHand([never], { lastKnown: remembering(said) })
    const quick = openByHand([ok(anEngine().connection)], { lastKnown: remembering(said) })

    await settled()
    const before = shown(slow.environment)
    slow.clock.pass(300)
    await settled()

    expect([before, shown(slow.environment), shown(quick.environment)]).toMatchObject([
      { state: 'connecting', asOf: null, containers: [] },
      { state: 'connecting', asOf: '2026-11-21T08:00:00.000Z', containers: ['web paused'] },
      { state: 'connected', asOf: null, containers: ['web running'] },
    ])
  })

  it('gives way to what the engine says', async () => {
    const { environment, clock } = openByHand([failed(refused), ok(anEngine().connection)], {
      lastKnown: remembering(said),
      copies: [copy],
    })
    await settled()

    clock.pass(1000)
    await settled()

    expect(shown(environment)).toMatchObject({
      state: 'connected',
      asOf: null,
      containers: ['web running'],
      tags: [],
    })
  })

  it('is nothing of another engine that the environment has come to lead to', async () => {
    const lastKnown = remembering({ ...said, address: 'tcp://elsewhere:2376' })
    const { environment } = openByHand([], { lastKnown })

    await settled()

    expect(shown(environment)).toMatchObject({ state: 'offline', asOf: null, containers: [] })
  })

  it('is what the copies of tags tell, where it is lost', async () => {
    const { environment } = openByHand([], { copies: [copy] })

    await settled()

    expect(shown(environment)).toMatchObject({
      asOf: '2026-11-21T07:00:00.000Z',
      containers: [],
      tags: ['shop'],
    })
  })
})

describe('what an environment says', () => {
  it('is kept within a minute, however much it says, and once more only when there is news', async () => {
    const engine = anEngine()
    const { clock, lastKnown } = openByHand([ok(engine.connection)])
    await settled()
    for (let times = 0; times < 50; times++) {
      engine.stream.hear({ type: 'container', action: 'start', container: web })
      await settled()
    }
    clock.pass(1000)
    await settled()
    const before = [...lastKnown.log]
    clock.pass(59_000)
    await settled()
    const after = [...lastKnown.log]
    clock.pass(600_000)
    await settled()

    expect({ before, after, inTheEnd: lastKnown.log, kept: lastKnown.kept.get(here) }).toEqual({
      before: [],
      after: ['written'],
      inTheEnd: ['written'],
      kept: {
        asOf: '2026-11-22T20:01:00.000Z',
        address: 'unix:///x',
        containers: [expect.objectContaining({ id: web, state: 'running' })],
        unreadable: [],
      },
    })
  })

  it('is kept when it can not be asked any more, with the time', async () => {
    const engine = anEngine()
    const { clock, lastKnown } = openByHand([ok(engine.connection)])
    await settled()
    clock.pass(10_000)

    engine.stream.end(lost)
    await settled()

    expect([lastKnown.log, lastKnown.kept.get(here)?.asOf]).toEqual([
      ['written'],
      '2026-11-22T20:00:10.000Z',
    ])
  })

  it('is only told to be so still, where nothing has changed since it was kept', async () => {
    const engine = anEngine()
    const { clock, environment, lastKnown } = openByHand([ok(engine.connection)])
    await settled()
    clock.pass(60_000)
    await settled()
    clock.pass(3_600_000)

    environment.close()

    expect([lastKnown.log, lastKnown.kept.get(here)?.asOf]).toEqual([
      ['written', 'still so'],
      '2026-11-22T21:01:00.000Z',
    ])
  })

  it('is kept at the end', async () => {
    const { environment, lastKnown } = openByHand([ok(anEngine().connection)])
    await settled()

    environment.close()

    expect(lastKnown.log).toEqual(['written at once'])
  })

  it('is not kept at the end of one that is offline: it was kept then', async () => {
    const engine = anEngine()
    const { environment, lastKnown } = openByHand([ok(engine.connection)])
    await settled()
    engine.stream.end(lost)
    await settled()

    environment.close()

    expect(lastKnown.log).toEqual(['written'])
  })

  it('is kept without labels that no product is made of', async () => {
    const engine = anEngine()
    const labels = { 'com.docker.compose.project': 'shop', 'traefik.basicauth': 'ada:secret' }
    engine.containers.set(web, { ...aContainer(web, 'running'), labels })
    const { environment, lastKnown } = openByHand([ok(engine.connection)])
    await settled()

    environment.close()

    expect(lastKnown.kept.get(here)?.containers.map((each) => each.labels)).toEqual([
      { 'com.docker.compose.project': 'shop' },
    ])
  })
})
