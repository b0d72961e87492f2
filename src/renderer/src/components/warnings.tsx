import { Checkbox } from '@mantine/core'
import type { ReactElement } from 'react'
import type { Preview } from '../../../shared/preview'
import { removedOnStop } from '../store/affected'
import { count } from '../text/count'
import { warningText } from '../text/preview'
import { Callout } from './callout'

interface WarningsProperties {
  readonly preview: Preview
  readonly acknowledged: boolean
  readonly onAcknowledge: (acknowledged: boolean) => void
}

/** What may hurt; what can't be undone has to be accepted. */
export function Warnings({
  preview,
  acknowledged,
  onAcknowledge,
}: WarningsProperties): ReactElement | null {
  const { warnings } = preview
  if (warnings.length === 0) return null
  const removed = removedOnStop(preview)
  return (
    <Callout tone="warn" title={count(warnings.length, 'warning')} heading="h2">
      <ul className="bullets">
        {warnings.map((warning) => (
          <li key={`${warning.code} ${warning.name}`}>{warningText(warning)}</li>
        ))}
      </ul>
      {removed.length === 0 ? null : (
        <Checkbox
          className="acknowledgement"
          label={
            removed.length === 1
              ? `I accept that ${removed.join()} is deleted`
              : `I accept that these ${removed.length} containers are deleted`
          }
          checked={acknowledged}
          onChange={({ currentTarget: { checked } }) => onAcknowledge(checked)}
        />
      )}
    </Callout>
  )
}
