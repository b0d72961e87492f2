import { NativeSelect, Switch, TextInput } from '@mantine/core'
import type { ReactElement } from 'react'
import type { ObserverDraft } from '../../store/observer-form'
import { observerChoices } from '../../text/automation'
import { ConnectionFields } from './connection-fields'
import { FileFields } from './file-fields'
import type { ObserverFormState } from './form-types'
import { HttpFields } from './http-fields'

/** All that an observer of the chosen kind is set up with. */
export function ObserverFields({ form }: { form: ObserverFormState }): ReactElement {
  const { type } = form.values
  return (
    <>
      <NativeSelect label="Kind" data={observerChoices} {...form.getInputProps('type')} />
      <KindFields form={form} type={type} />
      {type === 'none' ? null : (
        <>
          <div className="field-row">
            <TextInput
              label="Interval"
              description="How often it is checked"
              placeholder="30s"
              required
              {...form.getInputProps('pollingInterval')}
            />
            <TextInput
              label="Timeout"
              description="How long one check may take"
              placeholder="10s"
              required
              {...form.getInputProps('timeout')}
            />
          </div>
          <Switch
            label="Switched on"
            description="Switched off it is kept, and not checked."
            {...form.getInputProps('enabled', { type: 'checkbox' })}
          />
        </>
      )}
    </>
  )
}

function KindFields({
  form,
  type,
}: {
  form: ObserverFormState
  type: ObserverDraft['type']
}): ReactElement | null {
  switch (type) {
    case 'none':
      return null
    case 'http':
      return <HttpFields form={form} />
    case 'file':
      return <FileFields form={form} />
    case 'sqlQuery':
      return (
        <>
          <ConnectionFields form={form} example="postgres://reader:${DB_PASSWORD}@db.local/erp" />
          <TextInput
            label="Query"
            description="Yields one row with one column. It is run read-only where the database can."
            placeholder="SELECT state FROM maintenance"
            required
            className="mono-input"
            {...form.getInputProps('query')}
          />
          <ValueFields form={form} />
        </>
      )
    case 'sqlExtendedProperty':
      return (
        <>
          <ConnectionFields
            form={form}
            example="Server=db.local;Database=erp;User Id=reader;Password=${DB_PASSWORD}"
          />
          <TextInput
            label="Property"
            description="The name of the database’s extended property"
            placeholder="MaintenanceMode"
            required
            {...form.getInputProps('propertyName')}
          />
          <ValueFields form={form} />
        </>
      )
  }
}

/** With what the value is compared. */
export function ValueFields({ form }: { form: ObserverFormState }): ReactElement {
  return (
    <div className="stack-close">
      <div className="field-row">
        <TextInput
          label="Maintenance value"
          description="Compared without regard to case"
          placeholder="true"
          required
          {...form.getInputProps('maintenanceValue')}
        />
        <TextInput
          label="Normal value"
          description="Left empty, all else is normal"
          placeholder="false"
          {...form.getInputProps('normalValue')}
        />
      </div>
      <p className="small muted">With a normal value, any third value is a failed check.</p>
    </div>
  )
}
