import { Button } from '@mantine/core'
import { useState } from 'react'
import type { ReactElement } from 'react'
import { Link } from 'react-router'
import type { ProductRef } from '../../../../shared/ids'
import { settingsPath } from '../../paths'
import { useAction } from '../../store/action'
import { useBridge, useWorld } from '../../store/context'
import type { VariableRow } from '../../store/variables'
import { automationText, variableRemovalText } from '../../text/automation'
import { Panel } from '../panel'
import { ProblemCallout } from '../problem-callout'
import { Question } from '../question'
import { VariableDialog } from './variable-dialog'
import { VariableTable } from './variable-table'

interface VariablesPanelProperties {
  readonly product: ProductRef
  readonly rows: readonly VariableRow[]
  /** They have become others. */
  readonly onChanged: () => Promise<void>
}

/** The product's variables, saved at once, each by itself. */
export function VariablesPanel({
  product,
  rows,
  onChanged,
}: VariablesPanelProperties): ReactElement {
  const bridge = useBridge()
  const keyStore = useWorld((world) => world.keyStore)
  const [editing, setEditing] = useState<VariableRow | 'new' | null>(null)
  const [leaving, setLeaving] = useState<VariableRow | null>(null)
  const [said, setSaid] = useState('')
  const remove = useAction(async () => {
    if (leaving === null) throw new Error('Nothing is to be removed')
    const { name } = leaving
    setLeaving(null)
    const answer = await bridge.call('variable.change', { product, name, variable: null })
    if (answer.ok) setSaid(`${name} is removed.`)
    await onChanged()
    return answer
  })
  return (
    <Panel
      title="Variables"
      flush
      aside={
        <Button variant="default" size="xs" onClick={() => setEditing('new')}>
          Add Variable
        </Button>
      }
    >
      <p className="panel-note panel-note-last small muted">{automationText.variables}</p>
      {keyStore.state === 'none' ? (
        <p className="panel-note panel-note-last small">
          This system has no key store, so secrets are not encrypted here.{' '}
          <Link to={settingsPath}>Settings</Link> says what can be done.
        </p>
      ) : null}
      {rows.length === 0 ? null : (
        <VariableTable rows={rows} onEdit={setEditing} onRemove={setLeaving} />
      )}
      {remove.problem === null ? null : <ProblemCallout problem={remove.problem} live />}
      <p role="status" className={said === '' ? '' : 'panel-note panel-note-last small'}>
        {said}
      </p>
      {editing === null ? null : (
        <VariableDialog
          product={product}
          edited={editing === 'new' ? null : editing}
          taken={rows.flatMap(({ name, variable }) => (variable === null ? [] : [name]))}
          onCancel={() => setEditing(null)}
          onSaved={(name) => {
            setEditing(null)
            setSaid(`${name} is saved.`)
            void onChanged()
          }}
        />
      )}
      {leaving === null ? null : (
        <Question
          question={variableRemovalText(leaving.name, leaving.usedBy)}
          color="red.8"
          onConfirm={remove.run}
          onCancel={() => setLeaving(null)}
        />
      )}
    </Panel>
  )
}
