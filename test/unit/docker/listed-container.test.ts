import { describe, expect, it } from 'vitest'
import { containerList } from '../../../src/main/docker/listed-container'

const id = 'f00d'.repeat(16)
const running = {
  id,
  name: 'web',
  image: 'nginx:1',
  labels: { a: 'b' },
  state: 'running',
  health: 'none',
  exitCode: null,
  sharesNetworkOf: null,
  swarm: null,
  details: null,
}

function listed(changes: object) {
  const [container] = containerList.parse([
    {
      Id: id,
      Names: ['/web'],
      Image: 'nginx:1',
      Labels: { a: 'b' },
      State: 'running',
      Status: 'Up 2 minutes',
      HostConfig: { NetworkMode: 'bridge' },
      Ports: [],
      ...changes,
    },
  ])
  return container
}

describe('A listed container', () => {
  it.each([
    [{}, {}],
    [{ Status: 'Up 2 minutes (healthy)' }, { health: 'healthy' }],
    [{ Status: 'Up 2 minutes (unhealthy)' }, { health: 'unhealthy' }],
    [{ Status: 'Up 2 seconds (health: starting)' }, { health: 'starting' }],
    [{ State: 'paused', Status: 'Up 2 minutes (Paused)' }, { state: 'paused' }],
    [
      { State: 'exited', Status: 'Exited (0) 3 days ago' },
      { state: 'exited', exitCode: 0 },
    ],
    [
      { State: 'exited', Status: 'Exited (137) now' },
      { state: 'exited', exitCode: 137 },
    ],
    [
      { State: 'restarting', Status: 'Restarting (1) 5 seconds ago' },
      { state: 'restarting', exitCode: 1 },
    ],
    [{ State: 'created', Status: 'Created' }, { state: 'created' }],
    [{ HostConfig: { NetworkMode: 'container:db' } }, { sharesNetworkOf: 'db' }],
    [{ Names: ['/proxy/backend', '/web'] }, {}],
  ])('%j is read', (changes, expected) => {
    expect(listed(changes)).toEqual({ ...running, ...expected })
  })

  it('is listed with what can be read of it', () => {
    expect(
      listed({ Names: null, Image: 7, Labels: null, Status: null, HostConfig: null, State: null }),
    ).toEqual({ ...running, name: id.slice(0, 12), image: '', labels: {} })
  })

  it('counts as running in a state that nobody knows', () => {
    expect(listed({ State: 'hibernating' })).toEqual(running)
  })

  it.each([
    ['configured', 'created'],
    ['stopped', 'exited'],
  ])("is read in Podman's state %s", (State, state) => {
    expect(listed({ State })).toEqual({ ...running, state })
  })
})
