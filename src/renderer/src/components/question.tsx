import { Button } from '@mantine/core'
import type { ReactElement } from 'react'
import type { QuestionText } from '../text/automation'
import { Dialog } from './dialog'

interface QuestionProperties {
  readonly question: QuestionText
  readonly color?: 'petrol' | 'amber' | 'red.8'
  readonly onConfirm: () => void
  readonly onCancel: () => void
}

/** Asks before something that hurts; the safe answer comes first. */
export function Question({
  question: { title, text, confirm },
  color = 'petrol',
  onConfirm,
  onCancel,
}: QuestionProperties): ReactElement {
  return (
    <Dialog title={title} onCancel={onCancel}>
      {text.map((paragraph) => (
        <p key={paragraph}>{paragraph}</p>
      ))}
      <div className="row dialog-buttons">
        <Button variant="default" onClick={onCancel} autoFocus>
          Cancel
        </Button>
        <Button color={color} onClick={onConfirm}>
          {confirm}
        </Button>
      </div>
    </Dialog>
  )
}
