import { z } from 'zod'
import { remoteSocketPath, sshDestination } from './ssh-target'

const path = z.string().min(1).max(4096)

/** In PEM, the longest chains of certificates included. */
const pem = z.string().min(1).max(200_000)

/** A file is read anew for each connection; what was pasted is kept. */
const certificate = z.discriminatedUnion('from', [
  z.strictObject({ from: z.literal('file'), path }),
  z.strictObject({ from: z.literal('pasted'), pem }),
])
export type Certificate = z.infer<typeof certificate>

/** A key that was pasted is encrypted at rest and never shown again: `kept` is what it was. */
const key = z.discriminatedUnion('from', [
  ...certificate.options,
  z.strictObject({ from: z.literal('kept') }),
])

/** What is null is left to the system; without a certificate there is no key. */
const tlsFiles = z.strictObject({
  ca: certificate.nullable(),
  certificate: certificate.nullable(),
  key: key.nullable(),
})
export type TlsFiles = z.infer<typeof tlsFiles>

const port = z.int().min(1).max(65_535)

const hostName = z
  .string()
  .max(253)
  .regex(/^[^\s/@[\]]+$/)

/** How an environment is reached. */
export const reach = z.discriminatedUnion('kind', [
  /** The daemon that Docker's command line would talk to. */
  z.strictObject({ kind: z.literal('current') }),
  /** A Docker context, followed when it comes to point elsewhere. */
  z.strictObject({ kind: z.literal('context'), name: z.string().min(1).max(200) }),
  /** A Unix socket, or a Windows pipe. */
  z.strictObject({ kind: z.literal('socket'), path }),
  /** `tls` null: plain, readable and open to everyone on the way. */
  z.strictObject({ kind: z.literal('tcp'), host: hostName, port, tls: tlsFiles.nullable() }),
  /** `port` null: what `ssh` takes; `socket` null: `/var/run/docker.sock` on the host. */
  z.strictObject({
    kind: z.literal('ssh'),
    destination: sshDestination,
    port: port.nullable(),
    socket: remoteSocketPath.nullable(),
  }),
  /** The embedded demo engine. */
  z.strictObject({ kind: z.literal('demo') }),
])
export type Reach = z.infer<typeof reach>

export const environmentName = z.string().trim().min(1).max(100)

/** `name` null: as what it reaches is called. */
export const environmentConfig = z.strictObject({ name: environmentName.nullable(), reach })
export type EnvironmentConfig = z.infer<typeof environmentConfig>

/** One that was found on this machine. */
export interface FoundEnvironment {
  readonly name: string
  readonly reach: Reach
  /** As Docker writes it; empty where it could not be found out. */
  readonly address: string
}

/** What a test of a connection met. */
export interface Reached {
  /** E.g. `Docker Engine 20.10.24`. */
  readonly engine: string
  readonly apiVersion: string
  /** How many there are, stopped ones too. */
  readonly containers: number
  /** The engine's own, where it tells one: two ways that lead to one engine tell the same. */
  readonly engineId: string | null
  /** The name of another environment whose engine it is. */
  readonly knownAs: string | null
}

/** Whether both lead to the same place, as far as their words tell. */
export function sameReach(one: Reach, other: Reach): boolean {
  return JSON.stringify(placeOf(one)) === JSON.stringify(placeOf(other))
}

function placeOf(reach: Reach): readonly unknown[] {
  switch (reach.kind) {
    case 'current':
    case 'demo':
      return [reach.kind]
    case 'context':
      return [reach.kind, reach.name]
    case 'socket':
      return [reach.kind, reach.path]
    case 'tcp':
      return [reach.kind, reach.host.toLowerCase(), reach.port]
    case 'ssh':
      return [reach.kind, reach.destination, reach.port, reach.socket]
  }
}
