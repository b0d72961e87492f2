import type {} from 'vitest'
import type { TestProject } from 'vitest/node'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { build } from 'vite'

declare module 'vitest' {
  interface ProvidedContext {
    /** The Tagout of the chaos suite, for Node to run. */
    chaosTagout: string
  }
}

const checkout = resolve(import.meta.dirname, '../..')

/** Lies under `node_modules`, so that what it imports is found. */
const cache = join(checkout, 'node_modules/.cache')

/** Bundles the Tagout that the suite kills. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await mkdir(cache, { recursive: true })
  const folder = await mkdtemp(join(cache, 'chaos-'))
  await build({
    configFile: false,
    root: checkout,
    logLevel: 'warn',
    build: {
      ssr: join(import.meta.dirname, 'tagout.ts'),
      target: 'node20.19',
      outDir: folder,
      rolldownOptions: { output: { entryFileNames: 'tagout.mjs' } },
    },
  })
  project.provide('chaosTagout', join(folder, 'tagout.mjs'))
  return () => rm(folder, { recursive: true, force: true })
}
