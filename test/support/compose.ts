import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

/** Runs Debian's `docker-compose` on the project in that folder, at that engine. */
export async function composeProject(
  folder: string,
  socket: string,
  project: string,
  file: object,
): Promise<(...args: readonly string[]) => Promise<void>> {
  const path = join(folder, 'docker-compose.yml')
  // JSON is YAML.
  await writeFile(path, JSON.stringify(file))
  return async (...args) => {
    await promisify(execFile)(composeBinary, ['-p', project, '-f', path, ...args], {
      env: { ...process.env, DOCKER_HOST: `unix://${socket}` },
    })
  }
}

const composeBinary = 'docker-compose'
