import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { connectDocker } from '../../src/main/docker/connect'
import type { Tls } from '../../src/main/docker/endpoint'
import { failed, ok } from '../../src/shared/result'
import { newAuthority } from '../support/certificates'
import type { Authority } from '../support/certificates'
import { startDockerd } from '../support/dockerd'
import type { Dockerd } from '../support/dockerd'
import { eventually } from '../support/eventually'
import { freePort, openGateway } from '../support/gateway'
import type { Gateway } from '../support/gateway'

const host = '127.0.0.1'

describe('A daemon behind plain TCP', () => {
  let gateway: Gateway
  beforeAll(async () => {
    gateway = await openGateway(inject('dockerSocket'))
  })
  afterAll(() => gateway.close())

  it('is talked to, and the loss of its connections is noticed', async () => {
    const connected = await connectDocker({ kind: 'tcp', host, port: gateway.port, tls: null })
    if (!connected.ok) throw new Error(connected.problem.code)
    const endings: unknown[] = []
    await connected.value.follow(
      () => undefined,
      (why) => endings.push(why),
    )
    expect(await connected.value.list()).toEqual(ok([]))

    gateway.cut()

    await eventually(() => endings.length > 0 || null, { within: 5_000, what: 'it ends' })
    expect(endings).toEqual([
      { code: 'connection-lost', detail: expect.stringMatching(/./) as unknown },
    ])
    expect(await connected.value.list()).toEqual(ok([]))
    connected.value.close()
  })

  it('is not talked to over TLS', async () => {
    const tls: Tls = { ca: null, cert: null, key: null, verify: false }

    expect(await connectDocker({ kind: 'tcp', host, port: gateway.port, tls })).toMatchObject(
      failed({ code: 'tls-failed', address: `tcp://${host}:${gateway.port}` }),
    )
  })
})

describe('A daemon behind TLS', () => {
  let folder: string
  let authority: Authority
  let stranger: Authority
  let dockerd: Dockerd
  let port: number
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tagout-certificates-'))
    const [ours, theirs] = [join(folder, 'ours'), join(folder, 'theirs')]
    await Promise.all([mkdir(ours), mkdir(theirs)])
    ;[authority, stranger] = await Promise.all([newAuthority(ours), newAuthority(theirs)])
    port = await freePort()
    dockerd = await startDockerd(
      ...['-H', `tcp://${host}:${port}`, '--tlsverify', '--tlscacert', join(ours, 'ca.pem')],
      ...['--tlscert', join(ours, 'server.pem'), '--tlskey', join(ours, 'server.key')],
    )
  })
  afterAll(async () => {
    await dockerd.cleanUp()
    await rm(folder, { recursive: true, force: true })
  })

  async function connecting(tls: Partial<Tls> | null, to = host) {
    const ours = { ca: authority.ca, ...authority.client, verify: true }
    const connected = await connectDocker({
      kind: 'tcp',
      host: to,
      port,
      tls: tls && { ...ours, ...tls },
    })
    if (!connected.ok) return connected.problem
    const listed = await connected.value.list()
    connected.value.close()
    return listed
  }
  const tlsFailed = {
    code: 'tls-failed',
    address: expect.stringMatching(/^tcp:/) as unknown,
    detail: expect.stringMatching(/./) as unknown,
  }

  it('is talked to when both sides know each other', async () => {
    expect(await connecting({})).toEqual(ok([]))
  })

  it('is not trusted without its authority, with another one, or under another name', async () => {
    expect(await connecting({ ca: null })).toEqual(tlsFailed)
    expect(await connecting({ ca: stranger.ca })).toEqual(tlsFailed)
    expect(await connecting({}, 'localhost')).toEqual(tlsFailed)
  })

  it('is talked to unverified only where that was asked for', async () => {
    expect(await connecting({ ca: stranger.ca, verify: false })).toEqual(ok([]))
    expect(await connecting({ ca: null, verify: false }, 'localhost')).toEqual(ok([]))
  })

  it('refuses who shows no certificate, or one of another authority', async () => {
    expect(await connecting({ cert: null, key: null })).toEqual(tlsFailed)
    expect(await connecting(stranger.client)).toEqual(tlsFailed)
  })

  it('is not reached with a damaged key, and the key is in no message', async () => {
    const problem = await connecting({ key: 'not a key: s3cret' })

    expect(problem).toEqual(tlsFailed)
    expect(JSON.stringify(problem)).not.toContain('s3cret')
  })

  it('is not reached in plain HTTP', async () => {
    expect(await connecting(null)).toEqual(tlsFailed)
  })
})
