import { randomUUID } from 'node:crypto'
import type { ApiStatus } from '../../shared/api-status'
import type { Settings } from '../../shared/settings'
import type { JsonFilePorts } from '../storage/json-file'
import { environmentToken } from './environment-token'
import { createEventHub } from './event-hub'
import { createListener } from './listener'
import { writeLocalFile } from './local-file'
import { createModeRequests } from './mode-requests'
import type { ApiPorts } from './ports'
import { newToken, openTokens } from './tokens'
import type { Caller } from './tokens'

/** The REST API, switched on and off, and its tokens. */
export interface Serving {
  status(): ApiStatus
  createToken(name: string): { readonly id: string; readonly token: string }
  revokeToken(id: string): void
  /** The settings, or what the API tells of, may be others. */
  changed(): void
  close(): void
}

export interface ServingPorts extends ApiPorts {
  readonly file: JsonFilePorts
  readonly settings: () => Settings['api']
  /** On, and there, for this run, whatever the settings say. */
  readonly portForThisRun: number | null
  /** Of `TAGOUT_API_TOKEN`. */
  readonly givenToken: string | undefined
  /** `status` yields something else now. */
  readonly statusChanged: () => void
  /** For whoever looks after this machine: no secret is in it. */
  readonly complain: (text: string) => void
}

/** Nothing of the server is loaded before it is switched on. */
export function createServing(ports: ServingPorts): Serving {
  const { file, complain } = ports
  const local = { id: 'local', name: 'this machine', token: newToken() }
  const given = [local, ...environmentToken(ports.givenToken, complain)]
  const tokens = openTokens({ file, given, changed: ports.statusChanged })
  const requests = createModeRequests(ports.service, () => file.now())
  const events = createEventHub(ports.shown, randomUUID())

  const listener = createListener({
    wanted: () => {
      const { on, port } = ports.settings()
      return ports.portForThisRun ?? (on ? port : null)
    },
    listen: async (port) => {
      const { openServer } = await import('./server')
      return openServer(port, {
        ...ports,
        requests,
        events,
        callerOf: (token) => tokens.callerOf(token),
        defect: (error) => complain(`A defect of the REST API: ${textOf(error)}`),
      })
    },
    listening: (url) => {
      try {
        const { token } = local
        return writeLocalFile(file.folder, { version: 1, url, token, pid: process.pid })
      } catch (error) {
        complain(`The command line will not find this Tagout by itself: ${textOf(error)}`)
        return () => undefined
      }
    },
    changed: ports.statusChanged,
  })

  const isStillAllowed = ({ id }: Caller): boolean =>
    [...given, ...tokens.list()].some((each) => each.id === id)

  return {
    status: () => ({
      ...listener.status(),
      byCommandLine: ports.portForThisRun !== null,
      tokens: tokens.list(),
    }),
    createToken: (name) => tokens.create(name),
    revokeToken: (id) => {
      tokens.revoke(id)
      events.closeThoseNot(isStillAllowed)
    },
    changed: () => {
      listener.look()
      requests.changed()
      events.changed()
    },
    close: () => listener.close(),
  }
}

function textOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
