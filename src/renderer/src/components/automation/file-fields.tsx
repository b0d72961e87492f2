import { Radio, TextInput } from '@mantine/core'
import type { ReactElement } from 'react'
import type { ObserverFormState } from './form-types'
import { ValueFields } from './observer-fields'

export function FileFields({ form }: { form: ObserverFormState }): ReactElement {
  const { mode } = form.values
  return (
    <>
      <TextInput
        label="Path"
        description="On this machine. It need not exist yet."
        placeholder="/srv/erp/maintenance.flag"
        required
        className="mono-input"
        {...form.getInputProps('path')}
      />
      <Radio.Group label="What counts" {...form.getInputProps('mode')}>
        <div className="spaced-row">
          <Radio value="exists" label="Whether the file is there" />
          <Radio value="content" label="What is in it" />
        </div>
      </Radio.Group>
      {mode === 'exists' ? (
        <Radio.Group label="Maintenance" {...form.getInputProps('maintenanceWhile')}>
          <div className="spaced-row">
            <Radio value="true" label="While the file is there" />
            <Radio value="false" label="While the file is not there" />
          </div>
        </Radio.Group>
      ) : (
        <>
          <TextInput
            label="Pattern"
            description="A regular expression: its first group is the value, or all that it matches. Without it, the whole content is."
            placeholder="mode=(\w+)"
            className="mono-input"
            {...form.getInputProps('contentPattern')}
          />
          <ValueFields form={form} />
        </>
      )}
    </>
  )
}
