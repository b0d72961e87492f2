import type { ObserverNews } from '../observers/observers'
import type { NoticeText } from './drift-notice'

/** What the desktop is told of a product's observer. */
export function observerNotice(productName: string, news: ObserverNews): NoticeText {
  switch (news.kind) {
    case 'entered':
      return { title: `${productName} is in maintenance`, body: `Its observer: ${news.reason}.` }
    case 'left':
      return {
        title: `${productName} is back to normal operation`,
        body: `Its observer: ${news.reason}.`,
      }
    case 'failing':
      return {
        title: `${productName}: its observer can’t tell any more`,
        body: `${news.watches} gives no answer that says maintenance or normal. Until it does, nothing is changed. Click to see why.`,
      }
    case 'works-again':
      return {
        title: `${productName}: its observer can tell again`,
        body: `${news.watches} gives an answer again.`,
      }
    case 'refused':
      return {
        title: `${productName}: what its observer wants was not done`,
        body: 'Tagout tries again at each check. Click to see what keeps it from being done.',
      }
  }
}
