import { IconAlertTriangle, IconCircleCheck, IconInfoCircle, IconLock } from '@tabler/icons-react'
import type { ReactElement, ReactNode } from 'react'
import { unreachable } from '../../../shared/result'
import type { Tone } from '../text/words'

interface CalloutProperties {
  readonly tone: Tone
  readonly title: ReactNode
  readonly children?: ReactNode
  readonly locked?: boolean
  /** Told by a screen reader when it appears. */
  readonly live?: boolean
  /** The level at which its title stands among the page's headings; without, it is none. */
  readonly heading?: 'h2' | 'h3'
}

/** Something that has to be read, set off from the rest. */
export function Callout({
  tone,
  title,
  children,
  locked = false,
  live = false,
  heading: Title,
}: CalloutProperties): ReactElement {
  return (
    <div className={`callout tone-${tone}`} {...(live ? { role: 'alert' } : {})}>
      {locked ? <IconLock size={20} aria-hidden /> : <ToneIcon tone={tone} />}
      <div className="callout-body">
        {Title === undefined ? (
          <p className="callout-title">{title}</p>
        ) : (
          <Title className="callout-title">{title}</Title>
        )}
        {children}
      </div>
    </div>
  )
}

function ToneIcon({ tone }: { tone: Tone }): ReactElement {
  switch (tone) {
    case 'ok':
      return <IconCircleCheck size={20} aria-hidden />
    case 'warn':
    case 'danger':
      return <IconAlertTriangle size={20} aria-hidden />
    case 'neutral':
    case 'accent':
      return <IconInfoCircle size={20} aria-hidden />
    default:
      return unreachable(tone)
  }
}
