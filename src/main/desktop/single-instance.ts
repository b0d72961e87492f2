import { app } from 'electron'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Tells another Tagout that wants the same profile who has it. */
export const runningFile = 'running.json'

/** Two of one profile would both be the owner of its tags: whether it is ours. */
export function claimProfile({ hasWindow }: { readonly hasWindow: boolean }): boolean {
  if (!app.requestSingleInstanceLock()) return false
  const file = join(app.getPath('userData'), runningFile)
  try {
    writeFileSync(file, JSON.stringify({ pid: process.pid, hasWindow }), { mode: 0o600 })
    app.on('quit', () => rmSync(file, { force: true }))
  } catch {
    // The other one is told less then.
  }
  return true
}
