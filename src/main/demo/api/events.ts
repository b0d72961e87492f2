import type { ServerResponse } from 'node:http'
import type { HostEvent } from '../host/events'
import type { DemoHost } from '../host/host'
import { badRequest } from './answer'
import { accepts, filtersIn } from './filters'
import type { Filters } from './filters'
import type { Route } from './route'

const known = ['type', 'event', 'container', 'volume', 'image', 'label', 'network', 'service']

export const eventRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/events',
    answer: ({ host, query }) => {
      const filters = filtersIn(query, known)
      if (filters === null) return badRequest('invalid filter')
      const since = momentIn(query, 'since')
      const until = momentIn(query, 'until')
      return { status: 200, open: (response) => follow(response, host, filters, since, until) }
    },
  },
]

/** What is kept since then, and, unless it is to end in the past, what comes. */
function follow(
  response: ServerResponse,
  host: DemoHost,
  filters: Filters,
  since: number | null,
  until: number | null,
): void {
  const tell = (event: HostEvent): void => {
    if (passes(event, filters)) response.write(lineOf(event))
  }
  if (since !== null) {
    for (const event of host.events.recent()) if (event.at >= since) tell(event)
  }
  const now = host.clock.now()
  if (until !== null && until <= now) {
    response.end()
    return
  }
  const end = host.events.follow(tell)
  const cancel =
    until === null ? () => undefined : host.clock.after(until - now, () => response.end())
  response.on('close', () => {
    end()
    cancel()
  })
}

/** Milliseconds; in the query it is seconds since 1970, with a fraction or without. */
function momentIn(query: URLSearchParams, name: string): number | null {
  const seconds = Number.parseFloat(query.get(name) ?? '')
  return Number.isNaN(seconds) ? null : seconds * 1000
}

/** `health_status: healthy` is one of `health_status`. */
function passes({ type, action, id, attributes }: HostEvent, filters: Filters): boolean {
  const isNamed = (name: string): boolean => id.startsWith(name) || attributes.name === name
  return (
    accepts(filters, 'type', (each) => each === type) &&
    accepts(filters, 'event', (each) => each === action || each === action.split(':')[0]) &&
    accepts(filters, 'container', (each) => type === 'container' && isNamed(each)) &&
    accepts(filters, 'volume', (each) => type === 'volume' && id === each) &&
    accepts(filters, 'network', (each) => type === 'network' && isNamed(each)) &&
    accepts(filters, 'image', (each) => attributes.image === each) &&
    accepts(filters, 'service', () => false) &&
    accepts(filters, 'label', (each) => {
      const [name = '', value] = each.split('=')
      return value === undefined ? name in attributes : attributes[name] === value
    })
  )
}

const lines = new WeakMap<HostEvent, string>()

/** However many follow, it is written once. */
function lineOf(event: HostEvent): string {
  const written = lines.get(event)
  if (written !== undefined) return written
  const { type, action, id, attributes, at } = event
  const message = {
    ...(type === 'container' ? { status: action, id, from: attributes.image } : {}),
    Type: type,
    Action: action,
    Actor: { ID: id, Attributes: attributes },
    scope: 'local',
    time: Math.floor(at / 1000),
    timeNano: Math.round(at * 1e6),
  }
  const line = `${JSON.stringify(message)}\n`
  lines.set(event, line)
  return line
}
