import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { chmod, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, inject, it, vi } from 'vitest'
import { plainSeal } from '../../src/main/storage/seal'
import { openTagout } from '../../src/main/tagout'
import type { Tagout } from '../../src/main/tagout'
import type { Reach } from '../../src/shared/environment-config'
import { serveEmptyHost } from '../support/demo/host'
import { eventually } from '../support/eventually'
import { openGateway } from '../support/gateway'

const socket = inject('dockerSocket')

let folder: string
const ends: (() => unknown)[] = []
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tagout-isolation-'))
})
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
  vi.unstubAllEnvs()
  await rm(folder, { recursive: true, force: true })
})

/** Its profile and its home directory are the test's folder. */
async function open(): Promise<Tagout> {
  const tagout = await openTagout({
    folder,
    seal: plainSeal(),
    surroundings: () => ({ env: {}, homeDirectory: folder, platform: process.platform }),
    changed: () => undefined,
    tell: () => undefined,
  })
  ends.push(() => tagout.close())
  return tagout
}

const choose = (tagout: Tagout, ...reaches: readonly Reach[]) =>
  tagout.environments.choose(reaches.map((reach) => ({ name: null, reach })))

function statesOf(tagout: Tagout): readonly string[] {
  return tagout.shown().environments.map(({ name, connection: { state } }) => `${name} ${state}`)
}

async function becomes(tagout: Tagout, ...wanted: readonly string[]): Promise<void> {
  await eventually(() => wanted.every((state) => statesOf(tagout).includes(state)) || null, {
    within: 30_000,
    what: wanted.join(', '),
  })
}

/** Takes connections, and says nothing. */
async function openSilence(): Promise<number> {
  const taken: { destroy(): void }[] = []
  const server = createServer((connection) => void taken.push(connection))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  ends.push(() => {
    for (const each of taken) each.destroy()
    server.close()
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('No port')
  return address.port
}

describe('An environment that can’t be reached', () => {
  it('slows neither the start nor the others, though it never answers', async () => {
    const ports = await Promise.all(Array.from({ length: 8 }, openSilence))
    const silent = ports.map((port): Reach => ({ kind: 'tcp', host: '127.0.0.1', port, tls: null }))
    const before = await open()
    await choose(before, ...silent, { kind: 'socket', path: socket })
    await becomes(before, `${socket} connected`)
    before.close()

    const tagout = await open()
    await becomes(tagout, `${socket} connected`)

    expect(statesOf(tagout)).toEqual([
      ...silent.map(() => '127.0.0.1 connecting'),
      `${socket} connected`,
    ])
  })

  it('slows no other, though nobody answers who it is', async () => {
    const gateway = await openGateway(socket)
    ends.push(() => gateway.close())
    const shim = join(folder, 'bin')
    await mkdir(shim)
    // Names of `slow` are never found, and never not found.
    const script =
      '#!/bin/sh\ncase "$3" in *.slow) echo $$ >> "$0.pids"; exec sleep 1000 ;; esac\nexec /usr/bin/getent "$@"\n'
    await writeFile(join(shim, 'getent'), script)
    await chmod(join(shim, 'getent'), 0o755)
    ends.push(async () => {
      const pids = await readFile(`${join(shim, 'getent')}.pids`, 'utf8')
      for (const pid of pids.trim().split('\n')) process.kill(Number(pid))
    })
    vi.stubEnv('PATH', [shim, process.env.PATH].join(delimiter))
    const at = (host: string): Reach => ({ kind: 'tcp', host, port: gateway.port, tls: null })
    const slow = ['a.slow', 'b.slow', 'c.slow', 'd.slow', 'e.slow']
    const tagout = await open()

    await choose(tagout, ...[...slow, 'localhost'].map(at))
    await becomes(tagout, 'localhost connected')

    expect(statesOf(tagout)).toEqual([
      ...slow.map((host) => `${host} connecting`),
      'localhost connected',
    ])
  })
})

describe('A Docker context', () => {
  /** As Docker's command line does it: beside it, and then in its place. */
  async function replace(path: string, content: object): Promise<void> {
    const file = join(folder, '.docker', path)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(`${file}.tmp`, JSON.stringify(content))
    await rename(`${file}.tmp`, file)
  }
  const lead = (name: string, to: string): Promise<void> =>
    replace(`contexts/meta/${createHash('sha256').update(name).digest('hex')}/meta.json`, {
      Name: name,
      Endpoints: { docker: { Host: `unix://${to}` } },
    })
  const use = (currentContext: string): Promise<void> => replace('config.json', { currentContext })

  it('is followed by its name and as the current one, from before its folder is there', async () => {
    const host = await serveEmptyHost()
    ends.push(() => host.close())
    const tagout = await open()
    await choose(tagout, { kind: 'context', name: 'plant' }, { kind: 'current' })
    const leadsTo = async (name: string, where: string): Promise<void> => {
      await eventually(
        () => {
          const found = tagout.shown().environments.find((each) => each.name === name)
          const isThere = found?.address === `unix://${where}`
          return isThere && found.connection.state === 'connected' ? true : null
        },
        { within: 30_000, what: `${name} leads to ${where}` },
      )
    }

    await lead('plant', socket)
    await leadsTo('plant', socket)
    await lead('office', host.socket)
    await use('office')
    await leadsTo('office', host.socket)
    await use('plant')
    await eventually(() => tagout.shown().environments.length === 1 || null, {
      within: 30_000,
      what: 'the current one is the one that is there by its name',
    })
    await lead('plant', host.socket)
    await leadsTo('plant', host.socket)
    await lead('plant', socket)
    await leadsTo('plant', socket)
  })
})
