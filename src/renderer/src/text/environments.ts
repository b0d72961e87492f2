import type { Reach, Reached } from '../../../shared/environment-config'
import type { EnvironmentProblem } from '../../../shared/problem'
import type { ProductShown } from '../../../shared/product'
import { unreachable } from '../../../shared/result'
import type { EnvironmentKind } from '../store/environment-form'
import type { Defect } from '../store/confirmation-store'
import type { QuestionText } from './automation'
import { count, listed } from './count'
import { problemText } from './problem'
import type { ProblemText } from './problem'

export const environmentsText = {
  meaning: 'The Docker engines whose product deployments are shown, in this order.',
  add: 'Add Environment…',
  none: 'There is none. Add one, and its product deployments are in the overview.',
  name: 'Left empty, it is called as what it reaches.',
  test: 'Connects once, and changes nothing.',
  plain:
    'Nothing here is encrypted, and whoever reaches this port is root on that host. Everyone on the way can read and change what is sent. Use TLS or SSH, unless the way never leaves a machine or network that you trust wholly.',
  keyKept: 'The key that was pasted is kept, sealed, and shown to nobody.',
  keyShownNever: 'Once it is saved it is sealed, and never shown again.',
  found:
    'Tick the engines that you want to see here. That can be changed at any time, in Settings, under Environments.',
  demo: 'A made-up shop with five products, to try everything on. It runs inside of Tagout.',
} as const

/** As they are chosen from, the likeliest first. */
export const kindChoices: readonly { readonly value: EnvironmentKind; readonly label: string }[] = [
  { value: 'socket', label: 'A socket or pipe on this machine' },
  { value: 'ssh', label: 'SSH' },
  { value: 'tls', label: 'TCP with TLS' },
  { value: 'context', label: 'A Docker context, by name' },
  { value: 'current', label: 'Docker’s current context' },
  { value: 'demo', label: 'The demo' },
  { value: 'plain', label: 'TCP without encryption' },
]

export const kindMeaning: Readonly<Record<EnvironmentKind, string>> = {
  socket: 'The daemon of this machine, or one whose socket is here.',
  ssh: 'By this machine’s ssh, with its configuration, keys, agent, jump hosts and known hosts. It asks nothing: what you enter there by hand has to work without.',
  tls: 'A daemon that listens with certificates (--tlsverify).',
  context: 'It follows the context when that comes to point elsewhere.',
  current:
    'What docker itself would talk to: DOCKER_HOST, DOCKER_CONTEXT, then the context that is in use. It follows `docker context use`.',
  demo: environmentsText.demo,
  plain: 'A daemon that listens without certificates.',
}

/** In a few words, for lists. */
export function kindText(reach: Reach): string {
  switch (reach.kind) {
    case 'current':
      return 'Docker’s current context'
    case 'context':
      return `Docker context ${reach.name}`
    case 'socket':
      return 'Socket'
    case 'tcp':
      return reach.tls === null ? 'TCP, not encrypted' : 'TCP with TLS'
    case 'ssh':
      return 'SSH'
    case 'demo':
      return 'Demo'
  }
}

/** What a connection that was tried has met. */
export function reachedText({ engine, apiVersion, containers }: Reached): string {
  return `${engine}, API ${apiVersion}, ${count(containers, 'container')}`
}

export function knownAsText(name: string): string {
  return `It is the engine of the environment ${name}: here it would not connect, so that no product is there twice.`
}

/** `Berlin is now 2 of 5.` */
export function movedText(name: string, place: number, all: number): string {
  return `${name} is now ${place} of ${all}.`
}

export function environmentProblemText(problem: EnvironmentProblem | Defect): ProblemText {
  switch (problem.code) {
    case 'environment-exists':
      return {
        what: `The environment ${problem.name} leads to the same place.`,
        todo: 'Change that one, or enter another place.',
        detail: null,
      }
    case 'environment-busy':
      return {
        what: `A change is under way in ${problem.name}, so that it stays as it is.`,
        todo: 'Wait until the change has ended, then try again.',
        detail: null,
      }
    case 'environment-not-found':
      return {
        what: 'This environment does not exist any more.',
        todo: 'Go back to Settings to see those that there are.',
        detail: null,
      }
    case 'key-store-refused':
    case 'malformed-request':
      return problemText(problem)
    default:
      return unreachable(problem)
  }
}

/** What it means that the environment goes. */
export function environmentRemovalText(
  name: string,
  products: readonly ProductShown[],
): QuestionText {
  const held = products.filter(({ maintenance }) => maintenance.mode !== 'Normal')
  const observed = products.filter(({ observer }) => observer !== null)
  return {
    title: `Remove ${name}?`,
    text: [
      'Its products are shown here no more. On the host nothing is changed: no container is stopped or started.',
      ...(held.length === 0
        ? []
        : [
            `In maintenance there: ${listed(held.map((product) => product.name))}. ${held.length === 1 ? 'It stays' : 'They stay'} so: the tag stays on the host, and whoever is connected to it can end the maintenance.`,
          ]),
      ...(observed.length === 0
        ? []
        : [
            `${observed.length === 1 ? 'The observer of' : 'The observers of'} ${listed(observed.map((product) => product.name))} ${observed.length === 1 ? 'rests' : 'rest'}: nothing is checked until the same place is added again.`,
          ]),
    ],
    confirm: 'Remove Environment',
  }
}

/** What it means that an environment that is there leads to another place from now on. */
export function elsewhereText(name: string): QuestionText {
  return {
    title: `Lead ${name} to another place?`,
    text: [
      'It stays the same environment: its history, and the observers, setters and variables of its products, belong to the products of the same name at the new place.',
      'Tags stay on the former host. If the new place is another host, add it as another environment.',
    ],
    confirm: 'Lead It There',
  }
}
