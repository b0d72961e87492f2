import { connectDocker } from '../../../src/main/docker/connect'
import { firstWorld } from '../../../src/main/environments/host'
import { productsOf } from '../../../src/main/environments/world'

/** In this process, by the code that runs in main: one host listed, and what is listed grouped. */
export async function listAndGroup(
  socketPath: string,
): Promise<{ readonly list: number; readonly group: number }> {
  const connected = await connectDocker({ kind: 'socket', path: socketPath })
  if (!connected.ok) throw new Error(JSON.stringify(connected.problem))
  const docker = connected.value
  const rounds: { list: number; group: number }[] = []
  for (let round = 0; round < 3; round++) {
    const began = performance.now()
    const world = await firstWorld(docker)
    if (!world.ok) throw new Error(JSON.stringify(world.problem))
    const listed = performance.now()
    productsOf({ ...world.value })
    rounds.push({ list: listed - began, group: performance.now() - listed })
  }
  docker.close()
  rounds.sort((one, other) => one.list + one.group - other.list - other.group)
  return rounds[1] ?? { list: NaN, group: NaN }
}
