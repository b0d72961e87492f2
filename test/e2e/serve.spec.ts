import { execFile } from 'node:child_process'
import { readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { eventually } from '../support/eventually'
import { differences, inspectAll } from '../support/inspections'
import { theShop } from '../support/shop'
import { expect, running, tagsOn } from './fixtures'
import { test } from './serving'

for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
  test(`without an X server it connects, and ends by ${signal} with nothing left behind`, async ({
    folder,
    serve,
  }) => {
    const profile = await folder()
    const serving = await serve({ profile })
    await serving.says(/: connected to /)
    const inner = await childrenOf(serving.pid)

    serving.signal(signal)

    expect(await serving.ended()).toBe(0)
    expect(serving.said()).toMatch(/ Tagout \d\S+ runs without a window, profile .*\n.* Ends\n$/s)
    expect(inner).not.toEqual([])
    await expect.poll(() => inner.filter(isRunning)).toEqual([])
    expect(await readdir(profile)).not.toContain('running.json')
  })
}

test('an observer that was set up in the window enters and leaves without one', async ({
  docker,
  folder,
  serve,
  start,
}) => {
  await theShop(docker)
  const before = await inspectAll(docker)
  const profile = await folder()
  const flag = join(await folder(), 'maintenance.flag')
  const window = await start({ profile })
  const { page } = window
  await page.evaluate(async (path) => {
    const bridge = Reflect.get(window, 'tagout') as {
      call(name: string, input: unknown): Promise<{ environments: { id: string }[] }>
    }
    const world = await bridge.call('world.get', undefined)
    await bridge.call('automation.change', {
      product: { environmentId: world.environments[0]?.id, productDeploymentId: 'shop' },
      observer: { type: 'file', path, pollingInterval: '1s' },
      setter: null,
    })
  }, flag)
  await window.close()
  const serving = await serve({ profile })
  await serving.says(/: connected to /)

  await writeFile(flag, '')
  await serving.says(/Shop: in maintenance \(Observer, .*maintenance\.flag says "true"\)/)
  await expect.poll(() => running(docker)).toEqual(['shop-web-monitor-1'])
  await rm(flag)
  await serving.says(/Shop: normal operation/)

  expect(differences(before, await inspectAll(docker))).toEqual([])
  expect(await tagsOn(docker)).toEqual([])
})

test('it ends when the process that started it for this was killed', async ({ folder, serve }) => {
  const profile = await folder()
  const serving = await serve({ profile })
  await serving.says(/: connected to /)
  const inner = await childrenOf(serving.pid)

  serving.signal('SIGKILL')

  const what = 'nothing of it runs'
  await eventually(() => !inner.some(isRunning) || null, { within: 30_000, what })
  expect(serving.said()).toMatch(/ Ends\n$/)
})

test('where there is no Docker it says so, and goes on', async ({ serve }) => {
  const serving = await serve({ env: { DOCKER_HOST: 'unix:///nowhere.sock' } })

  await serving.says(/WARNING .*offline\. There is no socket at \/nowhere\.sock.*Trying again\./)
  expect(serving.isRunning()).toBe(true)
})

test('it goes on when nobody reads what it says any more', async ({ dockerd, folder, serve }) => {
  const profile = await folder()
  const serving = await serve({ profile })
  await serving.says(/: connected to /)
  serving.process.stdout?.destroy()
  serving.process.stderr?.destroy()

  // It says that another one came, to nobody.
  const second = await serve({ profile, env: { DOCKER_HOST: `unix://${dockerd.socket}` } })
  await second.ended()

  serving.signal('SIGTERM')
  expect(await serving.ended()).toBe(0)
})

test('of two with one profile the second says what runs there, and ends', async ({
  folder,
  serve,
}) => {
  const profile = await folder()
  const first = await serve({ profile })
  await first.says(/runs without a window/)

  const second = await serve({ profile })

  expect(await second.ended()).toBe(1)
  expect(second.said()).toContain(
    `ERROR Tagout runs already without a window, for this profile (${profile}, process `,
  )
  expect(first.isRunning()).toBe(true)
})

test('beside a window with the same profile it says that, and ends', async ({
  folder,
  serve,
  start,
}) => {
  const profile = await folder()
  const { app } = await start({ profile })

  const serving = await serve({ profile })

  expect(await serving.ended()).toBe(1)
  expect(serving.said()).toContain(
    `ERROR Tagout runs already with its window, for this profile (${profile}, process ${app.process().pid ?? 0})`,
  )
})

test('a window beside it with the same profile says that in a dialog, and ends', async ({
  folder,
  serve,
}) => {
  const profile = await folder()
  const first = await serve({ profile })
  await first.says(/runs without a window/)

  const { DISPLAY = '' } = process.env
  const second = await serve({ profile, args: [], env: { DISPLAY } })
  await second.says(/tagout: Tagout runs already without a window/)
  const window = await eventually(() => xdotool('search', '--name', '^Tagout$').catch(() => null), {
    within: 30_000,
    what: 'the dialog is there',
  })
  // A key may come before the dialog takes keys.
  const what = 'the dialog is gone, and the second one with it'
  await eventually(
    async () => {
      if (!second.isRunning()) return true
      await xdotool('windowfocus', window, 'key', 'Return').catch(() => null)
      return null
    },
    { within: 30_000, what },
  )

  expect(await second.ended()).toBe(1)
  expect(first.isRunning()).toBe(true)
})

test('an argument that it does not know is refused before anything begins', async ({ serve }) => {
  const refused = await Promise.all([
    serve({ args: ['--serve', '--api-port', 'http'] }),
    serve({ args: ['--servre'] }),
  ])

  const codes = await Promise.all(refused.map((each) => each.ended()))
  expect(codes).toEqual([2, 2])
  expect(refused.map((each) => /^tagout: .*$/m.exec(each.said())?.[0])).toEqual([
    'tagout: --api-port takes a port from 1 to 65535, as in --api-port 7457.',
    'tagout: There is no --servre. There are --serve and --api-port.',
  ])
})

async function xdotool(...args: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)('xdotool', args)
  return stdout.trim().split('\n')[0] ?? ''
}

/** The process that it started in its own place, and Chromium's. */
async function childrenOf(pid: number): Promise<readonly number[]> {
  const { stdout } = await promisify(execFile)('ps', ['-e', '-o', 'pid=,ppid='])
  const processes = stdout
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number))
  const below = (parent: number): readonly number[] =>
    processes
      .filter(([, ppid]) => ppid === parent)
      .flatMap(([child = 0]) => [child, ...below(child)])
  return below(pid)
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
