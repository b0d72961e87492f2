import { createParser } from 'eventsource-parser'
import type { z } from 'zod'
import type { change } from '../shared/api/change'
import { events } from '../shared/api/events'
import type { ApiProductDeployment } from '../shared/api/products'
import { plainText } from '../shared/plain-text'
import type { Client } from './client'
import { troubleText } from './outcome'
import type { Terminal } from './terminal'

type Change = z.infer<typeof change>

/**
 * Shows each step of the product's change as the API's events tell it, until it is ended. Events are
 * for the eyes only: without them the change goes on, and its outcome is told all the same.
 */
export async function followChange(
  client: Client,
  product: ApiProductDeployment,
  terminal: Terminal,
): Promise<() => void> {
  const ended = new AbortController()
  const stream = await client.events(ended.signal).catch(() => null)
  if (stream === null) return () => undefined
  let told = new Map<string, string>()
  const parser = createParser({
    onEvent: ({ event, data }) => {
      if (event !== 'productDeployment.changed') return
      const news = events['productDeployment.changed'].safeParse(jsonIn(data))
      if (!news.success || !isSame(news.data, product) || news.data.change === null) return
      told = tell(news.data.change, told, terminal)
    },
  })
  stream.setEncoding('utf8')
  stream.on('data', (text: string) => parser.feed(text))
  stream.on('error', () => undefined)
  return () => {
    ended.abort()
    stream.destroy()
    terminal.clear()
  }
}

/** Undefined: it is none, which is no event of Tagout's. */
function jsonIn(data: string): unknown {
  try {
    return JSON.parse(data)
  } catch {
    return undefined
  }
}

function tell(change: Change, told: Map<string, string>, terminal: Terminal): Map<string, string> {
  const lines = new Map(linesOf(change))
  for (const [id, line] of lines) if (told.get(id) !== line) terminal.line(plainText(line))
  const done = change.steps.filter(({ state }) => state === 'done').length
  const running = change.steps.filter(({ state }) => state === 'running')
  const at = running.map(({ action, name }) => `${action} ${name}`).join(', ')
  terminal.status(plainText(`${done} of ${change.steps.length} ${at}`.trimEnd()))
  return lines
}

function linesOf({ telling, steps }: Change): readonly (readonly [string, string])[] {
  return [
    ...(telling === null ? [] : [['telling', tellingText(telling)] as const]),
    ...steps
      .filter(({ state }) => state === 'done' || state === 'failed')
      .map(({ id, action, name, state, problem, tookMs }) => {
        const took = tookMs === null ? '' : ` (${(tookMs / 1000).toFixed(1)} s)`
        const why = problem === null ? '' : `: ${troubleText(problem)}`
        return [id, `${state} ${action} ${name}${took}${why}`] as const
      }),
  ]
}

function tellingText(telling: NonNullable<Change['telling']>): string {
  const { state, to, attempt, attempts, until, problem } = telling
  switch (state) {
    case 'telling':
      return `telling ${to}, attempt ${attempt} of ${attempts}`
    case 'waiting':
      return `told ${to}, waiting${until === null ? '' : ` until ${until}`}`
    case 'told':
      return `told ${to}`
    case 'failed':
      return `could not tell ${to}${problem === null ? '' : `: ${troubleText(problem)}`}; going on`
  }
}

function isSame(one: ApiProductDeployment, other: ApiProductDeployment): boolean {
  return (
    one.environmentId === other.environmentId &&
    one.productDeploymentId === other.productDeploymentId
  )
}
