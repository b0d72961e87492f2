import { execFile } from 'node:child_process'
import { readdir, readFile, rm, rmdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { eventually } from './eventually'

/** What a dockerd that was killed leaves behind on Linux, where a power cut would leave nothing. */

/**
 * Kills containerd, the shims and what runs in the containers.
 * @param execRoot the daemon's: it is in the command line of all of its processes
 */
export async function killProcessesOf(execRoot: string): Promise<void> {
  await eventually(
    async () => {
      const processes = await processesOf(execRoot)
      for (const pid of processes) kill(pid)
      return processes.length === 0 || null
    },
    { within: 30_000, what: `no process of ${execRoot} is left` },
  )
}

/**
 * It ends with its daemon, a little later. Where nobody takes note of the end of orphans, a daemon
 * that comes takes it to be alive.
 */
export async function endContainerdOf(execRoot: string): Promise<void> {
  const pidFile = join(execRoot, 'containerd/containerd.pid')
  const pid = await readFile(pidFile, 'utf8').catch(() => '0')
  await eventually(
    async () => {
      const { commandLine } = await describeProcess(pid)
      // Another process may have its number by now.
      if (!commandLine.includes(`${execRoot}/`)) return true
      kill(Number(pid))
      return null
    },
    { within: 60_000, what: `the containerd of ${execRoot} has ended` },
  )
  await rm(pidFile, { force: true })
}

/** What is paused does not even die of being killed. */
export async function thawContainersOf(execRoot: string): Promise<void> {
  for (const container of await entriesOf(tasksFolder(execRoot))) {
    for (const group of await groupsOf('docker', container)) await thaw(group)
  }
}

/** A mount may lie in another: the innermost goes first. */
export async function unmountAllUnder(folder: string): Promise<void> {
  const mounts = await readFile('/proc/mounts', 'utf8')
  const points = mounts
    .split('\n')
    .map((line) => line.split(' ')[1] ?? '')
    .filter((point) => point.startsWith(`${folder}/`))
  for (const point of points.reverse()) await promisify(execFile)('umount', ['-l', point])
}

/** Control groups and shims' sockets lie outside of the daemon's folders. */
export async function removeTracesOf(execRoot: string): Promise<void> {
  const tasks = tasksFolder(execRoot)
  for (const container of await entriesOf(tasks)) {
    const address = await readFile(join(tasks, container, 'address'), 'utf8').catch(() => '')
    if (address.startsWith('unix://')) await rm(address.slice('unix://'.length), { force: true })
    for (const group of await groupsOf('docker', container)) await removeGroup(group)
  }
}

/**
 * What a Podman that was killed leaves outside of its folders: control groups, and what runc notes.
 * @param root its `--root`
 */
export async function removePodmanTracesOf(root: string): Promise<void> {
  const containers = await entriesOf(join(root, 'vfs-containers'))
  for (const container of containers.filter((name) => /^[\da-f]{64}$/.test(name))) {
    for (const group of await groupsOf('libpod_parent', `libpod-${container}`)) {
      await removeGroup(group)
    }
    await rm(join('/run/runc', container), { recursive: true, force: true })
  }
  for (const group of await groupsOf('libpod_parent', 'conmon')) await removeIfEmpty(group)
  for (const group of await groupsOf('libpod_parent')) await removeIfEmpty(group)
}

async function processesOf(execRoot: string): Promise<readonly number[]> {
  const all = await Promise.all((await entriesOf('/proc')).filter(isNumber).map(describeProcess))
  const found = new Set<number>()
  for (const { pid, commandLine } of all) {
    if (commandLine.includes(`${execRoot}/`)) found.add(pid)
  }
  for (let before = -1; before !== found.size;) {
    before = found.size
    for (const { pid, parent } of all) if (found.has(parent)) found.add(pid)
  }
  return [...found]
}

async function describeProcess(pid: string) {
  const [commandLine, stat] = await Promise.all([
    readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => ''),
    readFile(`/proc/${pid}/stat`, 'utf8').catch(() => ''),
  ])
  const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const isGone = state === 'Z' || state === undefined
  return {
    pid: Number(pid),
    commandLine: isGone ? '' : commandLine,
    parent: isGone ? 0 : Number(parent),
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}

function tasksFolder(execRoot: string): string {
  return join(execRoot, 'containerd/daemon/io.containerd.runtime.v2.task/moby')
}

/** A container's: one for each controller (version 1), or one for all (version 2). */
async function groupsOf(...place: readonly string[]): Promise<readonly string[]> {
  const root = '/sys/fs/cgroup'
  const hierarchies = [root, ...(await entriesOf(root)).map((controller) => join(root, controller))]
  return hierarchies.map((hierarchy) => join(hierarchy, ...place))
}

/** The files of one version are not there in the other. */
async function overwrite(file: string, content: string): Promise<void> {
  await writeFile(file, content, { flag: 'r+' }).catch((error: unknown) => {
    const code = error instanceof Error && 'code' in error ? error.code : null
    if (code !== 'ENOENT' && code !== 'ENOTDIR') throw error
  })
}

/** What a start that was cut off left in it (`runc init`) names no folder of the daemon's. */
async function endProcessesIn(group: string): Promise<void> {
  await thaw(group)
  const listed = await readFile(join(group, 'cgroup.procs'), 'utf8').catch(() => '')
  for (const pid of listed.split('\n').filter(isNumber)) kill(Number(pid))
}

async function thaw(group: string): Promise<void> {
  await overwrite(join(group, 'freezer.state'), 'THAWED')
  await overwrite(join(group, 'cgroup.freeze'), '0')
}

/** Another Podman may use it. */
async function removeIfEmpty(group: string): Promise<void> {
  await rmdir(group).catch(() => undefined)
}

/** The kernel takes a moment to see that the last process has left. */
async function removeGroup(group: string): Promise<void> {
  await eventually(
    async () => {
      try {
        await rmdir(group)
        return true
      } catch (error) {
        const code = error instanceof Error && 'code' in error ? error.code : null
        if (code !== 'EBUSY') return true
        await endProcessesIn(group)
        return null
      }
    },
    { within: 60_000, what: `${group} is empty` },
  )
}

async function entriesOf(folder: string): Promise<readonly string[]> {
  return readdir(folder).catch(() => [])
}

function isNumber(name: string): boolean {
  return /^\d+$/.test(name)
}
