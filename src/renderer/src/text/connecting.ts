import type { ConnectionProblem } from '../../../shared/problem'
import type { Attempt } from '../../../shared/environment'
import { unreachable } from '../../../shared/result'

/** A way out of a connection problem, with the command to copy where there is one. */
export interface Remedy {
  readonly text: string
  readonly command: string | null
}

const startDocker: Remedy = {
  text: 'Start Docker, if it is installed on this machine:',
  command: 'sudo systemctl start docker',
}
const otherHost: Remedy = {
  text: 'Or say where your Docker engine is, and start Tagout again from there:',
  command: 'export DOCKER_HOST=unix:///path/to/docker.sock',
}
const otherContext: Remedy = {
  text: 'Or switch to a Docker context that works:',
  command: 'docker context use NAME',
}
const listContexts: Remedy = {
  text: 'See which Docker contexts there are:',
  command: 'docker context ls',
}

/** What to do so that Tagout can connect, the likeliest first. */
export function remediesFor(problem: ConnectionProblem): readonly Remedy[] {
  switch (problem.code) {
    case 'socket-missing':
      return [startDocker, otherContext, otherHost]
    case 'socket-forbidden':
      return [
        {
          text: 'Join the group that may use Docker, then log out and in again:',
          command: 'sudo usermod -aG docker $USER',
        },
        otherContext,
        otherHost,
      ]
    case 'connection-refused':
      return [
        { ...startDocker, text: 'Start Docker on that machine:' },
        otherContext,
        { ...otherHost, command: 'export DOCKER_HOST=tcp://HOST:2376' },
      ]
    case 'host-not-found':
      return [
        {
          text: 'Check the name in the address, and that this machine can look it up.',
          command: null,
        },
        otherContext,
        { ...otherHost, command: 'export DOCKER_HOST=tcp://HOST:2376' },
      ]
    case 'connection-timeout':
      return [
        {
          text: 'Check that the machine is on and that no firewall is in the way.',
          command: null,
        },
        otherContext,
      ]
    case 'connection-lost':
      return [
        { ...startDocker, text: 'If Docker was stopped on that machine, start it:' },
        otherContext,
      ]
    case 'tls-failed':
      return [
        {
          text: 'Check the certificates in DOCKER_CERT_PATH, or those of the Docker context: whose authority signed the server’s, and whether one has expired.',
          command: null,
        },
        listContexts,
      ]
    case 'endpoint-unsupported':
      return [
        { text: 'Use an address that begins with unix:// or tcp://.', command: null },
        otherContext,
        otherHost,
      ]
    case 'context-not-found':
      return [listContexts, { ...otherContext, text: 'Then choose one of them:' }]
    case 'file-unreadable':
      return [
        { text: 'Check that the file is whole and that you may read it.', command: null },
        otherContext,
      ]
    case 'key-locked':
      return [
        problem.isDamaged
          ? { text: 'Paste the key once more, in Settings, under Environments.', command: null }
          : {
              text: 'Unlock the system’s key store (your desktop’s keyring), or paste the key once more, in Settings, under Environments.',
              command: null,
            },
      ]
    case 'not-an-engine':
      return [
        {
          text: 'Check the address: another program answers there, or a proxy is in between.',
          command: null,
        },
        otherContext,
        otherHost,
      ]
    case 'engine-known-already':
      return [
        {
          text: 'Remove one of the two environments, in Settings, under Environments.',
          command: null,
        },
      ]
    case 'engine-too-old':
      return [
        { text: 'Update Docker on that machine to 20.10 or newer.', command: null },
        otherContext,
      ]
    default:
      return unreachable(problem)
  }
}

export interface AttemptText {
  readonly place: string
  readonly found: string
}

/** The places that name the current engine, in the order in which they were looked at. */
export function attemptText({ place, value }: Attempt): AttemptText {
  switch (place) {
    case 'DOCKER_HOST':
      return { place: 'DOCKER_HOST, an environment variable', found: value ?? 'not set' }
    case 'DOCKER_CONTEXT':
      return { place: 'DOCKER_CONTEXT, an environment variable', found: value ?? 'not set' }
    case 'currentContext':
      return { place: 'currentContext in ~/.docker/config.json', found: value ?? 'not set' }
    case 'default':
      return { place: 'Docker’s usual place', found: value ?? 'nothing there' }
    default:
      return unreachable(place)
  }
}
