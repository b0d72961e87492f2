import { app } from 'electron'
import { otherOf, otherText } from '../desktop/other'
import { claimProfile } from '../desktop/single-instance'
import { createLog, isJournal } from './log'
import { serve } from './serve'
import { lacksSwitches, runWithSwitches, whenKeeperIsGone } from './windowless'

/**
 * Before Chromium begins: the command line has what it takes to run without an X server, or runs
 * again with that. Main's own top level waits for it, and Chromium waits for main's.
 */
export async function startServing(apiPort: number | null): Promise<void> {
  const { argv, platform, stdout, stderr, env } = process
  if (lacksSwitches(argv, platform)) process.exit(await runWithSwitches(argv))

  const toJournal = isJournal(env.JOURNAL_STREAM)
  const log = createLog({ stdout, stderr, toJournal, now: () => new Date() })
  whenKeeperIsGone(argv, () => app.quit())
  if (!claimProfile({ hasWindow: false })) {
    const folder = app.getPath('userData')
    log('error', otherText(otherOf(folder), folder))
    app.exit(1)
    return
  }
  void serve({ apiPort, log })
}
