import { fstatSync } from 'node:fs'

export type Level = 'info' | 'warning' | 'error'

/** What a run without a window says of itself. */
export type Log = (level: Level, text: string) => void

/** syslog's, as systemd reads them at the beginning of a line (sd-daemon(3)). */
const priorities: Readonly<Record<Level, string>> = { info: '<6>', warning: '<4>', error: '<3>' }

export interface LogPorts {
  readonly stdout: Pick<NodeJS.WriteStream, 'write' | 'on'>
  readonly stderr: Pick<NodeJS.WriteStream, 'write' | 'on'>
  /** systemd's journal reads along: it knows the time, and asks for priorities. */
  readonly toJournal: boolean
  readonly now: () => Date
}

/** A line each: what went well to stdout, the rest to stderr. A reader that has gone is no error. */
export function createLog({ stdout, stderr, toJournal, now }: LogPorts): Log {
  for (const stream of [stdout, stderr]) stream.on('error', () => undefined)
  return (level, text) => {
    const stream = level === 'info' ? stdout : stderr
    const before = toJournal ? priorities[level] : `${now().toISOString()} ${words[level]}`
    stream.write(`${before}${text}\n`)
  }
}

const words: Readonly<Record<Level, string>> = {
  info: '',
  warning: 'WARNING ',
  error: 'ERROR ',
}

/** stderr is the journal's. @see systemd.exec(5), `$JOURNAL_STREAM`: `<device>:<inode>` */
export function isJournal(stream: string | undefined): boolean {
  if (stream === undefined) return false
  try {
    const { dev, ino } = fstatSync(2)
    return stream === `${dev}:${ino}`
  } catch {
    return false
  }
}
