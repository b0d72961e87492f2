import type { Connection, Environment } from '../../../shared/environment'
import { unreachable } from '../../../shared/result'
import type { Words } from './words'
import { connectionProblemText } from '../../../shared/connection-problem'

export function connectionText(connection: Connection): string {
  switch (connection.state) {
    case 'connecting':
      return 'Connecting…'
    case 'connected':
      return `Connected to ${connection.engine}, API ${connection.apiVersion}`
    case 'offline':
      return `Offline. ${connectionProblemText(connection.problem)}`
    default:
      return unreachable(connection)
  }
}

/** In a word, for lists. */
export function connectionWords({ state }: Connection): Words {
  return { text: words[state], tone: tones[state] }
}

export interface ConnectionSummary {
  readonly text: string
  readonly tone: 'ok' | 'danger' | 'neutral'
}

const words = { connecting: 'Connecting…', connected: 'Connected', offline: 'Offline' } as const
const tones = { connecting: 'neutral', connected: 'ok', offline: 'danger' } as const

/** `local: Connected`; of several, how many are. */
export function connectionSummary(environments: readonly Environment[]): ConnectionSummary {
  const [only, ...others] = environments
  if (only === undefined) return { text: 'No environment', tone: 'neutral' }
  if (others.length === 0) {
    const { state } = only.connection
    return { text: `${only.name}: ${words[state]}`, tone: tones[state] }
  }
  const connected = environments.filter(({ connection }) => connection.state === 'connected').length
  const offline = environments.some(({ connection }) => connection.state === 'offline')
  return {
    text: `${connected} of ${environments.length} environments connected`,
    tone: offline ? 'danger' : connected === environments.length ? 'ok' : 'neutral',
  }
}

const ranks = { offline: 0, connecting: 1, connected: 2 } as const

/** What wants a look first, each kind in the user's order. */
export function byConnection(environments: readonly Environment[]): readonly Environment[] {
  return environments.toSorted(
    (one, other) => ranks[one.connection.state] - ranks[other.connection.state],
  )
}
