import { json, refusal } from './answer'
import type { Route } from './route'
import { isRunning } from '../host/container'

/** What the demo engine speaks: that of Docker 26. */
export const apiVersion = '1.45'
export const oldestApiVersion = '1.24'
/** Says itself that it is none. */
const version = '26.1.0-demo'

const notAManager = refusal({
  status: 503,
  message:
    'This node is not a swarm manager. Use "docker swarm init" or "docker swarm join" to connect this node to swarm and try again.',
})

const pinged = {
  status: 200,
  bytes: new TextEncoder().encode('OK'),
  contentType: 'text/plain; charset=utf-8',
}

export const systemRoutes: readonly Route[] = [
  { method: 'GET', path: '/_ping', answer: () => pinged },
  { method: 'HEAD', path: '/_ping', answer: () => pinged },
  {
    method: 'GET',
    path: '/version',
    answer: () =>
      json({
        Platform: { Name: 'Tagout demo' },
        Components: [{ Name: 'Engine', Version: version, Details: {} }],
        Version: version,
        ApiVersion: apiVersion,
        MinAPIVersion: oldestApiVersion,
        Os: 'linux',
        Arch: 'amd64',
      }),
  },
  {
    method: 'GET',
    path: '/info',
    answer: ({ host }) => {
      const all = [...host.containers.all()]
      const paused = all.filter(({ state }) => state.status === 'paused').length
      const running = all.filter(isRunning).length - paused
      return json({
        ID: host.id,
        Name: 'demo',
        Containers: all.length,
        ContainersRunning: running,
        ContainersPaused: paused,
        ContainersStopped: all.length - running - paused,
        SystemTime: new Date(host.clock.now()).toISOString(),
        OSType: 'linux',
        OperatingSystem: 'Tagout demo',
        ServerVersion: version,
        LiveRestoreEnabled: false,
        Swarm: {
          NodeID: '',
          NodeAddr: '',
          LocalNodeState: 'inactive',
          ControlAvailable: false,
          Error: '',
          RemoteManagers: null,
        },
      })
    },
  },
  ...['/services', '/services/{id}', '/tasks', '/nodes', '/swarm'].map((path): Route => ({
    method: 'GET',
    path,
    answer: () => notAManager,
  })),
]
