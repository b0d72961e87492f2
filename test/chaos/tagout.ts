import { randomUUID } from 'node:crypto'
import { systemClock as clock } from '../../src/main/clock'
import { connectDocker } from '../../src/main/docker/connect'
import { addressOf } from '../../src/main/docker/endpoint'
import { openEnvironment } from '../../src/main/environments/environment'
import { createViews } from '../../src/main/environments/views'
import { openHistory } from '../../src/main/history/history'
import { createMaintenanceService } from '../../src/main/maintenance/service'
import { openHistoryFile } from '../../src/main/storage/history-file'
import { openLastKnown } from '../../src/main/storage/last-known'
import { openProfile } from '../../src/main/storage/profile'
import type { Outcome } from '../../src/shared/change'
import { claim, environmentId } from '../../src/shared/ids'
import type { Problem } from '../../src/shared/problem'
import { ok } from '../../src/shared/result'
import type { Result } from '../../src/shared/result'
import { createEffects } from './effects'
import { command, launch } from './messages'
import type { Answer, Command, Message, State } from './messages'
import { productId } from './product'

/**
 * Tagout without its window, in a process of its own: the core, the adapter and the profile are the
 * real ones, put together as the app does it. It does what it is told over its channel.
 */
const { profile: folder, endpoint } = launch.parse(JSON.parse(process.argv[2] ?? ''))

const effects = createEffects(() => {
  process.kill(process.pid, 'SIGKILL')
  throw new Error('Unreachable')
})
const id = environmentId.parse('chaos')
const product = { environmentId: id, productDeploymentId: productId }
const profile = openProfile(folder, () => tell())
const history = openHistory(
  openHistoryFile({
    folder,
    notWritten: (file, detail) =>
      profile.tell({ id: 'history', code: 'history-not-written', file, detail }),
    writtenAgain: () => profile.dismiss('history'),
  }),
  () => tell(),
)
const drift: string[] = []
const service = createMaintenanceService({
  hosts: () => {
    const host = environment.host()
    return host.ok ? ok(effects.host(host.value)) : host
  },
  copies: effects.copies(profile.copies),
  clock,
  identity: {
    instance: profile.instance,
    by: 'chaos@here',
    newClaim: () => claim.parse(`${profile.instance}.${randomUUID()}`),
  },
  history,
  changed: (of) => {
    views.touch(of)
    tell()
  },
  driftFound: (_, __, found) => drift.push(...found.map(({ name }) => name)),
  stopsDriftAgain: () => false,
  setters: { of: () => null },
  restored: () => undefined,
})
const views = createViews((ref) => ({
  change: service.changeOf(ref),
  observer: null,
  setter: null,
}))
const environment = openEnvironment({
  id,
  clock,
  locate: () =>
    Promise.resolve({
      name: 'chaos',
      address: addressOf(endpoint),
      attempts: [],
      endpoint,
      connect: () => connectDocker(endpoint),
    }),
  lastKnown: openLastKnown(profile.files),
  copies: () => profile.copies.all(),
  changed: () => tell(),
  connected: () => void service.resume(id),
  recognised: () => null,
  moved: (productDeploymentId) => void service.noticed({ environmentId: id, productDeploymentId }),
  exitDecided: (productDeploymentId) =>
    service.exitDecided({ environmentId: id, productDeploymentId }),
})

let isTelling = false

/** However much changes at once, it is told once, when that is done. */
function tell(): void {
  if (isTelling) return
  isTelling = true
  setImmediate(() => {
    isTelling = false
    say(shown())
  })
}

function shown(): State {
  const { products } = views.of(environment, profile.copies.all())
  const change = service.changeOf(product)
  const isOver = ['done', 'failed', 'not-begun']
  return {
    says: 'state',
    connection: environment.shown().connection.state,
    mode: products.find((each) => each.id === productId)?.maintenance.mode ?? null,
    change: change && {
      to: change.to,
      state: change.state,
      ended: change.steps.filter((step) => isOver.includes(step.state)).length,
      problems: [change, ...change.steps].flatMap((each) =>
        each.problem === null ? [] : [JSON.stringify(each)],
      ),
    },
    drift,
    notices: profile.notices().map(({ code }) => code),
  }
}

async function carryOut(told: Command): Promise<void> {
  switch (told.do) {
    case 'change': {
      effects.arm(told.fuse)
      const request = {
        to: told.to,
        source: 'Manual',
        reason: 'chaos',
        acknowledged: true,
      } as const
      say(answerOf(await service.change(product, request)))
      return
    }
    case 'retry':
      effects.arm(null)
      say(answerOf(await service.retry(product)))
      return
    case 'reconnect':
      environment.reconnect()
      return
  }
}

function answerOf(outcome: Result<Outcome, Problem>): Answer {
  const result = outcome.ok ? outcome.value.result : 'refused'
  return { says: 'answer', result, detail: JSON.stringify(outcome), effects: effects.count() }
}

function say(message: Message): void {
  process.send?.(message)
}

process.on('message', (told) => void carryOut(command.parse(told)))
process.on('disconnect', () => process.exit())
process.on('unhandledRejection', (error) => {
  process.stderr.write(`${String(error)}\n`)
  process.exit(1)
})
tell()
