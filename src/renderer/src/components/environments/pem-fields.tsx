import { Button, Radio, Textarea, TextInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import type { ReactElement } from 'react'
import { useBridge } from '../../store/context'
import type { EnvironmentDraft } from '../../store/environment-form'
import { environmentsText } from '../../text/environments'

interface PemFieldsProperties {
  readonly form: UseFormReturnType<EnvironmentDraft>
  readonly which: 'ca' | 'certificate' | 'key'
  readonly label: string
  readonly description: string
  readonly none: string
  /** A key that was pasted is there. */
  readonly isKept?: boolean
}

/** One certificate or key: none, from a file that is read for each connection, or pasted. */
export function PemFields(properties: PemFieldsProperties): ReactElement {
  const { form, which, label, description, none, isKept = false } = properties
  const bridge = useBridge()
  const { from } = form.values[which]
  const choose = async (): Promise<void> => {
    const path = await bridge.call('file.choose', { what: which })
    if (path !== null) form.setFieldValue(`${which}.path`, path)
  }
  return (
    <div className="stack-close">
      <Radio.Group
        label={label}
        description={description}
        value={from}
        error={form.errors[which]}
        onChange={(chosen) => form.setFieldValue(`${which}.from`, chosen)}
      >
        <div className="spaced-row">
          <Radio value="none" label={none} />
          <Radio value="file" label="From a file" />
          <Radio value="pasted" label={isKept ? 'Paste another one' : 'Pasted'} />
          {isKept ? <Radio value="kept" label="Kept" /> : null}
        </div>
      </Radio.Group>
      {from === 'file' ? (
        <div className="file-row">
          <TextInput
            label={`File of the ${names[which]}`}
            placeholder={`/home/anna/docker/${which === 'certificate' ? 'cert' : which}.pem`}
            required
            className="mono-input grow"
            {...form.getInputProps(`${which}.path`)}
          />
          <Button
            variant="default"
            aria-label={`Choose the file of the ${names[which]}`}
            onClick={() => void choose()}
          >
            Choose…
          </Button>
        </div>
      ) : null}
      {from === 'pasted' ? (
        <Textarea
          label={`The ${names[which]}, in PEM`}
          {...(which === 'key' ? { description: environmentsText.keyShownNever } : {})}
          placeholder={`-----BEGIN ${which === 'key' ? 'PRIVATE KEY' : 'CERTIFICATE'}-----`}
          required
          rows={5}
          spellCheck={false}
          autoComplete="off"
          className="mono-input"
          {...form.getInputProps(`${which}.pem`)}
        />
      ) : null}
      {from === 'kept' ? <p className="small muted">{environmentsText.keyKept}</p> : null}
    </div>
  )
}

const names = { ca: 'authority', certificate: 'certificate', key: 'key' } as const
