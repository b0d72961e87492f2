import { Button, TextInput } from '@mantine/core'
import type { ReactElement } from 'react'
import { emptyHeaderRow } from '../../store/header-rows'
import type { ObserverFormState } from './form-types'

/** The headers that are sent, as rows to add and remove. */
export function HeaderRows({ form }: { form: ObserverFormState }): ReactElement {
  const { headers } = form.values
  return (
    <fieldset className="fieldset stack-close">
      <legend>Headers</legend>
      <p className="small muted">{'For a key, name a variable as the value: ${ERP_KEY}'}</p>
      {headers.map(({ id }, index) => (
        <div key={id} className="header-row-fields">
          <TextInput
            aria-label={`Name of header ${index + 1}`}
            placeholder="X-Api-Key"
            {...form.getInputProps(`headers.${index}.name`)}
          />
          <TextInput
            aria-label={`Value of header ${index + 1}`}
            placeholder={'${ERP_KEY}'}
            {...form.getInputProps(`headers.${index}.value`)}
          />
          <Button
            variant="default"
            aria-label={`Remove header ${index + 1}`}
            onClick={() => form.removeListItem('headers', index)}
          >
            Remove
          </Button>
        </div>
      ))}
      <div>
        <Button
          variant="default"
          size="xs"
          onClick={() => form.insertListItem('headers', emptyHeaderRow())}
        >
          Add Header
        </Button>
      </div>
    </fieldset>
  )
}
