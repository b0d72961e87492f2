import { app, dialog } from 'electron'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { runningFile } from './single-instance'

/** The Tagout that has the profile, as far as it tells. */
export interface Other {
  readonly pid: number | null
  readonly hasWindow: boolean | null
  /** Of its REST API, while that listens. */
  readonly api: string | null
}

/** For a window that can't be opened: the other's comes to the front, or the user is told why not. */
export async function leaveToOther(): Promise<void> {
  const folder = app.getPath('userData')
  const other = otherOf(folder)
  const text = otherText(other, folder)
  process.stderr.write(`tagout: ${text}\n`)
  if (other.hasWindow !== false) {
    app.quit()
    return
  }
  await app.whenReady()
  await dialog.showMessageBox({
    type: 'error',
    title: 'Tagout',
    message: 'Tagout runs without a window',
    detail: `${text}\n\nEnd that one first to work with the window, or use the tagout command.`,
  })
  app.exit(1)
}

/** What is known of the one that has the profile. */
export function otherOf(folder: string): Other {
  const found = read(join(folder, runningFile), running)
  const api = read(join(folder, 'api.json'), z.object({ url: z.url() }))
  return { pid: found?.pid ?? null, hasWindow: found?.hasWindow ?? null, api: api?.url ?? null }
}

const running = z.object({ pid: z.int(), hasWindow: z.boolean() })

/** What runs there and where to find it, in a sentence or two. */
export function otherText({ pid, hasWindow, api }: Other, folder: string): string {
  const how = hasWindow === null ? '' : hasWindow ? ' with its window' : ' without a window'
  const process = pid === null ? '' : `, process ${pid}`
  const where = api === null ? '' : ` Its REST API is at ${api}.`
  return `Tagout runs already${how}, for this profile (${folder}${process}).${where}`
}

function read<T>(file: string, shape: z.ZodType<T>): T | null {
  try {
    return shape.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return null
  }
}
