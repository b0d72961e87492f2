import { schemaResolver, useForm } from '@mantine/form'
import { useState } from 'react'
import type { Environment } from '../../../shared/environment'
import { sameReach } from '../../../shared/environment-config'
import type { EnvironmentConfig } from '../../../shared/environment-config'
import type { EnvironmentProblem } from '../../../shared/problem'
import { elsewhereText } from '../text/environments'
import type { QuestionText } from '../text/automation'
import { answered } from './confirmation-store'
import type { Defect } from './confirmation-store'
import { useBridge, useWorld } from './context'
import { emptyEnvironment, environmentDraftOf, environmentForm } from './environment-form'
import type { EnvironmentDraft } from './environment-form'
import { focusFirst } from './focus-first'
import { useReachTest } from './reach-test'

/** The form of one environment and its way to main. @param edited null: a new one */
export function useEnvironmentEditing(edited: Environment | null, onSaved: () => void) {
  const bridge = useBridge()
  const others = useWorld((world) => world.environments)
  const [initial] = useState(edited)
  const id = initial?.id ?? null
  const test = useReachTest(id)
  const [saving, setSaving] = useState(false)
  const [problem, setProblem] = useState<EnvironmentProblem | Defect | null>(null)
  const [asking, setAsking] = useState<{ question: QuestionText; to: EnvironmentConfig } | null>(
    null,
  )
  const taken = others.flatMap((other) => (other.id === id ? [] : [other.name]))
  const schema = environmentForm(taken)
  const form = useForm<EnvironmentDraft>({
    name: 'environment',
    initialValues:
      initial === null
        ? emptyEnvironment
        : environmentDraftOf({ name: initial.givenName, reach: initial.reach }),
    validate: schemaResolver(schema, { sync: true }),
    validateInputOnBlur: true,
    // What is wrong with the fields of one kind is nothing to another.
    onValuesChange: (values, previous) => {
      if (values.kind !== previous.kind) form.clearErrors()
    },
  })

  /** Null: it is faulty, and the first fault has the focus. */
  const entered = (): EnvironmentConfig | null => {
    focusFirst(form, Object.keys(form.validate().errors))
    return schema.safeParse(form.values).data ?? null
  }

  const write = async (config: EnvironmentConfig): Promise<void> => {
    setAsking(null)
    setSaving(true)
    setProblem(null)
    const result = await answered<unknown, EnvironmentProblem>(() =>
      id === null
        ? bridge.call('environment.add', config)
        : bridge.call('environment.change', { environmentId: id, ...config }),
    )
    setSaving(false)
    if (result.ok) onSaved()
    else setProblem(result.problem)
  }

  return {
    form,
    test,
    saving,
    problem,
    asking: asking?.question ?? null,
    confirm: () => void (asking === null ? undefined : write(asking.to)),
    dismiss: () => setAsking(null),
    save: async () => {
      const config = entered()
      if (config === null) return
      if (initial !== null && !sameReach(initial.reach, config.reach)) {
        setAsking({ question: elsewhereText(initial.name), to: config })
      } else await write(config)
    },
    runTest: async () => {
      const config = entered()
      if (config !== null) await test.run(config.reach)
    },
  }
}
