import type { Page } from '@playwright/test'
import { readFile } from 'node:fs/promises'
import { theShop } from '../support/shop'
import { asNobody } from './as-nobody'
import { expect, tagsOn, test } from './fixtures'

/** What the page's own script could do with the bridge that the preload has put there. */
async function callFromPage(page: Page, name: string, input: unknown): Promise<string> {
  return page.evaluate(
    async ([name, input]) => {
      const bridge = Reflect.get(window, 'tagout') as {
        call(name: string, input: unknown): Promise<unknown>
      }
      return bridge.call(name, input).then(
        (answer) => `answered ${JSON.stringify(answer)}`,
        (error: unknown) => `refused ${String(error)}`,
      )
    },
    [name, input] as const,
  )
}

const product = { environmentId: 'default', productDeploymentId: 'shop' }
const malformed: readonly (readonly [string, string, unknown])[] = [
  ['an unknown call', 'shell.run', { command: 'id' }],
  ['a name of every object', 'constructor', {}],
  ['no input', 'maintenance.change', undefined],
  [
    'a mode that is none',
    'maintenance.change',
    { product, to: 'Off', reason: '', acknowledged: true },
  ],
  [
    'a source of its own choice',
    'maintenance.change',
    { product, to: 'Normal', reason: '', acknowledged: true, source: 'Observer' },
  ],
  [
    'an id that leads elsewhere',
    'maintenance.preview',
    { product: { ...product, productDeploymentId: '../../etc' }, to: 'Normal' },
  ],
  [
    'a reason without end',
    'maintenance.change',
    { product, to: 'Maintenance', reason: 'x'.repeat(1001), acknowledged: true },
  ],
  ['a theme that is none', 'settings.change', { theme: 'url(x)' }],
  ['a number for a notice', 'notice.dismiss', { id: 1 }],
]

test('malformed calls over the bridge are refused, and change nothing', async ({
  docker,
  start,
}) => {
  await theShop(docker)
  const { page } = await start()

  for (const [what, name, input] of malformed) {
    const answer = await callFromPage(page, name, input)
    expect(answer, what).toMatch(/^refused .*malformed-request/)
  }

  expect(await callFromPage(page, 'maintenance.preview', { product, to: 'Maintenance' })).toBe(
    'answered {"ok":false,"problem":{"code":"environment-not-found"}}',
  )
  expect(await tagsOn(docker)).toEqual([])
})

test('the bridge is all that the page has: no Node, no Electron, two functions', async ({
  start,
}) => {
  const { page } = await start()

  const found = await page.evaluate(() => ({
    bridge: Object.keys(Reflect.get(window, 'tagout') as object).sort(),
    globals: ['require', 'process', 'module', 'Buffer', 'electron', 'ipcRenderer'].filter(
      (name) => name in window,
    ),
  }))

  expect(found).toEqual({ bridge: ['call', 'listen'], globals: [] })
})

test('the window is sandboxed and isolated, and so is its process by the kernel', async ({
  folder,
  start,
}) => {
  const { app } = await start(await asNobody(await folder()))

  const settings = await app.evaluate(({ app, BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows()
    if (window === undefined) throw new Error('There is no window')
    const { sandbox, contextIsolation, nodeIntegration, webviewTag, webSecurity } =
      // Not in the typings of every release that this runs on.
      (
        Reflect.get(window.webContents, 'getLastWebPreferences') as () => Electron.WebPreferences
      ).call(window.webContents)
    return {
      preferences: { sandbox, contextIsolation, nodeIntegration, webviewTag, webSecurity },
      noSandbox: app.commandLine.hasSwitch('no-sandbox'),
      process: window.webContents.getOSProcessId(),
    }
  })

  expect(settings).toMatchObject({
    preferences: {
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
    },
    noSandbox: false,
  })
  const status = await readFile(`/proc/${settings.process}/status`, 'utf8')
  expect(status).toMatch(/^Seccomp:\t2$/m)
})

test('the policy is strict: no inline script, no eval, nothing from outside', async ({ start }) => {
  const { page } = await start()

  const seen = await page.evaluate(async () => {
    const violations: string[] = []
    Reflect.set(window, 'violations', violations)
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => {
      violations.push(effectiveDirective)
    })
    const inline = document.createElement('script')
    inline.textContent = 'window.broken = true'
    document.body.append(inline)
    const image = document.createElement('img')
    image.src = 'http://127.0.0.1:9/x.png'
    document.body.append(image)
    // Later, by the page itself: what the test's own script does is above the policy.
    const evaluated = await new Promise<string>((resolve) => {
      setTimeout(() => {
        try {
          resolve(String(window.eval('1')))
        } catch (error) {
          resolve(error instanceof Error ? error.name : 'thrown')
        }
      })
    })
    const fetched = await fetch('http://127.0.0.1:9/').then(
      () => 'fetched',
      () => 'refused',
    )
    return { evaluated, fetched, broken: 'broken' in window }
  })

  expect(seen).toEqual({
    evaluated: 'EvalError',
    fetched: 'refused',
    broken: false,
  })
  await expect
    .poll(() => page.evaluate(() => (Reflect.get(window, 'violations') as string[]).sort()))
    .toEqual(['connect-src', 'img-src', 'script-src', 'script-src-elem'])
})

test('the page stays where it is: no navigation, no new window, no permission', async ({
  start,
}) => {
  const { app, page } = await start()
  const address = page.url()

  const opened = await page.evaluate(async () => {
    const opened = window.open('http://127.0.0.1:9/')
    const link = document.createElement('a')
    link.href = 'http://127.0.0.1:9/'
    document.body.append(link)
    link.click()
    location.assign('http://127.0.0.1:9/')
    const permission = await Notification.requestPermission()
    return { opened: opened !== null, permission }
  })

  expect(opened).toEqual({ opened: false, permission: 'denied' })
  // Asked in main: the driver still waits for the navigation that never comes.
  const windows = await app.evaluate(({ BrowserWindow }) =>
    Promise.all(
      BrowserWindow.getAllWindows().map(async ({ webContents }) => {
        const heading: unknown = await webContents.executeJavaScript(
          'document.querySelector("h1").textContent',
        )
        return { address: webContents.getURL(), heading }
      }),
    ),
  )
  expect(windows).toEqual([{ address, heading: 'Overview' }])
})

test('every page comes with the policy, and no file outside its folder is served', async ({
  start,
}) => {
  const { app } = await start()

  const answers = await app.evaluate(async ({ net }) => {
    const paths = ['index.html', '..%2f..%2fpackage.json', '%2e%2e/main/index.js', 'none.js']
    return Promise.all(
      paths.map(async (path) => {
        const answer = await net.fetch(`tagout://app/${path}`)
        return [answer.status, answer.headers.get('Content-Security-Policy')] as const
      }),
    )
  })

  const policy = answers[0]?.[1]
  expect(policy).toMatch(
    /^default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline';/,
  )
  expect(answers).toEqual([
    [200, policy],
    [404, null],
    [404, null],
    [404, null],
  ])
})
