import { Button } from '@mantine/core'
import { useState } from 'react'
import type { ReactElement } from 'react'
import type { HistoryFilter } from '../../../shared/history'
import type { Saved } from '../../../shared/ipc'
import { useBridge } from '../store/context'

/** Saves what the filter lets through; says where it is, or why it is not. */
export function HistoryExport({ filter }: { filter: HistoryFilter }): ReactElement {
  const bridge = useBridge()
  const [saved, setSaved] = useState<Saved>({ outcome: 'cancelled' })
  const save = async (format: 'json' | 'csv'): Promise<void> => {
    setSaved(await bridge.call('history.export', { filter, format }))
  }
  return (
    <div className="stack-tight history-export">
      <div className="row">
        <Button variant="default" onClick={() => void save('json')}>
          Export as JSON
        </Button>
        <Button variant="default" onClick={() => void save('csv')}>
          Export as CSV
        </Button>
      </div>
      <p className="small muted" role="status">
        {saved.outcome === 'saved'
          ? `Saved as ${saved.file}`
          : saved.outcome === 'not-saved'
            ? `${saved.file} could not be written: ${saved.detail}`
            : ''}
      </p>
    </div>
  )
}
