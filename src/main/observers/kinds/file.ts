import { lstat, open, stat } from 'node:fs/promises'
import { dirname, isAbsolute } from 'node:path'
import type { ObservationProblem, ObserverConfig } from '../../../shared/observer'
import { failed, ok } from '../../../shared/result'
import type { Result } from '../../../shared/result'
import { withinLimits } from '../../outside/deadline'
import type { Limits } from '../../outside/deadline'
import { codeOf, detailOf } from '../../outside/problems'
import { fileText } from '../file-text'
import { foundByPattern } from '../pattern'

type Config = ObserverConfig & { readonly type: 'file' }
type Value = Result<string, ObservationProblem>

/** Bytes. */
const longest = 1024 * 1024

/**
 * A file on a share that hangs keeps one of the few threads that look at files. So a path is looked
 * at once at a time, however often it is asked for.
 */
const looks = new Map<string, Promise<Value>>()

export function valueOfFile(config: Config, limits: Limits): Promise<Value> {
  const { path, mode } = config
  if (!isAbsolute(path)) {
    return Promise.resolve(
      failed({
        code: 'configuration-invalid',
        field: 'path',
        detail: 'It has to begin at the root of the file system (or with a drive).',
      }),
    )
  }
  return withinLimits(limits, async () => {
    const seen = await once(`${mode} ${path}`, () =>
      mode === 'exists' ? exists(path) : read(path),
    )
    if (!seen.ok || mode === 'exists' || config.contentPattern === undefined) return seen
    return foundByPattern(seen.value, config.contentPattern)
  })
}

function once(key: string, look: () => Promise<Value>): Promise<Value> {
  const under = looks.get(key)
  if (under !== undefined) return under
  const begun = look().finally(() => looks.delete(key))
  looks.set(key, begun)
  return begun
}

/**
 * `false` only where the folder is there and the file is not: without the folder, a share may have
 * gone, and that must not end a maintenance. A link to nothing tells as little.
 */
async function exists(path: string): Promise<Value> {
  try {
    await stat(path)
    return ok('true')
  } catch (cause) {
    if (codeOf(cause) !== 'ENOENT') return failed(problemOf(cause))
  }
  try {
    const isLink = (await lstat(path)).isSymbolicLink()
    if (isLink) return unreachable('It is a link to something that is not there.')
  } catch (cause) {
    if (codeOf(cause) !== 'ENOENT') return failed(problemOf(cause))
  }
  try {
    await stat(dirname(path))
    return ok('false')
  } catch (cause) {
    if (codeOf(cause) !== 'ENOENT') return failed(problemOf(cause))
    return unreachable(`There is no folder ${dirname(path)}`)
  }
}

async function read(path: string): Promise<Value> {
  try {
    // Before it is opened: to open a pipe waits for who writes to it.
    if (!(await stat(path)).isFile()) return unusable('It is no file.')
    const file = await open(path)
    try {
      const { bytesRead, buffer } = await file.read(Buffer.alloc(longest + 1), 0, longest + 1, 0)
      if (bytesRead > longest) return unusable('It is longer than 1 MiB.')
      return fileText(buffer.subarray(0, bytesRead))
    } finally {
      await file.close()
    }
  } catch (cause) {
    if (codeOf(cause) !== 'ENOENT') return failed(problemOf(cause))
    return failed({ code: 'value-missing', detail: 'There is no such file.' })
  }
}

function problemOf(cause: unknown): ObservationProblem {
  const detail = detailOf(cause)
  return ['EACCES', 'EPERM'].includes(codeOf(cause))
    ? { code: 'source-denied', detail }
    : { code: 'source-unreachable', detail }
}

function unreachable(detail: string): Result<never, ObservationProblem> {
  return failed({ code: 'source-unreachable', detail })
}

function unusable(detail: string): Result<never, ObservationProblem> {
  return failed({ code: 'answer-unusable', detail })
}
