import { Button } from '@mantine/core'
import { IconAlertTriangle, IconLock } from '@tabler/icons-react'
import type { ReactElement } from 'react'
import { variableChange } from '../../../../shared/automation'
import type { VariableRow } from '../../store/variables'

interface VariableTableProperties {
  readonly rows: readonly VariableRow[]
  readonly onEdit: (row: VariableRow) => void
  readonly onRemove: (row: VariableRow) => void
}

export function VariableTable({ rows, onEdit, onRemove }: VariableTableProperties): ReactElement {
  return (
    <table className="table variable-table" aria-label="Variables">
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">Value</th>
          <th scope="col">Used by</th>
          <th scope="col">Actions</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.name}>
            <th scope="row" className="mono">
              {row.name}
            </th>
            <td>
              <Value variable={row.variable} />
            </td>
            <td>{row.usedBy.length === 0 ? 'nothing' : row.usedBy.join(', ')}</td>
            <td>
              <Actions row={row} {...{ onEdit, onRemove }} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Value({ variable }: Pick<VariableRow, 'variable'>): ReactElement {
  if (variable === null) {
    return (
      <span className="trouble">
        <IconAlertTriangle size={16} aria-hidden />
        missing
      </span>
    )
  }
  const { value, secret, isReadable } = variable
  if (!isReadable) {
    return (
      <span className="trouble">
        <IconAlertTriangle size={16} aria-hidden />
        can’t be opened here
      </span>
    )
  }
  if (secret) {
    return (
      <span className="state muted">
        <IconLock size={14} aria-hidden />
        secret, set
      </span>
    )
  }
  return <span className="mono clamped">{value ?? ''}</span>
}

function Actions({
  row,
  onEdit,
  onRemove,
}: { readonly row: VariableRow } & Omit<VariableTableProperties, 'rows'>): ReactElement {
  const { name, variable } = row
  if (variable === null) {
    return variableChange.shape.name.safeParse(name).success ? (
      <Button size="compact-sm" aria-label={`Add ${name}`} onClick={() => onEdit(row)}>
        Add…
      </Button>
    ) : (
      <span className="small">can’t be the name of one</span>
    )
  }
  return (
    <span className="row">
      <Button
        variant="default"
        size="compact-sm"
        aria-label={`Change ${name}`}
        onClick={() => onEdit(row)}
      >
        Change…
      </Button>
      <Button
        variant="default"
        size="compact-sm"
        aria-label={`Remove ${name}`}
        onClick={() => onRemove(row)}
      >
        Remove
      </Button>
    </span>
  )
}
