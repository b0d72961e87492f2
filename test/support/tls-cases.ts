import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, readFile } from 'node:fs/promises'
import { connect, createServer } from 'node:net'
import type { AddressInfo, Server } from 'node:net'
import { join } from 'node:path'
import { createServer as createTlsServer } from 'node:tls'
import { promisify } from 'node:util'
import type { Endpoint, Tls } from '../../src/main/docker/endpoint'
import { newAuthority } from './certificates'
import type { Certificate } from './certificates'
import { startDockerd } from './dockerd'
import { freePort } from './free-port'

/** One way to a daemon over TCP, and what comes of it (`outcomeOf`). */
interface TlsCase {
  readonly what: string
  readonly endpoint: Endpoint
  readonly comes: object
}

export interface TlsCases {
  readonly cases: readonly TlsCase[]
  readonly close: () => Promise<void>
}

const host = '127.0.0.1'

/**
 * A real daemon with TLS, and one without behind servers that show certificates of all kinds.
 * @param folder for certificates
 * @param plainSocket of the one without
 */
export async function tlsCases(folder: string, plainSocket: string): Promise<TlsCases> {
  const [ours, theirs] = [join(folder, 'ours'), join(folder, 'theirs')]
  await Promise.all([mkdir(ours), mkdir(theirs)])
  const [authority, stranger] = await Promise.all([newAuthority(ours), newAuthority(theirs)])
  const port = await freePort()
  const dockerd = await startDockerd(
    ...['-H', `tcp://${host}:${port}`, '--tlsverify', '--tlscacert', join(ours, 'ca.pem')],
    ...['--tlscert', join(ours, 'server.pem'), '--tlskey', join(ours, 'server.key')],
  )
  const opened: Server[] = []
  async function listening(server: Server): Promise<number> {
    opened.push(server.listen(0, host))
    await once(server, 'listening')
    return (server.address() as AddressInfo).port
  }
  function showing({ cert, key }: Certificate): Promise<number> {
    const server = createTlsServer({ cert, key }, (client) => {
      const engine = connect(plainSocket)
      client.pipe(engine).pipe(client)
      client.on('error', () => engine.destroy())
      engine.on('error', () => client.destroy())
    })
    return listening(server)
  }
  const encrypted = join(ours, 'encrypted.key')
  await promisify(execFile)(
    'openssl',
    ['pkey', '-in', 'client.key', '-aes128', '-passout', 'pass:secret', '-out', encrypted],
    { cwd: ours },
  )
  const own: Tls = { ca: authority.ca, ...authority.client, verify: true }
  const at = (port: number, tls: Partial<Tls> | null = {}, name = host): Endpoint => ({
    ...{ kind: 'tcp', host: name, port },
    tls: tls && { ...own, ...tls },
  })
  const plain = await listening(
    createServer((client) => {
      const engine = connect(plainSocket)
      client.pipe(engine).pipe(client)
      client.on('error', () => engine.destroy())
    }),
  )
  const [expired, future, foreign] = await Promise.all([
    showing(await authority.expired()),
    showing(await authority.future()),
    showing(authority.client),
  ])
  const address = `tcp://${host}:${port}`
  const cases: readonly (readonly [string, Endpoint, object])[] = [
    ['both sides know each other', at(port), { connected: true }],
    ['plain TCP to a daemon without TLS', at(plain, null), { connected: true }],
    ['unverified', at(port, { ca: stranger.ca, verify: false }), { connected: true }],
    [
      'no authority given',
      at(port, { ca: null }),
      { code: 'tls-untrusted', address, isOwn: false },
    ],
    [
      'another authority',
      at(port, { ca: stranger.ca }),
      { code: 'tls-untrusted', address, isOwn: true },
    ],
    [
      'a certificate for clients',
      at(foreign),
      { code: 'tls-untrusted', address: `tcp://${host}:${foreign}`, isOwn: true },
    ],
    [
      'an expired certificate',
      at(expired),
      { code: 'tls-expired', address: `tcp://${host}:${expired}` },
    ],
    [
      'one of the future',
      at(future),
      { code: 'tls-not-yet-valid', address: `tcp://${host}:${future}` },
    ],
    [
      'another name',
      at(port, {}, 'localhost'),
      { code: 'tls-wrong-name', address: `tcp://localhost:${port}`, names: [host] },
    ],
    [
      'no client certificate',
      at(port, { cert: null, key: null }),
      { code: 'tls-certificate-needed', address },
    ],
    [
      'a client certificate of another authority',
      at(port, stranger.client),
      { code: 'tls-certificate-refused', address },
    ],
    [
      'a certificate that is not for clients',
      at(port, authority.server),
      { code: 'tls-certificate-refused', address },
    ],
    [
      'the key of another certificate',
      at(port, { key: stranger.client.key }),
      { code: 'tls-key-mismatch' },
    ],
    ['no key', at(port, { key: null }), { code: 'tls-file-missing', file: 'key' }],
    ['a key alone', at(port, { cert: null }), { code: 'tls-file-missing', file: 'certificate' }],
    [
      'an encrypted key',
      at(port, { key: await readFile(encrypted, 'utf8') }),
      { code: 'tls-key-encrypted' },
    ],
    [
      'a damaged key',
      at(port, { key: 'not a key: s3cret' }),
      { code: 'tls-file-invalid', file: 'key' },
    ],
    [
      'a damaged certificate',
      at(port, { cert: own.key }),
      { code: 'tls-file-invalid', file: 'certificate' },
    ],
    [
      'a damaged authority',
      at(port, { ca: authority.ca.replace(/[A-Z]{3}/, '***') }),
      { code: 'tls-file-invalid', file: 'ca' },
    ],
    ['an empty authority', at(port, { ca: 'nothing' }), { code: 'tls-file-invalid', file: 'ca' }],
    ['plain HTTP to a daemon with TLS', at(port, null), { code: 'tls-required', address }],
    [
      'TLS to a daemon without',
      at(plain),
      { code: 'tls-not-spoken', address: `tcp://${host}:${plain}` },
    ],
  ]
  return {
    cases: cases.map(([what, endpoint, comes]) => ({ what, endpoint, comes })),
    close: async () => {
      for (const server of opened) server.close()
      await dockerd.cleanUp()
    },
  }
}
