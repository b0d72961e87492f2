import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, it } from 'vitest'
import { watchContexts } from '../../../src/main/environments/watch-contexts'
import { eventually } from '../../support/eventually'

let home: string
const ends: (() => void)[] = []
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'tagout-contexts-'))
})
afterEach(async () => {
  for (const end of ends.splice(0)) end()
  await rm(home, { recursive: true, force: true })
})

const inDocker = (path: string): string => join(home, '.docker', path)
const meta = (): string => inDocker('contexts/meta/5e884898/meta.json')

/** As Docker's command line does it: beside it, and then in its place. */
async function replace(path: string, content: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  await writeFile(`${path}.tmp`, content)
  await rename(`${path}.tmp`, path)
}

/** Yields what waits until it was told after something was done. */
async function watching(): Promise<(what: string, act: () => Promise<unknown>) => Promise<void>> {
  let told = 0
  await new Promise<void>((resolve) => {
    const surroundings = { env: {}, homeDirectory: home, platform: process.platform }
    ends.push(watchContexts(surroundings, () => told++, resolve))
  })
  return async (what, act) => {
    const before = told
    await act()
    await eventually(() => (told > before ? true : null), { within: 10_000, what })
  }
}

it('tells of contexts where there was not even a folder, again and again', async () => {
  const tells = await watching()

  await tells('a context is made', () => replace(meta(), '{"Name": "a"}'))
  await tells('it is led elsewhere', () => replace(meta(), '{"Name": "b"}'))
  await tells('the current one is another', () => replace(inDocker('config.json'), '{}'))
  await tells('all of it is removed', () => rm(inDocker('.'), { recursive: true }))
  await tells('it is there again', () => replace(meta(), '{"Name": "c"}'))
  await tells('it is led elsewhere again', () => replace(meta(), '{"Name": "d"}'))
})

it('tells of what is replaced, written in place and removed where all was there', async () => {
  await replace(meta(), '{}')
  await replace(inDocker('config.json'), '{}')
  const tells = await watching()

  await tells('the current one is another', () => replace(inDocker('config.json'), '{"a": 1}'))
  await tells('and again', () => replace(inDocker('config.json'), '{"a": 2}'))
  await tells('it is written in place', () => writeFile(inDocker('config.json'), '{"a": 3}'))
  await tells('a context is replaced', () => replace(meta(), '{"Name": "b"}'))
  await tells('its certificate comes', () =>
    replace(inDocker('contexts/tls/5e884898/docker/ca.pem'), 'CA'),
  )
  await tells('it is removed', () => rm(dirname(meta()), { recursive: true }))
})
