import { dialog } from 'electron'
import type { BrowserWindow } from 'electron'
import type { FileChoice } from '../../shared/ipc'

const titles: Readonly<Record<FileChoice, string>> = {
  ca: 'Certificate of the authority',
  certificate: 'Certificate',
  key: 'Private key',
}

const pemFiles = [
  { name: 'PEM', extensions: ['pem', 'crt', 'cer', 'cert', 'key'] },
  { name: 'All files', extensions: ['*'] },
]

/** Asks the user for a file; yields its path, or null when none was chosen. */
export async function chooseFile(window: BrowserWindow, what: FileChoice): Promise<string | null> {
  const { filePaths } = await dialog.showOpenDialog(window, {
    title: titles[what],
    // Docker's files are in a folder whose name begins with a dot.
    properties: ['openFile', 'showHiddenFiles'],
    filters: pemFiles,
  })
  return filePaths[0] ?? null
}
