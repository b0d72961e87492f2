import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { currentDaemon } from '../../../src/main/environments/docker-context'
import { failed, ok } from '../../../src/shared/result'

const unset = { place: 'DOCKER_HOST', value: null }
const unchosen = { place: 'DOCKER_CONTEXT', value: null }
const unconfigured = { place: 'currentContext', value: null }
const usualSocket = { kind: 'socket', path: '/var/run/docker.sock' }

describe('The current daemon', () => {
  let homeDirectory: string
  beforeEach(async () => {
    homeDirectory = await mkdtemp(join(tmpdir(), 'tagout-context-'))
  })
  afterEach(() => rm(homeDirectory, { recursive: true, force: true }))

  async function file(path: string, content: unknown): Promise<void> {
    const full = join(homeDirectory, path)
    await mkdir(dirname(full), { recursive: true })
    await writeFile(full, typeof content === 'string' ? content : JSON.stringify(content))
  }
  function folderOf(context: string): string {
    return createHash('sha256').update(context).digest('hex')
  }
  async function context(name: string, docker: object): Promise<void> {
    const meta = { Name: name, Metadata: {}, Endpoints: { docker } }
    await file(`.docker/contexts/meta/${folderOf(name)}/meta.json`, meta)
  }
  function current(env: Record<string, string> = {}, platform: NodeJS.Platform = 'linux') {
    return currentDaemon({ env, homeDirectory, platform })
  }

  it('is the usual one where nothing says otherwise', async () => {
    const address = 'unix:///var/run/docker.sock'

    expect(await current({ DOCKER_HOST: '', DOCKER_CONTEXT: '' })).toEqual(
      ok({
        name: 'default',
        address,
        endpoint: usualSocket,
        attempts: [unset, unchosen, unconfigured, { place: 'default', value: address }],
      }),
    )
  })

  it('is the usual pipe on Windows', async () => {
    expect(await current({}, 'win32')).toMatchObject(
      ok({
        address: 'npipe:////./pipe/docker_engine',
        endpoint: { kind: 'socket', path: '//./pipe/docker_engine' },
      }),
    )
  })

  it('is that of DOCKER_HOST before all others', async () => {
    await file('.docker/config.json', { currentContext: 'lab' })

    expect(await current({ DOCKER_HOST: 'tcp://build:2375', DOCKER_CONTEXT: 'lab' })).toEqual(
      ok({
        name: 'DOCKER_HOST',
        address: 'tcp://build:2375',
        endpoint: { kind: 'tcp', host: 'build', port: 2375, tls: null },
        attempts: [{ place: 'DOCKER_HOST', value: 'tcp://build:2375' }],
      }),
    )
  })

  it('is that of DOCKER_CONTEXT before that of the configuration', async () => {
    await file('.docker/config.json', { currentContext: 'other' })
    await context('lab', { Host: 'unix:///run/lab.sock' })

    expect(await current({ DOCKER_CONTEXT: 'lab' })).toEqual(
      ok({
        name: 'lab',
        address: 'unix:///run/lab.sock',
        endpoint: { kind: 'socket', path: '/run/lab.sock' },
        attempts: [unset, { place: 'DOCKER_CONTEXT', value: 'lab' }],
      }),
    )
  })

  it('is that of the configuration, which may lie elsewhere', async () => {
    await file('.docker/config.json', { auths: {}, currentContext: 'lab' })
    await context('lab', { Host: 'unix:///run/lab.sock' })
    await file('elsewhere/config.json', { auths: {} })

    expect(await current()).toMatchObject(
      ok({
        name: 'lab',
        attempts: [unset, unchosen, { place: 'currentContext', value: 'lab' }],
      }),
    )
    expect(await current({ DOCKER_CONFIG: join(homeDirectory, 'elsewhere') })).toMatchObject(
      ok({ name: 'default', endpoint: usualSocket }),
    )
  })

  it('is the usual one where the context `default` is chosen', async () => {
    await file('.docker/config.json', { currentContext: 'lab' })

    expect(await current({ DOCKER_CONTEXT: 'default' })).toMatchObject(
      ok({
        name: 'default',
        endpoint: usualSocket,
        attempts: [
          unset,
          { place: 'DOCKER_CONTEXT', value: 'default' },
          { place: 'default', value: 'unix:///var/run/docker.sock' },
        ],
      }),
    )
  })

  it('is reached with the TLS files of its context, verified unless it says otherwise', async () => {
    await context('lab', { Host: 'tcp://build:2376', SkipTLSVerify: false })
    await context('lax', { Host: 'tcp://build:2376', SkipTLSVerify: true })
    await context('plain', { Host: 'tcp://build:2375' })
    await file(`.docker/contexts/tls/${folderOf('lab')}/docker/ca.pem`, 'CA')
    await file(`.docker/contexts/tls/${folderOf('lab')}/docker/cert.pem`, 'CERT')
    await file(`.docker/contexts/tls/${folderOf('lab')}/docker/key.pem`, 'KEY')
    const none = { ca: null, cert: null, key: null }

    const tlsOf = async (DOCKER_CONTEXT: string) => {
      const daemon = await current({ DOCKER_CONTEXT })
      return daemon.ok && daemon.value.endpoint.kind === 'tcp' ? daemon.value.endpoint.tls : daemon
    }
    expect(await tlsOf('lab')).toEqual({ ca: 'CA', cert: 'CERT', key: 'KEY', verify: true })
    expect(await tlsOf('lax')).toEqual({ ...none, verify: false })
    expect(await tlsOf('plain')).toBeNull()
  })

  it('is reached with the TLS files that the environment names', async () => {
    await file('certificates/ca.pem', 'CA')
    await file('.docker/ca.pem', 'HOME CA')
    const host = { DOCKER_HOST: 'tcp://build' }
    const tls = { ca: 'CA', cert: null, key: null, verify: true }
    const tcp = { kind: 'tcp', host: 'build', port: 2376 }
    const DOCKER_CERT_PATH = join(homeDirectory, 'certificates')

    expect(await current({ ...host, DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH })).toMatchObject(
      ok({ endpoint: { ...tcp, tls } }),
    )
    expect(await current({ ...host, DOCKER_TLS_VERIFY: '1' })).toMatchObject(
      ok({ endpoint: { ...tcp, tls: { ...tls, ca: 'HOME CA' } } }),
    )
    expect(await current({ ...host, DOCKER_TLS: '1', DOCKER_CERT_PATH })).toMatchObject(
      ok({ endpoint: { ...tcp, tls: { ...tls, verify: false } } }),
    )
    expect(await current({ ...host, DOCKER_CERT_PATH })).toMatchObject(
      ok({ endpoint: { ...tcp, port: 2375, tls: null } }),
    )
  })

  it('is none where the context is not there', async () => {
    expect(await current({ DOCKER_CONTEXT: 'lab' })).toEqual(
      failed({
        name: 'lab',
        address: '',
        attempts: [unset, { place: 'DOCKER_CONTEXT', value: 'lab' }],
        problem: { code: 'context-not-found', name: 'lab' },
      }),
    )
  })

  it.each(['ssh://me:s3cret@build', 'http://build', 'fd://'])(
    'is none that can be talked to at %s, and a password is not shown',
    async (Host) => {
      await context('lab', { Host })
      const address = Host.replace(':s3cret', '')

      const daemon = await current({ DOCKER_CONTEXT: 'lab' })

      expect(daemon).toMatchObject(
        failed({ name: 'lab', address, problem: { code: 'endpoint-unsupported', address } }),
      )
      expect(JSON.stringify(await current({ DOCKER_HOST: Host }))).not.toContain('s3cret')
    },
  )

  it.each([
    ['a damaged configuration', '.docker/config.json', '{"currentContext":'],
    ['a configuration of another kind', '.docker/config.json', { currentContext: 7 }],
    ['a damaged context', `.docker/contexts/meta/${folderOf('lab')}/meta.json`, '{}'],
  ])('is none with %s, which is named', async (_, path, content) => {
    await file('.docker/config.json', { currentContext: 'lab' })
    await file(path, content)

    expect(await current()).toMatchObject(
      failed({
        problem: {
          code: 'file-unreadable',
          path: join(homeDirectory, path),
          detail: expect.stringMatching(/./) as unknown,
        },
      }),
    )
  })

  it('is none with a TLS file that can not be read', async () => {
    await context('lab', { Host: 'tcp://build:2376' })
    const path = `.docker/contexts/tls/${folderOf('lab')}/docker/key.pem`
    await file(`${path}/a-folder`, '')

    expect(await current({ DOCKER_CONTEXT: 'lab' })).toMatchObject(
      failed({
        name: 'lab',
        address: 'tcp://build:2376',
        problem: { code: 'file-unreadable', path: join(homeDirectory, path) },
      }),
    )
  })
})
