import { Radio, TextInput } from '@mantine/core'
import type { ReactElement } from 'react'
import type { ObserverFormState, SetterFormState } from './form-types'

interface ConnectionFieldsProperties {
  readonly form: ObserverFormState | SetterFormState
  readonly example: string
}

/** The database: by its connection string, or by the variable that holds one. */
export function ConnectionFields({ form, example }: ConnectionFieldsProperties): ReactElement {
  // Both forms have these fields.
  const { values, getInputProps } = form as ObserverFormState
  return (
    <>
      <Radio.Group label="Database" {...getInputProps('connection')}>
        <div className="spaced-row">
          <Radio value="connectionString" label="By a connection string" />
          <Radio value="connectionName" label="By a variable that holds it" />
        </div>
      </Radio.Group>
      {values.connection === 'connectionString' ? (
        <TextInput
          label="Connection string"
          description="Name a variable for the password"
          placeholder={example}
          required
          className="mono-input"
          {...getInputProps('connectionString')}
        />
      ) : (
        <TextInput
          label="Name of the variable"
          placeholder="ERP_DB"
          required
          className="mono-input"
          {...getInputProps('connectionName')}
        />
      )}
    </>
  )
}
