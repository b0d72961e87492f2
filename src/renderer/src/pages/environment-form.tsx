import { Button, TextInput } from '@mantine/core'
import { useRef } from 'react'
import type { ReactElement } from 'react'
import { useNavigate } from 'react-router'
import type { Environment } from '../../../shared/environment'
import { EnvironmentProblemCallout } from '../components/environments/environment-problem'
import { ReachFields } from '../components/environments/reach-fields'
import { ReachOutcomeCallout } from '../components/environments/reach-outcome'
import { LeavingQuestion } from '../components/leaving-question'
import { Panel } from '../components/panel'
import { Question } from '../components/question'
import { settingsPath } from '../paths'
import { useEnvironmentEditing } from '../store/environment-editing'
import { reachIn } from '../store/environment-form'
import { environmentsText } from '../text/environments'

/** @param edited null: a new one */
export function EnvironmentForm({ edited }: { edited: Environment | null }): ReactElement {
  const navigate = useNavigate()
  const isSaved = useRef(false)
  const back = (): void => void navigate(settingsPath)
  const editing = useEnvironmentEditing(edited, () => {
    isSaved.current = true
    back()
  })
  const { form, test } = editing
  const reach = reachIn(form.values)
  const outcome = reach === null ? null : test.outcomeOf(reach)
  const hasKeptKey = edited?.reach.kind === 'tcp' && edited.reach.tls?.key?.from === 'kept'
  return (
    <form
      className="stack-wide"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void editing.save()
      }}
    >
      <Panel title={edited === null ? 'A new environment' : edited.name}>
        <div className="stack-wide">
          <TextInput
            label="Name"
            description={environmentsText.name}
            maxLength={100}
            autoComplete="off"
            {...form.getInputProps('name')}
          />
          <ReachFields {...{ form, hasKeptKey }} />
          <div className="stack">
            <div className="row">
              <Button
                variant="default"
                loading={test.pending}
                onClick={() => void editing.runTest()}
              >
                Test Connection
              </Button>
              <span className="small muted">{environmentsText.test}</span>
            </div>
            <div role="status">
              {test.pending ? <p>Connecting…</p> : null}
              {reach === null || outcome === null ? null : (
                <ReachOutcomeCallout {...{ reach, outcome }} />
              )}
            </div>
          </div>
        </div>
      </Panel>
      {editing.problem === null ? null : <EnvironmentProblemCallout problem={editing.problem} />}
      <div className="row">
        <Button type="submit" loading={editing.saving}>
          {edited === null ? 'Add Environment' : 'Save'}
        </Button>
        <Button variant="default" onClick={back}>
          Cancel
        </Button>
      </div>
      {editing.asking === null ? null : (
        <Question
          question={editing.asking}
          color="amber"
          onConfirm={editing.confirm}
          onCancel={editing.dismiss}
        />
      )}
      <LeavingQuestion isUnsaved={() => form.isDirty() && !isSaved.current} />
    </form>
  )
}
