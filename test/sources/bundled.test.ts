import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { build } from 'vite'
import { expect, inject, it, onTestFinished } from 'vitest'
import { mainBundle } from '../../electron.vite.config'
import { aClosedPort } from './ports'
import { aWebServer } from './web'

it('asks all sources from a bundle with no package beside it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tagout-bundle-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  await build({
    configFile: false,
    root: resolve(import.meta.dirname, '../..'),
    logLevel: 'error',
    plugins: mainBundle.plugins,
    ssr: { noExternal: true },
    build: {
      ssr: join(import.meta.dirname, 'asks.ts'),
      target: mainBundle.target,
      minify: true,
      outDir: folder,
      rolldownOptions: {
        external: mainBundle.external,
        output: { entryFileNames: 'asks.mjs', chunkFileNames: '[name]-[hash].mjs' },
      },
    },
  })
  const web = await aWebServer((_, answer) => answer.end('{"mode":"on"}'))
  const signedIn = 'ann:p%40ss%3A1@127.0.0.1'
  const query = { type: 'sqlQuery', query: "SELECT 'on'", maintenanceValue: 'on' }
  const closed = await aClosedPort()
  const configs = [
    { type: 'http', url: web, jsonPath: '$.mode', maintenanceValue: 'on' },
    { type: 'file', path: folder },
    { ...query, connectionString: `postgres://${signedIn}:${inject('postgresqlPort')}/erp` },
    { ...query, connectionString: `mariadb://${signedIn}:${inject('mariadbPort')}/erp` },
    { ...query, connectionString: `Server=127.0.0.1,${closed};User Id=ann;Password=p` },
  ]

  const { stdout } = await promisify(execFile)(
    process.execPath,
    [join(folder, 'asks.mjs'), JSON.stringify({ configs })],
    { cwd: folder },
  )

  const on = { says: 'maintenance', value: 'on' }
  expect(JSON.parse(stdout)).toEqual({
    readings: [
      on,
      { says: 'maintenance', value: 'true' },
      on,
      on,
      {
        says: 'nothing',
        problem: {
          code: 'source-unreachable',
          detail: expect.stringContaining(`ECONNREFUSED 127.0.0.1:${closed}`) as string,
        },
      },
    ],
    isBlock: true,
  })
})
