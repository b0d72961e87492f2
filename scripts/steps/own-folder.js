import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { say } from './report.js'
import { run } from './run.js'

/** A temporary folder. Its name is short, since sockets' paths may have 107 characters only. */
export function createOwnFolder() {
  return mkdtempSync(path.join(tmpdir(), 'tagout-'))
}

/**
 * Removes a temporary folder with all that still lives in it: processes and mounts, of which a
 * Docker daemon that was killed leaves many.
 * @param {string} folder
 */
export async function removeOwnFolder(folder) {
  await endProcessesOf(folder)
  for (const mount of mountsIn(folder)) await run(['umount', '--lazy', mount])
  const left = mountsIn(folder)
  // Removing a folder with a mount in it would remove what is mounted there.
  if (left.length > 0) say(`${folder} stays: still mounted in it are ${left.join(', ')}`)
  else rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
}

/**
 * Ends the processes that were started for a folder, kindly if they let it.
 * @param {string} folder
 * @returns the command lines of those that were left
 */
export async function endProcessesOf(folder) {
  const found = processesOf(folder)
  const names = found.map(commandLine)
  for (const pid of found) signal(pid, 'SIGTERM')
  for (let tries = 0; processesOf(folder).length > 0 && tries < 100; tries++) {
    if (tries === 80) processesOf(folder).forEach((pid) => signal(pid, 'SIGKILL'))
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
  return names
}

/**
 * The processes that have the folder in their environment, where TMPDIR put it; and those in
 * containers whose root is in it.
 * @param {string} folder
 */
function processesOf(folder) {
  if (process.platform !== 'linux') return []
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 0 && pid !== process.pid)
    .filter(
      (pid) =>
        read(`/proc/${pid}/environ`).includes(`=${folder}`) ||
        hasRootIn(folder, read(`/proc/${pid}/mountinfo`)),
    )
}

/**
 * @param {string} folder
 * @param {string} mountinfo
 */
export function hasRootIn(folder, mountinfo) {
  return mountinfo
    .split('\n')
    .some((line) => line.split(' ')[4] === '/' && line.includes(`${folder}/`))
}

/**
 * The innermost first.
 * @param {string} folder
 */
function mountsIn(folder) {
  return mountPoints(read('/proc/self/mountinfo'))
    .filter((mount) => mount.startsWith(`${folder}/`))
    .sort((a, b) => b.length - a.length)
}

/**
 * @see proc(5): spaces and the like are written in octal
 * @param {string} mountinfo
 */
export function mountPoints(mountinfo) {
  return mountinfo
    .split('\n')
    .map((line) => line.split(' ')[4] ?? '')
    .map((point) =>
      point.replace(/\\([0-7]{3})/g, (_, octal) => String.fromCharCode(parseInt(octal, 8))),
    )
}

/** @param {number} pid */
function commandLine(pid) {
  return read(`/proc/${pid}/cmdline`).replaceAll('\0', ' ').trim().slice(0, 120) || `process ${pid}`
}

/**
 * @param {number} pid
 * @param {NodeJS.Signals} name
 */
function signal(pid, name) {
  try {
    process.kill(pid, name)
  } catch {
    // It is gone, or it is another user's.
  }
}

/** @param {string} file */
function read(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
