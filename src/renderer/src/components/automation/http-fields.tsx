import { NativeSelect, TextInput } from '@mantine/core'
import type { ReactElement } from 'react'
import type { ObserverFormState } from './form-types'
import { HeaderRows } from './header-rows'
import { ValueFields } from './observer-fields'

export function HttpFields({ form }: { form: ObserverFormState }): ReactElement {
  return (
    <>
      <div className="field-row method-row">
        <NativeSelect
          label="Method"
          data={['GET', 'HEAD', 'POST']}
          {...form.getInputProps('method')}
        />
        <TextInput
          label="Address"
          placeholder="https://erp.local/api/maintenance"
          required
          {...form.getInputProps('url')}
        />
      </div>
      <HeaderRows form={form} />
      <TextInput
        label="JSONPath"
        description="Selects the value in a JSON answer (RFC 9535). Without it, the whole answer is the value."
        placeholder="$.maintenanceMode"
        className="mono-input"
        {...form.getInputProps('jsonPath')}
      />
      <ValueFields form={form} />
      <TextInput
        label="Certificate authority"
        description="A file in PEM format: the authority in it is trusted beside the system’s"
        placeholder="/etc/ssl/company-ca.pem"
        {...form.getInputProps('caFile')}
      />
    </>
  )
}
