import { IconAlertTriangle } from '@tabler/icons-react'
import type { ReactElement } from 'react'

export function Trouble({ text }: { text: string }): ReactElement {
  return (
    <p className="trouble">
      <IconAlertTriangle size={16} aria-hidden />
      {text}
    </p>
  )
}
