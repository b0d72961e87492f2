import { Button } from '@mantine/core'
import { useState } from 'react'
import type { ReactElement } from 'react'
import { useBridge } from '../store/context'
import { apiText } from '../text/api'

/** Main copies it: the page itself has no right to the clipboard. */
export function CopyButton({ text, label }: { text: string; label: string }): ReactElement {
  const bridge = useBridge()
  const [copied, setCopied] = useState<string | null>(null)
  return (
    <span className="row">
      <Button
        variant="default"
        aria-label={label}
        onClick={() => void bridge.call('clipboard.write', { text }).then(() => setCopied(text))}
      >
        Copy
      </Button>
      <span role="status" className="small">
        {copied === text ? apiText.copied : ''}
      </span>
    </span>
  )
}
