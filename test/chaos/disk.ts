import { execFile } from 'node:child_process'
import { appendFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import type { OperationMode } from '../../src/shared/maintenance'
import { eventually } from '../support/eventually'
import type { Arena } from './arena'
import { chanceOf, isLong } from './ledger'
import { changePartWay } from './part-way'
import { patience } from './process'
import type { TagoutProcess } from './process'
import { stepsOf } from './product'

/** A file system of its own for the profile. */
interface Disk {
  /** Yields what makes it well again. */
  ails(how: Ailment): Promise<() => Promise<void>>
  remove(): Promise<void>
}

const ailments = ['full', 'read-only'] as const
type Ailment = (typeof ailments)[number]

const rounds = Array.from({ length: isLong ? 8 : 1 }, (_, round) => [`round ${round}`] as const)

/** At a random moment of a change. What is on the host is the truth, so nothing waits for the disk. */
export function diskAiling(arena: Arena): void {
  describe('A disk of the profile', () => {
    it.each(rounds)(
      'that is full, or read-only, %s: it is told, and the change succeeds',
      async (round) => {
        const chance = chanceOf(`disk, ${round}`)
        const steps = (to: OperationMode): number => chance.below(stepsOf(to))
        const one = chance.oneOf(ailments)
        const other = one === 'full' ? 'read-only' : 'full'
        const disk = await openDisk(arena.profile())
        try {
          const before = await arena.look()

          const first = arena.start()
          const well = await changeAiling(arena, first, 'Maintenance', disk, one, steps)
          await arena.endsIn('Maintenance', first, { before, at: before })
          await first.kill()
          const second = arena.start()
          await arena.endsIn('Maintenance', second, { before, at: before })
          await well()
          await second.kill()

          const third = arena.start()
          const down = await arena.endsIn('Maintenance', third, { before, at: before })
          const wellAgain = await changeAiling(arena, third, 'Normal', disk, other, steps)
          await arena.endsIn('Normal', third, { before, at: down })
          await third.kill()
          await wellAgain()
          const fourth = arena.start()
          await arena.endsIn('Normal', fourth, { before, at: down })
          await fourth.kill()
        } finally {
          await disk.remove()
        }
      },
    )
  })
}

async function changeAiling(
  arena: Arena,
  tagout: TagoutProcess,
  to: OperationMode,
  disk: Disk,
  how: Ailment,
  steps: (to: OperationMode) => number,
): Promise<() => Promise<void>> {
  const after = steps(to)
  const { answered } = await changePartWay(tagout, to, after)
  const well = await disk.ails(how)
  arena.ledger.fault(`disk ${how} after ${after} steps to ${to}`)
  expect(await answered).toMatchObject({ result: 'changed' })
  await tagout.until('it is told', ({ notices }) => notices.includes('file-not-written'))
  return well
}

async function openDisk(folder: string): Promise<Disk> {
  const run = promisify(execFile)
  await run('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder])
  const filler = join(folder, 'filler')

  async function remount(how: 'ro' | 'rw'): Promise<void> {
    // Whoever is writing at this moment is let finish.
    await eventually(
      () =>
        run('mount', ['-o', `remount,${how}`, folder]).then(
          () => true,
          () => null,
        ),
      { within: patience, what: `${folder} is ${how}` },
    )
  }

  return {
    async ails(how) {
      if (how === 'read-only') {
        await remount('ro')
        return () => remount('rw')
      }
      await fill(filler)
      return () => rm(filler)
    },
    async remove() {
      await run('umount', ['--lazy', folder])
    },
  }
}

/** To the last block. */
async function fill(filler: string): Promise<void> {
  for (const size of [65_536, 4096, 1]) while (await hasRoomFor(size, filler)) continue
}

async function hasRoomFor(size: number, filler: string): Promise<boolean> {
  try {
    await appendFile(filler, Buffer.alloc(size))
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOSPC') return false
    throw error
  }
}
