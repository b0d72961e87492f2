import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleDashed,
  IconLock,
  IconRefresh,
} from '@tabler/icons-react'
import type { ComponentType, ReactElement } from 'react'
import type { Tone, Words } from '../text/words'

const icons: Readonly<Record<Tone, ComponentType<{ size: number; 'aria-hidden': true }>>> = {
  ok: IconCircleCheck,
  warn: IconAlertTriangle,
  danger: IconAlertTriangle,
  neutral: IconCircleDashed,
  accent: IconRefresh,
}

/** A state as a pill; `locked` shows the padlock of a product that is held. */
export function Badge({ words, locked = false }: { words: Words; locked?: boolean }): ReactElement {
  const Icon = locked ? IconLock : icons[words.tone]
  return (
    <span className={`badge tone-${words.tone}`}>
      <Icon size={14} aria-hidden />
      {words.text}
    </span>
  )
}

/** The same without the pill, for dense tables. */
export function State({ words }: { words: Words }): ReactElement {
  const Icon = icons[words.tone]
  return (
    <span className={`state tone-${words.tone}`}>
      <Icon size={14} aria-hidden />
      {words.text}
    </span>
  )
}
