import type { Notice } from '../../../shared/ipc'
import { unreachable } from '../../../shared/result'

export interface NoticeText {
  readonly title: string
  readonly text: string
  readonly detail: string
}

export function noticeText(notice: Notice): NoticeText {
  switch (notice.code) {
    case 'file-kept-aside':
      return {
        title: 'A file of Tagout could not be read',
        text: `${notice.file} was not what it should be. It was kept aside as ${notice.keptAs}, and a new one was begun. Nothing on your Docker hosts was changed.`,
        detail: notice.detail,
      }
    case 'file-not-written':
      return {
        title: 'A file of Tagout could not be written',
        text: `${notice.file} was not saved. Check that the disk has room and that you may write there; until then Tagout forgets it when it is closed.`,
        detail: notice.detail,
      }
    case 'history-not-written':
      return {
        title: 'The history could not be written',
        text: `${notice.file} was not saved. Changes go on as ever; what happens is written as soon as the disk has room and you may write there, or forgotten when Tagout is closed before.`,
        detail: notice.detail,
      }
    default:
      return unreachable(notice)
  }
}
