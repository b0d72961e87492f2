import { readFile, stat } from 'node:fs/promises'
import type { Reading } from '../../shared/observer'
import type { Observe } from './automating'

/** One check. Until its kind is there, nothing is known of what is not a file. */
export const observe: Observe = async (config) => {
  if (config.type !== 'file') {
    const problem = { code: 'answer-unusable', detail: `No ${config.type} can be asked` } as const
    return { says: 'nothing', problem }
  }
  if (config.mode === 'exists') {
    return judged(String(await exists(config.path)), config.maintenanceValue)
  }
  const value = (await readFile(config.path, 'utf8')).trim()
  return judged(value, config.maintenanceValue)
}

function judged(value: string, maintenanceValue: string): Reading {
  const isMaintenance = value.toLowerCase() === maintenanceValue.toLowerCase()
  return { says: isMaintenance ? 'maintenance' : 'normal', value }
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path)
    return true
  } catch {
    return false
  }
}
