import { Button, PasswordInput, Switch, TextInput } from '@mantine/core'
import { schemaResolver, useForm } from '@mantine/form'
import type { ReactElement } from 'react'
import type { ProductRef } from '../../../../shared/ids'
import { useAction } from '../../store/action'
import { useBridge } from '../../store/context'
import { variableForm } from '../../store/variable-form'
import type { VariableDraft } from '../../store/variable-form'
import type { VariableRow } from '../../store/variables'
import { Dialog } from '../dialog'
import { ProblemCallout } from '../problem-callout'

interface VariableDialogProperties {
  readonly product: ProductRef
  /** Null: a new one, whose name is asked for. */
  readonly edited: VariableRow | null
  readonly taken: readonly string[]
  readonly onCancel: () => void
  readonly onSaved: (name: string) => void
}

/** A variable, new or with another value. What a secret was is not shown. */
export function VariableDialog(properties: VariableDialogProperties): ReactElement {
  const { product, edited, taken, onCancel, onSaved } = properties
  const bridge = useBridge()
  const before = edited?.variable ?? null
  const form = useForm<VariableDraft>({
    name: 'variable',
    initialValues: {
      name: edited?.name ?? '',
      value: before?.value ?? '',
      secret: before?.secret ?? true,
    },
    validate: schemaResolver(variableForm(before === null ? taken : []), { sync: true }),
  })
  const save = useAction(async () => {
    const { name, value, secret } = form.values
    const variable = { value, secret }
    const answer = await bridge.call('variable.change', { product, name, variable })
    if (answer.ok) onSaved(name)
    return answer
  })
  const value = {
    label: before?.secret === true ? 'New value' : 'Value',
    required: true,
    autoComplete: 'off',
    ...form.getInputProps('value'),
  }
  return (
    <Dialog
      title={
        edited === null ? 'Add Variable' : `${before === null ? 'Add' : 'Change'} ${edited.name}`
      }
      onCancel={onCancel}
    >
      <form
        className="stack"
        noValidate
        onSubmit={form.onSubmit(save.run, (errors) => {
          const [first] = Object.keys(errors)
          if (first === 'name' || first === 'value') form.getInputNode(first)?.focus()
        })}
      >
        {save.problem === null ? null : <ProblemCallout problem={save.problem} live />}
        {edited === null ? (
          <TextInput
            label="Name"
            placeholder="ERP_KEY"
            required
            autoFocus
            className="mono-input"
            {...form.getInputProps('name')}
          />
        ) : null}
        {form.values.secret ? (
          <PasswordInput
            {...value}
            visibilityToggleButtonProps={{ 'aria-label': 'Show or hide the value', tabIndex: 0 }}
            autoFocus={edited !== null}
          />
        ) : (
          <TextInput {...value} autoFocus={edited !== null} />
        )}
        <Switch
          label="Secret"
          description="Never shown again, here or anywhere."
          {...form.getInputProps('secret', { type: 'checkbox' })}
        />
        <div className="row dialog-buttons">
          <Button variant="default" onClick={onCancel}>
            Cancel
          </Button>
          <Button type="submit" loading={save.pending}>
            Save Variable
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
