import type { TestProject } from 'vitest/node'
import { importStubImage } from './image'
import { beatHealth, startPodman } from './podman'

/** One Podman for the whole run. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const podman = await startPodman()
  await importStubImage(podman.docker)
  project.provide('dockerSocket', podman.socket)
  project.provide('engine', 'Podman')
  const stopBeating = beatHealth(podman.socket)
  return async () => {
    await stopBeating()
    await podman.cleanUp()
  }
}
