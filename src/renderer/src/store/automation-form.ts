import { schemaResolver, useForm } from '@mantine/form'
import { useState } from 'react'
import type { Automation } from '../../../shared/automation'
import type { ObserverConfig } from '../../../shared/observer'
import type { Problem } from '../../../shared/problem'
import type { ProductView } from '../../../shared/product'
import type { SetterConfig } from '../../../shared/setter'
import { actingText, removalText } from '../text/automation'
import type { QuestionText } from '../text/automation'
import { answered } from './confirmation-store'
import { consequenceOf } from './consequence'
import { useBridge } from './context'
import { focusFirst } from './focus-first'
import { observerDraftOf, observerForm } from './observer-form'
import type { ObserverDraft } from './observer-form'
import { useObserverTest } from './observer-test'
import { setterDraftOf, setterForm } from './setter-form'
import type { SetterDraft } from './setter-form'
import { refOf } from './world'

interface Entered {
  readonly observer: ObserverConfig | null
  readonly setter: SetterConfig | null
}

/** What is asked before it is saved. */
interface Asking {
  readonly question: QuestionText
  readonly hurts: boolean
  readonly entered: Entered
}

/** The two forms, and their way to main. */
export function useAutomationForm(
  product: ProductView,
  automation: Automation,
  onSaved: () => void,
) {
  const bridge = useBridge()
  const test = useObserverTest(product)
  const [asking, setAsking] = useState<Asking | null>(null)
  const [saving, setSaving] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [initial] = useState(automation)
  const observer = useForm<ObserverDraft>({
    name: 'observer',
    initialValues: observerDraftOf(initial.observer),
    validate: schemaResolver(observerForm, { sync: true }),
    validateInputOnBlur: true,
    // What is wrong with the fields of one kind is nothing to another.
    onValuesChange: (values, previous) => {
      if (values.type !== previous.type || values.mode !== previous.mode) observer.clearErrors()
    },
  })
  const setter = useForm<SetterDraft>({
    name: 'setter',
    initialValues: setterDraftOf(initial.setter),
    validate: schemaResolver(setterForm, { sync: true }),
    validateInputOnBlur: true,
    onValuesChange: (values, previous) => {
      if (values.type !== previous.type) setter.clearErrors()
    },
  })

  /** Null: it is faulty, and the first fault has the focus. */
  const enteredObserver = (): { readonly config: ObserverConfig | null } | null => {
    focusFirst(observer, Object.keys(observer.validate().errors))
    const { success, data } = observerForm.safeParse(observer.values)
    return success ? { config: data } : null
  }
  const enteredSetter = (): { readonly config: SetterConfig | null } | null => {
    focusFirst(setter, Object.keys(setter.validate().errors))
    const { success, data } = setterForm.safeParse(setter.values)
    return success ? { config: data } : null
  }

  const write = async (entered: Entered): Promise<void> => {
    setAsking(null)
    setSaving(true)
    setProblem(null)
    const result = await answered(() =>
      bridge.call('automation.change', { product: refOf(product), ...entered }),
    )
    setSaving(false)
    if (result.ok) onSaved()
    else setProblem(result.problem)
  }

  /** Null: it is saved without a question. */
  const questionBefore = async (entered: Entered): Promise<Asking | null> => {
    const { observer: config } = entered
    if (config === null) {
      return initial.observer === null
        ? null
        : { question: removalText(product.name, isByObserver(product)), hurts: true, entered }
    }
    if (!config.enabled || isSame(config, initial.observer)) return null
    const reading = test.readingOf(config) ?? (await test.run(config))
    if (reading === null) return null
    const consequence = consequenceOf(reading, config.enabled, product.maintenance)
    const question = actingText(consequence, reading, product.name)
    return question === null ? null : { question, hurts: false, entered }
  }

  const save = async (): Promise<void> => {
    // The setter first, so that of two faults the upper one keeps the focus.
    const [entering, telling] = [enteredSetter(), enteredObserver()]
    if (entering === null || telling === null) return
    const entered = { observer: telling.config, setter: entering.config }
    const question = await questionBefore(entered)
    if (question === null) await write(entered)
    else setAsking(question)
  }

  return {
    observer,
    setter,
    test,
    asking,
    saving,
    problem,
    /** A fault that is at no single field. */
    general: observer.errors[''] ?? setter.errors[''] ?? null,
    isDirty: observer.isDirty() || setter.isDirty(),
    save,
    write,
    dismiss: () => setAsking(null),
    /** Asks, then saves at once that there is none; the setter stays as it is saved. */
    removeObserver: () =>
      setAsking({
        question: removalText(product.name, isByObserver(product)),
        hurts: true,
        entered: { observer: null, setter: initial.setter },
      }),
    runTest: async () => {
      const entered = enteredObserver()
      if (entered !== null && entered.config !== null) await test.run(entered.config)
    },
  }
}

function isByObserver({ maintenance }: ProductView): boolean {
  return (
    (maintenance.mode === 'Entering' || maintenance.mode === 'Maintenance') &&
    maintenance.trigger.source === 'Observer'
  )
}

function isSame(one: ObserverConfig, other: ObserverConfig | null): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}
