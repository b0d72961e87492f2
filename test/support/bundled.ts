import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { build } from 'vite'

const checkout = resolve(import.meta.dirname, '../..')
/** Under `node_modules`, so that what it imports is found. */
const cache = join(checkout, 'node_modules/.cache')

/** A program of the tests, for Node or Electron to run. */
export interface Bundled {
  readonly path: string
  remove(): Promise<void>
}

/** @param source in `test/support` */
export async function bundled(source: string): Promise<Bundled> {
  await mkdir(cache, { recursive: true })
  const folder = await mkdtemp(join(cache, 'bundled-'))
  await build({
    configFile: false,
    root: checkout,
    logLevel: 'warn',
    build: {
      ssr: join(import.meta.dirname, source),
      target: 'node20.18',
      outDir: folder,
      rolldownOptions: {
        output: { entryFileNames: 'program.mjs', chunkFileNames: '[name]-[hash].mjs' },
      },
    },
  })
  return {
    path: join(folder, 'program.mjs'),
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}
