import type { ContainerState, Health } from '../../../shared/container'
import type { Maintenance, Source } from '../../../shared/maintenance'
import { unreachable } from '../../../shared/result'
import type { Member, Status } from '../../../shared/product'
import { tasksText } from '../../../shared/swarm'
import type { ServiceMode } from '../../../shared/swarm'

/** How a thing stands, beside the words that say it: never said by colour alone. */
export type Tone = 'ok' | 'warn' | 'danger' | 'neutral' | 'accent'

export interface Words {
  readonly text: string
  readonly tone: Tone
}

export function statusWords(status: Status): Words {
  switch (status) {
    case 'Running':
      return { text: 'Running', tone: 'ok' }
    case 'PartiallyRunning':
      return { text: 'Partially running', tone: 'warn' }
    case 'Stopped':
      return { text: 'Stopped', tone: 'neutral' }
    default:
      return unreachable(status)
  }
}

export function modeWords(mode: Maintenance['mode']): Words {
  switch (mode) {
    case 'Normal':
      return { text: 'Normal', tone: 'ok' }
    case 'Entering':
      return { text: 'Entering Maintenance', tone: 'accent' }
    case 'Maintenance':
      return { text: 'Maintenance', tone: 'warn' }
    case 'Exiting':
      return { text: 'Exiting Maintenance', tone: 'accent' }
    case 'Unreadable':
      return { text: 'Unreadable Tag', tone: 'danger' }
    default:
      return unreachable(mode)
  }
}

export function containerStateWords(state: ContainerState, exitCode: number | null): Words {
  switch (state) {
    case 'running':
      return { text: 'Running', tone: 'ok' }
    case 'paused':
      return { text: 'Paused', tone: 'warn' }
    case 'restarting':
      return { text: 'Restarting', tone: 'danger' }
    case 'created':
      return { text: 'Created', tone: 'neutral' }
    case 'removing':
      return { text: 'Removing', tone: 'neutral' }
    case 'exited':
      return { text: exitCode === null ? 'Exited' : `Exited (${exitCode})`, tone: 'neutral' }
    case 'dead':
      return { text: 'Dead', tone: 'danger' }
    default:
      return unreachable(state)
  }
}

/** Of a Swarm service, how many of its tasks run: Swarm decides which. */
export function memberStateWords({ state, exitCode, swarm }: Member): Words {
  if (swarm?.kind !== 'service') return containerStateWords(state, exitCode)
  const { mode, wanted, running, ending } = swarm
  if (wanted === 0 && ending === 0) {
    return { text: mode === 'replicated' ? 'Scaled to 0' : 'No task', tone: 'neutral' }
  }
  return { text: tasksText(swarm), tone: running < wanted || ending > 0 ? 'warn' : 'ok' }
}

export function serviceModeText(mode: ServiceMode): string {
  switch (mode) {
    case 'replicated':
      return 'replicated'
    case 'global':
      return 'on each node'
    case 'job':
      return 'a job'
    default:
      return unreachable(mode)
  }
}

/** null where the engine checks no health. */
export function healthWords(health: Health): Words | null {
  switch (health) {
    case 'none':
      return null
    case 'starting':
      return { text: 'Health starting', tone: 'neutral' }
    case 'healthy':
      return { text: 'Healthy', tone: 'ok' }
    case 'unhealthy':
      return { text: 'Unhealthy', tone: 'danger' }
    default:
      return unreachable(health)
  }
}

/** null for a container that is stopped and started like any other. */
export function roleText({
  role,
  swarm,
}: Pick<Member, 'role' | 'swarm'>): { readonly text: string; readonly meaning: string } | null {
  if (swarm?.kind === 'service' && swarm.mode === 'job') {
    return {
      text: 'Left alone',
      meaning: 'A Swarm job runs to its end by itself, and does not count for the status.',
    }
  }
  switch (role) {
    case 'member':
      return null
    case 'ignored':
      return {
        text: 'Ignored',
        meaning:
          'By its label it is neither stopped nor started, and does not count for the status.',
      }
    case 'one-shot':
      return {
        text: 'One-shot',
        meaning: 'It runs to its end and stays ended, and does not count for the status.',
      }
    default:
      return unreachable(role)
  }
}

/** A person reads `Manual`, the word of the banner, with who it was. */
export function triggeredByText(source: Source, by: string): string {
  return by === '' ? source : `${source}, by ${by}`
}
