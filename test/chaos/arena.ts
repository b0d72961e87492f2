import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject } from 'vitest'
import { wipe } from '../support/containers'
import { startDockerd } from '../support/dockerd'
import type { Dockerd } from '../support/dockerd'
import { importStubImage } from '../support/image'
import { judgeDown, judgeUp } from './judge'
import type { Case, Verdict } from './judge'
import { createLedger } from './ledger'
import type { Ledger } from './ledger'
import { look } from './look'
import type { Seen } from './look'
import type { Launch } from './messages'
import { deploy, partsByName } from './product'
import { patience, startTagout } from './process'
import type { TagoutProcess } from './process'
import type { OperationMode } from '../../src/shared/maintenance'

/** One daemon with the product on it, for all the stories; each leaves it as it found it. */
export interface Arena {
  dockerd(): Dockerd
  readonly ledger: Ledger
  look(): Promise<Seen>
  /** The folder in which each container counts its starts. */
  starts(): string
  /** The profile that all Tagouts of a story share, fresh for each. */
  profile(): string
  /** The next story needs the product made anew. */
  spoil(): void
  /** By default at the daemon's socket. It ends with the story at the latest. */
  start(endpoint?: Launch['endpoint']): TagoutProcess
  /** Waits until Tagout shows that mode and nothing under way, and judges what the engine says. */
  endsIn(
    mode: OperationMode,
    tagout: TagoutProcess,
    judged: Pick<Case, 'before' | 'at'> & Partial<Case>,
  ): Promise<Seen>
}

/** To be called where the stories are told. */
export function useArena(): Arena {
  const ledger = createLedger()
  const tagouts: TagoutProcess[] = []
  let dockerd: Dockerd | null = null
  let folder = ''
  let profile = ''
  let isIntact = false
  let isSpoiled = false

  function daemon(): Dockerd {
    if (dockerd === null) throw new Error('No daemon')
    return dockerd
  }

  beforeAll(async () => {
    dockerd = await startDockerd()
    await importStubImage(dockerd.docker)
    folder = await mkdtemp(join(tmpdir(), 'tagout-starts-'))
  })
  beforeEach(async () => {
    profile = await mkdtemp(join(tmpdir(), 'tagout-profile-'))
    if (!isIntact) {
      await wipe(daemon().docker)
      await deploy(daemon().docker, folder)
    }
    isIntact = false
    ledger.run()
  })
  afterEach(async ({ task }) => {
    for (const tagout of tagouts.splice(0)) await tagout.kill()
    await rm(profile, { recursive: true, force: true })
    isIntact = task.result?.state !== 'fail' && !isSpoiled
    isSpoiled = false
  })
  afterAll(async () => {
    await dockerd?.cleanUp()
    await rm(folder, { recursive: true, force: true })
    process.stdout.write(`\n${ledger.text()}\n`)
  })

  const arena: Arena = {
    dockerd: daemon,
    ledger,
    look: () => look(daemon().docker, folder),
    starts: () => folder,
    profile: () => profile,
    spoil: () => {
      isSpoiled = true
    },
    start: (endpoint = { kind: 'socket', path: daemon().socket }) => {
      const tagout = startTagout(inject('chaosTagout'), { profile, endpoint })
      tagouts.push(tagout)
      return tagout
    },
    async endsIn(mode, tagout, { before, at, boots = 0, touched = new Map() }) {
      await tagout.until(
        `it ends in ${mode}`,
        (state) => state.connection === 'connected' && state.change === null && state.mode === mode,
      )
      const judge = mode === 'Maintenance' ? judgeDown : judgeUp
      const { now, verdict } = await settled(async () => {
        const now = await arena.look()
        return { now, verdict: judge({ parts: partsByName, before, at, now, boots, touched }) }
      })
      ledger.asserted(verdict.assertions)
      expect(verdict.faults).toEqual([])
      if (boots === 0 && touched.size === 0) {
        ledger.asserted(1)
        expect(tagout.state()?.drift, 'told as drift').toEqual([])
      }
      return now
    },
  }
  return arena
}

/** What is swept up, or gets healthy, takes a moment after the change is done. */
async function settled<T extends { readonly verdict: Verdict }>(
  judge: () => Promise<T>,
): Promise<T> {
  const deadline = Date.now() + patience / 3
  for (;;) {
    const judged = await judge()
    if (judged.verdict.faults.length === 0 || Date.now() > deadline) return judged
    await pause(100)
  }
}
