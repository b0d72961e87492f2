import type { ReactElement } from 'react'
import { useBlocker } from 'react-router'
import { leavingText } from '../text/automation'
import { Question } from './question'

/** Asks before a page is left on which something isn't saved. */
export function LeavingQuestion({ isUnsaved }: { isUnsaved: () => boolean }): ReactElement | null {
  const blocker = useBlocker(isUnsaved)
  if (blocker.state !== 'blocked') return null
  return (
    <Question
      question={leavingText}
      color="red.8"
      onConfirm={() => blocker.proceed()}
      onCancel={() => blocker.reset()}
    />
  )
}
