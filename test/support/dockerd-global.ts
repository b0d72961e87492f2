import type {} from 'vitest'
import type { TestProject } from 'vitest/node'
import { startDockerdOf } from './dockerd'
import { importStubImage } from './image'

declare module 'vitest' {
  interface ProvidedContext {
    /** Of the engine that all engine tests of a run share; it has the stub image. */
    dockerSocket: string
    /** What listens there. */
    engine: 'Docker' | 'Podman'
  }
}

/** One dockerd for the whole run. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  // A project that sets no variables has none, whatever its type says.
  const { env } = project.config as { readonly env?: Readonly<Record<string, string | undefined>> }
  const dockerd = await startDockerdOf({ binary: env?.TAGOUT_DOCKERD })
  await importStubImage(dockerd.docker)
  project.provide('dockerSocket', dockerd.socket)
  project.provide('engine', 'Docker')
  return () => dockerd.cleanUp()
}
