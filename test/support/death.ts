import type { ChildProcess } from 'node:child_process'
import { copyFileSync, mkdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

/** Here the logs of daemons that died of themselves outlive the folders of their daemons. */
const kept = resolve(import.meta.dirname, '../../daemon-logs')

/**
 * What a daemon that ended without being asked to died of, as far as it can be told: how it exited,
 * and the end of its log, or all of its last words where it panicked. The whole log is kept.
 */
export function autopsy({ pid, exitCode, signalCode }: ChildProcess, log: string): string {
  mkdirSync(kept, { recursive: true })
  const copy = join(kept, `dockerd-${String(pid)}.log`)
  copyFileSync(log, copy)
  const how = signalCode === null ? `with exit code ${exitCode}` : `by ${signalCode}`
  return `dockerd (process ${pid}) ended of itself, ${how}. Its log is in ${copy}, and ends with:\n${lastWords(readFileSync(log, 'utf8'))}`
}

/** Go tells what a panic is about first, and then of every goroutine, which is long. */
export function lastWords(log: string): string {
  const panic = /^(panic|fatal error|unexpected fault|SIG[A-Z]+): /m.exec(log)
  return panic === null
    ? log.slice(-4000)
    : log.slice(Math.max(0, panic.index - 1000)).slice(0, 6000)
}
