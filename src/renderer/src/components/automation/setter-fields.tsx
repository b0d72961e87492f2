import { NativeSelect, PasswordInput, TextInput } from '@mantine/core'
import type { ReactElement } from 'react'
import { setterChoices } from '../../text/automation'
import { ConnectionFields } from './connection-fields'
import type { SetterFormState } from './form-types'

/** All that a setter of the chosen kind is set up with. */
export function SetterFields({ form }: { form: SetterFormState }): ReactElement {
  const { type } = form.values
  return (
    <>
      <NativeSelect label="Kind" data={setterChoices} {...form.getInputProps('type')} />
      {type === 'webhook' ? <WebhookFields form={form} /> : null}
      {type === 'sqlExtendedProperty' ? <PropertyFields form={form} /> : null}
      {type === 'none' ? null : (
        <div className="field-row">
          <TextInput
            label="Grace period"
            description="Between telling it and the first stop"
            placeholder="15s"
            required
            {...form.getInputProps('gracePeriod')}
          />
          <TextInput
            label="Retries"
            description="After a failed attempt"
            inputMode="numeric"
            required
            {...form.getInputProps('retries')}
          />
          <TextInput
            label="Timeout"
            description="How long one attempt may take"
            placeholder="10s"
            required
            {...form.getInputProps('timeout')}
          />
        </div>
      )}
    </>
  )
}

function WebhookFields({ form }: { form: SetterFormState }): ReactElement {
  return (
    <>
      <TextInput
        label="Address"
        description="Tagout sends a POST request there"
        placeholder={'${PRODUCT_BASE_URL}/internal/maintenance'}
        required
        {...form.getInputProps('url')}
      />
      <PasswordInput
        label="Secret"
        description="Signs what is sent; without it, nothing is signed. Best named as a variable."
        placeholder={'${MAINTENANCE_WEBHOOK_SECRET}'}
        className="mono-input"
        autoComplete="off"
        visibilityToggleButtonProps={{ 'aria-label': 'Show or hide the secret', tabIndex: 0 }}
        {...form.getInputProps('secret')}
      />
      <TextInput
        label="Certificate authority"
        description="A file in PEM format: the authority in it is trusted beside the system’s"
        placeholder="/etc/ssl/company-ca.pem"
        {...form.getInputProps('caFile')}
      />
    </>
  )
}

function PropertyFields({ form }: { form: SetterFormState }): ReactElement {
  return (
    <>
      <ConnectionFields
        form={form}
        example="Server=db.local;Database=shop;User Id=tagout;Password=${DB_PASSWORD}"
      />
      <TextInput
        label="Property"
        description="The name of the database’s extended property"
        placeholder="MaintenanceMode"
        required
        {...form.getInputProps('propertyName')}
      />
      <div className="field-row">
        <TextInput
          label="Maintenance value"
          description="Written before the containers stop"
          {...form.getInputProps('maintenanceValue')}
        />
        <TextInput
          label="Normal value"
          description="Written after they run again"
          {...form.getInputProps('normalValue')}
        />
      </div>
    </>
  )
}
