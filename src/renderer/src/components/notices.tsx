import { CloseButton } from '@mantine/core'
import type { ReactElement } from 'react'
import type { Notice } from '../../../shared/ipc'
import { noticeText } from '../text/notice'
import { Callout } from './callout'

interface NoticesProperties {
  readonly notices: readonly Notice[]
  readonly onDismiss: (id: string) => void
}

export function Notices({ notices, onDismiss }: NoticesProperties): ReactElement | null {
  if (notices.length === 0) return null
  return (
    <section className="stack" aria-label="Notices">
      {notices.map((notice) => {
        const { title, text, detail } = noticeText(notice)
        return (
          <div key={notice.id} className="dismissible">
            <Callout tone="warn" title={title} live>
              <p>{text}</p>
              {detail === '' ? null : <p className="quoted">{detail}</p>}
            </Callout>
            <CloseButton
              aria-label={`Dismiss: ${title}`}
              title="Dismiss"
              onClick={() => onDismiss(notice.id)}
            />
          </div>
        )
      })}
    </section>
  )
}
