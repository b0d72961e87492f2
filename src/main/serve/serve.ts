import { app, powerMonitor } from 'electron'
import type { Tagout } from '../tagout'
import { createComparer } from '../comparer'
import type { Comparer } from '../comparer'
import { linesBetween } from './log-lines'
import type { Log } from './log'

export interface Serve {
  readonly apiPort: number | null
  readonly log: Log
}

/** Tagout without a window, until the system says to end. */
export async function serve({ apiPort, log }: Serve): Promise<void> {
  let isEnding = false
  const ends = (): boolean => isEnding
  let tagout: Tagout | null = null
  let comparer: Comparer | null = null
  // SIGTERM, SIGINT and SIGHUP come as this. What is under way is left, and finished at the next start.
  app.on('will-quit', () => {
    isEnding = true
    log('info', 'Ends')
    tagout?.close()
  })
  app.on('second-instance', () => log('info', 'Another Tagout was started with this profile'))
  process.on('uncaughtException', (error) => {
    log('error', `A defect of Tagout, which ends by it: ${error.stack ?? error.message}`)
    tagout?.close()
    app.exit(1)
  })

  await app.whenReady()
  log(
    'info',
    `Tagout ${app.getVersion()} runs without a window, profile ${app.getPath('userData')}`,
  )
  const [{ openTagout }, { keyStoreSeal }] = await Promise.all([
    import('../tagout'),
    import('../desktop/key-store'),
  ])
  if (ends()) return
  const opened = await openTagout({
    folder: app.getPath('userData'),
    seal: keyStoreSeal(),
    apiPort,
    changed: () => comparer?.changed(),
    // The lines tell it.
    tell: () => undefined,
  })
  if (ends()) {
    opened.close()
    return
  }
  tagout = opened
  powerMonitor.on('resume', () => opened.woke())
  comparer = createComparer(
    () => opened.shown(),
    (before, after) => {
      for (const { level, text } of linesBetween(before, after)) log(level, text)
      if (apiPort === null || after.api.state !== 'failed' || before?.api.state === 'failed') return
      // Asked for on the command line, by a script that would wait for it in vain.
      log('error', 'Ends, because the REST API was asked for by --api-port')
      opened.close()
      app.exit(1)
    },
  )
  comparer.now()
}
