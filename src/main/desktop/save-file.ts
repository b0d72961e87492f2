import { dialog } from 'electron'
import type { BrowserWindow } from 'electron'
import type { Saved } from '../../shared/ipc'
import { writeWholeFile } from '../storage/whole-file'

/** Asks where to, and writes it there, whole or not at all. `format` is also the file's ending. */
export async function saveFile(
  window: BrowserWindow,
  name: string,
  format: 'json' | 'csv',
  content: () => string,
): Promise<Saved> {
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    defaultPath: `${name}.${format}`,
    filters: [{ name: format.toUpperCase(), extensions: [format] }],
  })
  if (canceled || filePath === '') return { outcome: 'cancelled' }
  const written = writeWholeFile(filePath, content())
  return written.ok
    ? { outcome: 'saved', file: filePath }
    : { outcome: 'not-saved', file: filePath, detail: written.problem }
}
