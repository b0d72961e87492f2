import { execFile } from 'node:child_process'
import { chmod, chown, cp, mkdir, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join, resolve } from 'node:path'
import { promisify } from 'node:util'
import type { Launch } from './tagout'

const nobody = 65_534
const checkout = resolve(import.meta.dirname, '../..')

/**
 * Tagout as a user without any rights, with Chromium's own sandbox, which root can't have. Runtime
 * and app are copied to where that user may read them.
 */
export async function asNobody(folder: string): Promise<Launch> {
  const electron = process.env.TAGOUT_ELECTRON ?? ''
  const runtime = join(folder, 'runtime')
  const app = join(folder, 'app')
  const profile = join(folder, 'profile')
  await promisify(execFile)('cp', ['-r', dirname(electron), runtime])
  for (const part of ['out', 'resources', 'package.json']) {
    await cp(join(checkout, part), join(app, part), { recursive: true })
  }
  const temporary = join(folder, 'tmp')
  for (const own of [profile, temporary]) {
    await mkdir(own)
    await chown(own, nobody, nobody)
  }
  await chmod(folder, 0o755)
  // The run's own temporary folder is closed to others; a way through it is enough.
  if (basename(tmpdir()).startsWith('tagout-')) await chmod(tmpdir(), 0o711)
  const executable = join(folder, 'as-nobody.sh')
  const switches = `--reuid=${nobody} --regid=${nobody} --clear-groups`
  const command = `exec env TMPDIR='${temporary}' setpriv ${switches} '${join(runtime, 'electron')}' "$@"`
  await writeFile(executable, `#!/bin/sh\n${command}\n`, { mode: 0o755 })
  return { profile, executable, app, chromiumSandbox: true }
}
