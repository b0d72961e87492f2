import { describe, expect, it } from 'vitest'
import { printPlan } from '../../../src/shared/plan'
import { driftOf, stateOf } from '../../../src/main/maintenance/state'
import { containers, idOf } from '../../support/world/containers'
import { withDetails } from '../../support/world/host-container'
import type { HostContainer } from '../../support/world/host-container'
import { told } from '../../support/world/told'
import { aWorld } from '../../support/world/world'
import type { World } from '../../support/world/world'

/** As on Podman 4: no restart policy can be changed. */
const shop = containers('db@always', 'api>db@unless-stopped', 'web>api@on-failure:3', 'tmp').map(
  (container) => withDetails(container, { fixedPolicy: { startedIt: false } }),
)
const down = 'exited'

async function inMaintenance(): Promise<World> {
  const world = aWorld(shop)
  await world.started().enter()
  await world.settled()
  world.clock.pass(3_600_000)
  return world
}

describe('an engine that can not change restart policies', () => {
  it('is told in the preview what the host may start, and nothing is held', async () => {
    const preview = await aWorld(shop).started().preview('Maintenance')

    if (!preview.ok) throw new Error(preview.problem.code)
    expect([printPlan(preview.value.plan).split('\n'), preview.value.warnings]).toEqual([
      [
        'stop    web  entering maintenance',
        'stop    api  entering maintenance, after stop web',
        'stop    db   entering maintenance, after stop api',
        'stop    tmp  entering maintenance',
      ],
      [
        { code: 'policy-stays', name: 'api' },
        { code: 'policy-stays', name: 'db' },
      ],
    ])
  })

  it('enters and exits in full, and each policy is as it was', async () => {
    const world = aWorld(shop)
    const before = world.inspections()

    const entering = await world.started().enter()
    await world.settled()
    const inBetween = world.summary()
    const exiting = await world.started().exit()

    expect({
      entering: told(entering),
      inBetween,
      exiting: told(exiting),
      after: world.inspections(),
    }).toMatchObject({
      entering: 'changed to Maintenance',
      inBetween: {
        mode: 'Maintenance',
        containers: {
          db: `${down} always`,
          api: `${down} unless-stopped`,
          web: `${down} on-failure:3`,
          tmp: `${down} no`,
        },
      },
      exiting: 'changed to Normal',
      after: before,
    })
  })

  it('hangs a pruned tag again while all is down', async () => {
    const world = await inMaintenance()

    world.volumes.prune()
    await world.settled()

    expect(world.summary()).toMatchObject({ mode: 'Maintenance', volumes: ['tagout.shop'] })
  })

  it('takes what somebody started for drift, and what its policy started for not yet stopped', async () => {
    const world = await inMaintenance()
    world.host.start(idOf('db'))
    const tag = world.volumes.tag('shop')
    if (tag === null || !('claim' in tag)) throw new Error('No tag')

    const seenWith = (startedIt: boolean) => {
      const members = world.host
        .all()
        .map((each: HostContainer) => withDetails(each, { fixedPolicy: { startedIt } }))
        .map((each) => ({
          ...each,
          role: 'member' as const,
          stack: 'shop',
          service: each.name,
          replica: 1,
          dependsOn: [],
        }))
      return [stateOf(tag, members).mode, driftOf(tag, members).map(({ name }) => name)]
    }

    expect([seenWith(false), seenWith(true)]).toEqual([
      ['Maintenance', ['db']],
      ['Entering', []],
    ])
  })
})
