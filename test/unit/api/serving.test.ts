import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { localApi } from '../../../src/shared/api/local'
import { ask } from '../../support/api/ask'
import { serve } from '../../support/api/served'
import type { Served, World } from '../../support/api/served'
import { freePort } from '../../support/free-port'

const open: Served[] = []
const folders: string[] = []
afterEach(() => {
  for (const served of open.splice(0)) served.close()
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

async function started(world: World = {}): Promise<Served> {
  const served = await serve(world)
  open.push(served)
  return served
}

const aFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'tagout-api-'))
  folders.push(folder)
  return folder
}

const asked = ({ port }: Served, token: string): Promise<number> =>
  ask(port, { path: '/api/environments', token }).then(({ status }) => status)

describe('The API', () => {
  it('is switched off and on and moved while Tagout runs', async () => {
    const served = await started()
    await served.until('listening')
    const other = await freePort()

    served.set({ on: false })
    const off = await served.until('off')
    const refused = await asked(served, served.token).catch((error: unknown) => error)
    served.set({ on: true, port: other })
    const moved = await served.until('listening')

    expect([
      off.address,
      refused,
      moved.address,
      await asked({ ...served, port: other }, served.token),
    ]).toMatchObject([null, { code: 'ECONNREFUSED' }, `http://127.0.0.1:${other}`, 200])
  })

  it('follows the last of many switches', async () => {
    const served = await started()
    const ports = await Promise.all([freePort(), freePort(), freePort()])

    for (const port of ports) {
      served.set({ on: false })
      served.set({ on: true, port })
    }
    const last = ports.at(-1)
    const listening = await served.until('listening')

    expect(listening.address).toBe(`http://127.0.0.1:${last}`)
  })

  it.each(['127.0.0.1', '::1'])(
    'says that its port is taken on %s, and listens as soon as it is free',
    async (host) => {
      const port = await freePort()
      const other = createServer().listen({ host, port })
      await once(other, 'listening')
      const served = await started({ portForThisRun: port })

      const taken = await served.until('failed')
      const isLocalFileThere = existsSync(join(served.folder, 'api.json'))
      other.close()
      const listening = await served.until('listening')

      expect([taken, isLocalFileThere, listening]).toMatchObject([
        { address: null, byCommandLine: true, failure: { port, detail: 'EADDRINUSE' } },
        false,
        { failure: null },
      ])
    },
  )

  it('is there for one run by the command line, whatever the settings say', async () => {
    const served = await started({ portForThisRun: await freePort() })
    served.set({ on: false })

    expect(await served.until('listening')).toMatchObject({ byCommandLine: true })
  })

  it('is found by the programs of its user, and by nobody once it has ended', async () => {
    const served = await started({ folder: aFolder() })
    await served.until('listening')
    const file = join(served.folder, 'api.json')

    const local = localApi.parse(JSON.parse(readFileSync(file, 'utf8')))
    const mode = statSync(file).mode & 0o777
    const status = await asked(served, local.token)
    served.serving.close()

    expect([local.url, local.pid, mode, status, existsSync(file)]).toEqual([
      served.address,
      process.pid,
      0o600,
      200,
      false,
    ])
  })

  it('has another token for its user’s programs in each run', async () => {
    const folder = aFolder()
    const tokens = []
    for (let run = 0; run < 2; run++) {
      const served = await started({ folder })
      await served.until('listening')
      tokens.push(localApi.parse(JSON.parse(readFileSync(join(folder, 'api.json'), 'utf8'))).token)
      served.serving.close()
    }

    expect(new Set(tokens).size).toBe(2)
  })
})

describe('Tokens', () => {
  it('are kept as hashes, for their user alone, and outlive a restart', async () => {
    const folder = aFolder()
    const first = await started({ folder })
    const { token } = first
    const file = join(folder, 'tokens.json')
    const content = readFileSync(file, 'utf8')
    const mode = statSync(file).mode & 0o777
    first.serving.close()

    const second = await started({ folder })
    await second.until('listening')

    expect([token, content.includes(token), content.includes(token.slice(7)), mode]).toEqual([
      expect.stringMatching(/^tagout_[\w-]{43}$/),
      false,
      false,
      0o600,
    ])
    expect(await asked(second, token)).toBe(200)
  })

  it('say when they were used last, and are refused as soon as they are revoked', async () => {
    const served = await started()
    await served.until('listening')
    const [made] = served.serving.status().tokens
    const before = made?.lastUsedAt

    const used = await asked(served, served.token)
    const [after] = served.serving.status().tokens
    served.serving.revokeToken(made?.id ?? '')
    const revoked = await asked(served, served.token)

    expect([before, used, after?.lastUsedAt, revoked, served.serving.status().tokens]).toEqual([
      null,
      200,
      expect.stringMatching(/^2/),
      401,
      [],
    ])
  })

  it('that can not be read are kept aside, and none of them lets anybody in', async () => {
    const folder = aFolder()
    writeFileSync(join(folder, 'tokens.json'), '{"value":{"version":2}}')

    const served = await started({ folder })

    expect([served.complaints, served.serving.status().tokens.map(({ name }) => name)]).toEqual([
      [expect.stringContaining('tokens.json.unreadable-')],
      ['nightly'],
    ])
  })

  it('of the environment lets in, and is not listed', async () => {
    const givenToken = 'x'.repeat(24)
    const served = await started({ givenToken })
    await served.until('listening')

    expect([
      await asked(served, givenToken),
      served.serving.status().tokens.map(({ name }) => name),
      served.complaints,
    ]).toEqual([200, ['nightly'], []])
  })

  it.each(['short', 'x'.repeat(23), 'with a space '.repeat(3), 'ü'.repeat(30)])(
    'of the environment that is %j is refused with a clear word, which does not tell it',
    async (givenToken) => {
      const served = await started({ givenToken })
      await served.until('listening')

      expect(served.complaints).toEqual([expect.stringContaining('TAGOUT_API_TOKEN is not used')])
      expect(served.complaints[0]).not.toContain(givenToken)
    },
  )
})
