import { Button } from '@mantine/core'
import { useRef } from 'react'
import type { ReactElement } from 'react'
import { useNavigate } from 'react-router'
import type { Automation } from '../../../shared/automation'
import type { ProductView } from '../../../shared/product'
import { ObserverFields } from '../components/automation/observer-fields'
import { PastePanel } from '../components/automation/paste-panel'
import { SetterFields } from '../components/automation/setter-fields'
import { TestNow } from '../components/automation/test-now'
import { VariablesPanel } from '../components/automation/variables-panel'
import { Callout } from '../components/callout'
import { LeavingQuestion } from '../components/leaving-question'
import { Panel } from '../components/panel'
import { ProblemCallout } from '../components/problem-callout'
import { Question } from '../components/question'
import { productPath } from '../paths'
import { useAutomationForm } from '../store/automation-form'
import { observerDraftOf, observerForm, observerWritten } from '../store/observer-form'
import { setterDraftOf, setterWritten } from '../store/setter-form'
import { variableRows } from '../store/variables'
import { refOf } from '../store/world'
import { automationText } from '../text/automation'

interface AutomationFormProperties {
  readonly product: ProductView
  readonly automation: Automation
  /** What is saved is asked for anew. */
  readonly again: () => Promise<void>
}

export function AutomationForm(properties: AutomationFormProperties): ReactElement {
  const { product, automation, again } = properties
  const navigate = useNavigate()
  const isSaved = useRef(false)
  const back = (): void => void navigate(productPath(product))
  const form = useAutomationForm(product, automation, () => {
    isSaved.current = true
    back()
  })
  const { observer, setter, test, asking } = form
  const entered = observerForm.safeParse(observer.values).data ?? null
  return (
    <div className="two-columns">
      <form
        className="stack-wide"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void form.save()
        }}
      >
        {automation.isReadable ? null : (
          <Callout tone="danger" title="What is set up here can’t be opened" heading="h2">
            <p>
              It is sealed, and this system’s key store does not open it. Unlock the key store and
              come back, or set it up anew: saving replaces what is there.
            </p>
          </Callout>
        )}
        <Panel title="Observer">
          <div className="stack-wide">
            <p className="muted">{automationText.observer}</p>
            <ObserverFields form={observer} />
            {observer.values.type === 'none' ? null : (
              <TestNow
                {...{ product, test, enabled: observer.values.enabled }}
                reading={entered === null ? null : test.readingOf(entered)}
                onTest={() => void form.runTest()}
              />
            )}
          </div>
        </Panel>
        <Panel title="Setter">
          <div className="stack-wide">
            <p className="muted">{automationText.setter}</p>
            <SetterFields form={setter} />
          </div>
        </Panel>
        {form.general === null ? null : (
          <Callout tone="danger" title="It can’t be saved like this" live>
            <p>{form.general}</p>
          </Callout>
        )}
        {form.problem === null ? null : <ProblemCallout problem={form.problem} live />}
        <div className="row">
          <Button type="submit" loading={form.saving}>
            Save
          </Button>
          <Button variant="default" onClick={back}>
            Cancel
          </Button>
          {automation.observer === null ? null : (
            <Button variant="default" className="push" onClick={form.removeObserver}>
              Remove Observer…
            </Button>
          )}
        </div>
      </form>
      <div className="stack-wide">
        <VariablesPanel
          product={refOf(product)}
          rows={variableRows(
            automation.variables,
            observerWritten(observer.values),
            setterWritten(setter.values),
          )}
          onChanged={again}
        />
        <PastePanel
          onFill={(block) => {
            if (block.observer !== null) observer.setValues(observerDraftOf(block.observer))
            if (block.setter !== null) setter.setValues(setterDraftOf(block.setter))
          }}
        />
      </div>
      {asking === null ? null : (
        <Question
          question={asking.question}
          color={asking.hurts ? 'red.8' : 'amber'}
          onConfirm={() => void form.write(asking.entered)}
          onCancel={form.dismiss}
        />
      )}
      <LeavingQuestion isUnsaved={() => form.isDirty && !isSaved.current} />
    </div>
  )
}
