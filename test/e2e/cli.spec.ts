import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { runContainer } from '../support/containers'
import { differences, inspectAll } from '../support/inspections'
import { slow, theShop } from '../support/shop'
import { freePort, installCommandLine, ran } from './command-line'
import { expect, running, tagsOn } from './fixtures'
import { test } from './serving'

test('the command line enters and exits to exactly what was, by a Tagout without a window', async ({
  docker,
  folder,
  serve,
}) => {
  await theShop(docker)
  const before = await inspectAll(docker)
  const profile = await folder()
  const serving = await serve({
    profile,
    args: ['--serve', '--api-port', String(await freePort())],
  })
  await serving.says(/The REST API listens at http:\/\/127\.0\.0\.1:\d+/)
  await serving.says(/: connected to /)
  const tagout = await installCommandLine(await folder())
  const here = ['--profile', profile]

  const preview = await tagout.run('preview', 'Shop', ...here)
  const entered = await tagout.run('enter', 'shop', '--reason', 'Patch night', ...here)
  const again = await tagout.run('enter', 'shop', '--json', ...here)
  const status = await tagout.run('status', 'shop', ...here)
  const down = await running(docker)
  const exited = await tagout.run('exit', 'SHOP', ...here)
  const history = await tagout.run('history', 'shop', '--json', ...here)

  expect([preview, entered, again, status, exited, history].map(({ code }) => code)).toEqual([
    ...[0, 0, 0, 0, 0, 0],
  ])
  expect(preview.stdout).toMatch(/Normal → Maintenance\. Nothing of this is done yet\.\n.*stop /s)
  expect(entered.stdout).toMatch(/ {2}stopped shop-data-db-1\n/)
  expect(entered.stderr).toMatch(/^done stop shop-data-db-1 \(\d+\.\d s\)$/m)
  expect(JSON.parse(again.stdout)).toMatchObject({ success: true, changed: false })
  expect(status.stdout).toMatch(/^Reason: +Patch night$/m)
  expect(down).toEqual(['shop-web-monitor-1'])
  expect(differences(before, await inspectAll(docker))).toEqual([])
  expect(await tagsOn(docker)).toEqual([])
  const entries = z.object({ entries: z.array(z.object({ to: z.string() })) })
  expect(entries.parse(JSON.parse(history.stdout)).entries.map(({ to }) => to)).toEqual([
    ...['Normal', 'Maintenance'],
  ])
  await serving.says(
    /Shop: in maintenance \(Manual, .*: Patch night\)(.|\n)*Shop: normal operation/,
  )
})

test('ended in the middle of entering, it finishes at its next start', async ({
  docker,
  folder,
  serve,
}) => {
  await theShop(docker)
  const last = { ...slow, service: 'last', does: 'serves' } as const
  await runContainer(docker, last)
  await runContainer(docker, { ...slow, dependsOn: { last: 'service_started' } })
  const profile = await folder()
  const args = ['--serve', '--api-port', String(await freePort())]
  const first = await serve({ profile, args })
  await first.says(/listens at/)
  await first.says(/: connected to /)
  const tagout = await installCommandLine(await folder())
  const asked = await tagout.run('enter', 'shop', '--no-wait', '--profile', profile)
  await expect
    .poll(() => running(docker))
    .toEqual(['shop-web-last-1', 'shop-web-monitor-1', 'shop-web-slow-1'])

  first.signal('SIGTERM')
  const code = await first.ended()
  const second = await serve({ profile, args })
  await second.says(/Shop: in maintenance/)

  expect([asked.code, code]).toEqual([0, 0])
  expect(await running(docker)).toEqual(['shop-web-monitor-1'])
})

test('what does not work has an exit code of its own', async ({ docker, folder, serve }) => {
  await theShop(docker)
  const profile = await folder()
  const tagout = await installCommandLine(await folder())
  const none = await tagout.run('list', '--profile', profile)
  const port = String(await freePort())
  const serving = await serve({ profile, args: ['--serve', '--api-port', port] })
  await serving.says(/listens at/)
  const wrong = join(await folder(), 'package.json')

  const others = await Promise.all([
    tagout.run('enter'),
    tagout.run('status', 'nothing-of-that-name', '--profile', profile),
    tagout.run('list', '--url', `http://127.0.0.1:${port}`, '--token', 'wrong'),
    tagout.run('list', '--url', `http://127.0.0.1:${port}`, '--token-file', wrong),
  ])

  expect([none, ...others].map(({ code }) => code)).toEqual([3, 2, 4, 8, 2])
  expect(none.stderr).toContain('switch the REST API on in its Settings')
})

test('bash completes commands, and products by their names', async ({ docker, folder, serve }) => {
  await theShop(docker)
  const profile = await folder()
  const port = String(await freePort())
  const serving = await serve({ profile, args: ['--serve', '--api-port', port] })
  await serving.says(/listens at/)
  await serving.says(/: connected to /)
  const { bin } = await installCommandLine(await folder())
  const local = z.object({ url: z.string(), token: z.string() })
  const { url, token } = local.parse(JSON.parse(await readFile(join(profile, 'api.json'), 'utf8')))
  const complete = (...words: readonly string[]) => `
    COMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length - 1}
    COMP_LINE='${words.join(' ')}'; COMP_POINT=\${#COMP_LINE}; COMPREPLY=()
    __tagout_complete; printf '%s\\n' "\${COMPREPLY[@]}" --`
  const script = `
    . /usr/share/bash-completion/bash_completion
    eval "$(tagout completion bash)"
    complete -p tagout
    ${complete('tagout', 'ent')}
    ${complete('tagout', 'enter', 'sh')}`

  const { stdout } = await ran('bash', ['--norc', '-c', script], {
    PATH: `${bin}:${process.env.PATH ?? ''}`,
    TAGOUT_API_URL: url,
    TAGOUT_API_TOKEN: token,
  })

  expect(stdout.trim().split('\n')).toEqual([
    'complete -F __tagout_complete tagout',
    ...['enter', '--', 'shop', '--'],
  ])
})

test('with a window the API is there, too, and the command line finds it', async ({
  docker,
  folder,
  start,
}) => {
  await theShop(docker)
  const profile = await folder()
  const { page } = await start({ profile, args: ['--api-port', String(await freePort())] })
  await page.getByRole('link', { name: 'Shop', exact: true }).waitFor()
  const tagout = await installCommandLine(await folder())

  await expect
    .poll(async () => Object.values(await tagout.run('list', '--profile', profile)).join('\n'))
    .toMatch(/ {2}Shop {2,}1\.4\.2 {2,}Normal {2,}/)
})

test('without a window, a port that is taken ends it with words', async ({ serve }) => {
  const taken = createServer()
  await new Promise<void>((listening) => taken.listen(0, '127.0.0.1', listening))
  const { port } = taken.address() as AddressInfo

  const serving = await serve({ args: ['--serve', '--api-port', String(port)] })
  const code = await serving.ended()
  await new Promise((closed) => taken.close(closed))

  expect(code).toBe(1)
  expect(serving.said()).toContain(`ERROR The REST API can’t listen on port ${port}: EADDRINUSE`)
})
