import { ipcMain } from 'electron'
import type { IpcMainInvokeEvent } from 'electron'
import { callChannel } from '../../shared/channels'
import { isOurPage } from './page'

/** Answers one call by its name, at once or by a promise; throws when it is unknown or malformed. */
export type Answer = (name: unknown, input: unknown) => unknown

/**
 * Takes the page's calls from the start, and answers them as soon as there is someone to. A call
 * from any other page or frame is refused.
 */
export function takeCalls(answer: Promise<Answer>): void {
  ipcMain.handle(callChannel, async (event, name: unknown, input: unknown) => {
    if (!isFromOurPage(event)) throw new Error('Refused: not the page of Tagout')
    return (await answer)(name, input)
  })
}

function isFromOurPage({ senderFrame, sender }: IpcMainInvokeEvent): boolean {
  return senderFrame !== null && senderFrame === sender.mainFrame && isOurPage(senderFrame.url)
}
