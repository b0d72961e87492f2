import type Docker from 'dockerode'
import { execFile, spawn } from 'node:child_process'
import { copyFile, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import { promisify } from 'node:util'

export const stubImage = 'stub:latest'

/** An image without a registry: the system's static busybox under the names that tests need. */
export async function importStubImage(docker: Docker): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'tagout-image-'))
  try {
    await mkdir(join(folder, 'bin'))
    await mkdir(join(folder, 'tmp'))
    await copyFile(await busybox(), join(folder, 'bin/busybox'))
    for (const name of ['sh', 'sleep', 'true', 'false', 'cat', 'test', 'touch', 'echo']) {
      await symlink('busybox', join(folder, 'bin', name))
    }
    await writeFile(join(folder, 'bin/broken'), '#!/bin/sh\necho broken\nexit 1\n', { mode: 0o755 })
    const tar = spawn('tar', ['-C', folder, '-c', '.'], { stdio: ['ignore', 'pipe', 'inherit'] })
    const [repo, tag] = stubImage.split(':')
    const progress = await docker.importImage(tar.stdout, { repo, tag })
    progress.resume()
    await finished(progress)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function busybox(): Promise<string> {
  const { stdout } = await promisify(execFile)('sh', ['-c', 'command -v busybox'])
  return stdout.trim()
}
