import { z } from 'zod'
import { environmentConfig, reach as reachShape } from '../../../shared/environment-config'
import type { EnvironmentConfig, Reach } from '../../../shared/environment-config'
import { environmentFaults } from '../text/environment-faults'
import { emptyPem, pemDraftOf, pemFault, pemOf } from './pem-form'
import type { PemDraft } from './pem-form'

/** TCP is two kinds here: that nobody may read along is not a detail. */
export type EnvironmentKind = Exclude<Reach['kind'], 'tcp'> | 'tls' | 'plain'

/**
 * What the form holds: all fields of all kinds, as typed, so that nothing is lost by a look at
 * another kind. Only those of the chosen kind are saved.
 */
export interface EnvironmentDraft {
  /** Empty: as what it reaches is called. */
  readonly name: string
  readonly kind: EnvironmentKind
  readonly context: string
  readonly path: string
  readonly host: string
  /** Empty: the usual one. */
  readonly port: string
  readonly ca: PemDraft
  readonly certificate: PemDraft
  readonly key: PemDraft
  readonly destination: string
  readonly sshPort: string
  readonly sshSocket: string
}

export const usualPorts = { tls: '2376', plain: '2375' } as const

export const emptyEnvironment: EnvironmentDraft = {
  name: '',
  kind: 'socket',
  context: '',
  path: '',
  host: '',
  port: '',
  ca: emptyPem,
  certificate: emptyPem,
  key: emptyPem,
  destination: '',
  sshPort: '',
  sshSocket: '',
}

export function environmentDraftOf({ name, reach }: EnvironmentConfig): EnvironmentDraft {
  const draft = { ...emptyEnvironment, name: name ?? '' }
  switch (reach.kind) {
    case 'current':
    case 'demo':
      return { ...draft, kind: reach.kind }
    case 'context':
      return { ...draft, kind: 'context', context: reach.name }
    case 'socket':
      return { ...draft, kind: 'socket', path: reach.path }
    case 'ssh': {
      const { destination, port, socket } = reach
      return {
        ...draft,
        kind: 'ssh',
        destination,
        sshPort: port === null ? '' : String(port),
        sshSocket: socket ?? '',
      }
    }
    case 'tcp': {
      const { host, port, tls } = reach
      const at = { ...draft, host, port: String(port) }
      if (tls === null) return { ...at, kind: 'plain' }
      return {
        ...at,
        kind: 'tls',
        ca: pemDraftOf(tls.ca),
        certificate: pemDraftOf(tls.certificate),
        key: pemDraftOf(tls.key),
      }
    }
  }
}

/** As it is configured; not checked yet. */
function written(draft: EnvironmentDraft): unknown {
  switch (draft.kind) {
    case 'current':
    case 'demo':
      return { kind: draft.kind }
    case 'context':
      return { kind: 'context', name: draft.context.trim() }
    case 'socket':
      return { kind: 'socket', path: socketPathIn(draft.path) }
    case 'plain':
      return { kind: 'tcp', host: draft.host.trim(), port: portIn(draft.port, '2375'), tls: null }
    case 'tls':
      return {
        kind: 'tcp',
        host: draft.host.trim(),
        port: portIn(draft.port, usualPorts.tls),
        tls: { ca: pemOf(draft.ca), certificate: pemOf(draft.certificate), key: pemOf(draft.key) },
      }
    case 'ssh':
      return {
        kind: 'ssh',
        destination: draft.destination.trim().replace(/^ssh:\/\//, ''),
        port: draft.sshPort.trim() === '' ? null : portIn(draft.sshPort, ''),
        socket: draft.sshSocket.trim() === '' ? null : draft.sshSocket.trim(),
      }
  }
}

/** An address as Docker writes it is taken, too. */
function socketPathIn(text: string): string {
  return text.trim().replace(/^(unix|npipe):\/\//, '')
}

function portIn(text: string, usual: string): number {
  const port = text.trim() === '' ? usual : text.trim()
  return /^\d+$/.test(port) ? Number(port) : Number.NaN
}

/** Names of the system that are whole, whatever folder one is in. */
function isWholePath(path: string): boolean {
  return /^(\/|[a-z]:[\\/]|\\\\)/i.test(path)
}

type Field = keyof EnvironmentDraft
type Faults = readonly (readonly [
  Field | `${'ca' | 'certificate' | 'key'}.${'path' | 'pem'}`,
  string,
])[]

/** What the contract can't tell, or says less clearly. */
function faultsOf(draft: EnvironmentDraft, taken: readonly string[]): Faults {
  const name = draft.name.trim().toLocaleLowerCase()
  const isTaken = taken.some((other) => other.toLocaleLowerCase() === name)
  return [
    ...(isTaken ? ([['name', environmentFaults.nameTaken]] as const) : []),
    ...kindFaults(draft),
  ]
}

function kindFaults(draft: EnvironmentDraft): Faults {
  switch (draft.kind) {
    case 'socket': {
      const path = socketPathIn(draft.path)
      return path === '' || isWholePath(path) ? [] : [['path', environmentFaults.wholePath]]
    }
    case 'plain':
    case 'tls': {
      const host = draft.host.trim()
      const isAddress = /[:/]{2}|.:\d+$/.test(host) && !/^[\da-f:]+$/i.test(host)
      return [
        ...(isAddress ? ([['host', environmentFaults.hostAlone]] as const) : []),
        ...(draft.kind === 'tls' ? tlsFaults(draft) : []),
      ]
    }
    case 'ssh': {
      const socket = draft.sshSocket.trim()
      return socket === '' || socket.startsWith('/')
        ? []
        : [['sshSocket', environmentFaults.remoteSocket]]
    }
    case 'current':
    case 'context':
    case 'demo':
      return []
  }
}

function tlsFaults(draft: EnvironmentDraft): Faults {
  const of = (which: 'ca' | 'certificate' | 'key'): Faults => {
    const fault = pemFault(draft[which], which)
    if (fault === null) return []
    return [[`${which}.${draft[which].from === 'file' ? 'path' : 'pem'}`, fault]]
  }
  const [hasCertificate, hasKey] = [draft.certificate.from !== 'none', draft.key.from !== 'none']
  return [
    ...of('ca'),
    ...of('certificate'),
    ...of('key'),
    ...(hasCertificate && !hasKey ? ([['key', environmentFaults.keyMissing]] as const) : []),
    ...(hasKey && !hasCertificate
      ? ([['certificate', environmentFaults.certificateMissing]] as const)
      : []),
  ]
}

/** The form's field of a place in the configuration. */
function fieldAt([first, second]: readonly PropertyKey[], kind: EnvironmentKind): Field {
  if (first === 'name') return 'name'
  if (second === 'name') return 'context'
  if (second === 'port') return kind === 'ssh' ? 'sshPort' : 'port'
  if (second === 'socket') return 'sshSocket'
  return second === 'host' || second === 'destination' || second === 'path' ? second : 'kind'
}

/**
 * The contract's own schema behind the form; its faults are at the form's fields, in words.
 *
 * @param taken the names of the others
 */
export function environmentForm(taken: readonly string[]) {
  return z.custom<EnvironmentDraft>().transform((draft, context): EnvironmentConfig => {
    const told = new Set<string>()
    const at = (path: string, message: string): void => {
      if (told.has(path)) return
      told.add(path)
      context.addIssue({ code: 'custom', path: path.split('.'), message })
    }
    for (const [field, fault] of faultsOf(draft, taken)) at(field, fault)
    const name = draft.name.trim()
    const reach = written(draft)
    const parsed = environmentConfig.safeParse({ name: name === '' ? null : name, reach })
    if (parsed.success && told.size === 0) return parsed.data
    for (const { path } of parsed.error?.issues ?? []) {
      // What is wrong with a certificate is told already, at the field that is shown of it.
      if (path[1] === 'tls') continue
      const field = fieldAt(path, draft.kind)
      at(field, environmentFaults.fields[field] ?? environmentFaults.other)
    }
    return z.NEVER
  })
}

/** What it would reach; null: what is entered leads nowhere yet. */
export function reachIn(draft: EnvironmentDraft): Reach | null {
  const parsed = reachShape.safeParse(written(draft))
  return parsed.success ? parsed.data : null
}
