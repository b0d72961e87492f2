import { NativeSelect } from '@mantine/core'
import type { ReactElement } from 'react'
import { useChangeSettings, useWorld } from '../store/context'
import { retentionText } from '../text/settings'

const choices: readonly (number | null)[] = [90, 365, 1095, null]

export function HistoryRetention(): ReactElement {
  const days = useWorld(({ settings }) => settings.historyDays)
  const change = useChangeSettings()
  const offered = choices.includes(days) ? choices : [days, ...choices]
  return (
    <NativeSelect
      label="Keep the history"
      description="What is older is removed when Tagout starts, and once a day."
      value={String(days)}
      onChange={({ currentTarget: { value } }) =>
        change({ historyDays: value === 'null' ? null : Number(value) })
      }
      data={offered.map((each) => ({ value: String(each), label: retentionText(each) }))}
    />
  )
}
