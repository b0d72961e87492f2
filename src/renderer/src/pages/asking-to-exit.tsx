import type { ReactElement } from 'react'
import type { Preview, Untouched } from '../../../shared/preview'
import type { ProductView } from '../../../shared/product'
import { AffectedStacks } from '../components/affected-stacks'
import { PageHeading } from '../components/page-heading'
import { Panel } from '../components/panel'
import { PlanSteps } from '../components/plan-steps'
import { CurrentMaintenance } from '../components/current-maintenance'
import { TellingPreview } from '../components/telling'
import { UntouchedList } from '../components/untouched-list'
import { affectedStacks, totalContainers } from '../store/affected'
import { confirmationText, restorationText } from '../text/confirmation'
import { AskingForm } from './asking-form'

interface AskingToExitProperties {
  readonly product: ProductView
  readonly preview: Preview
  readonly unchangeable: string | null
  readonly onSubmit: () => void
}

export function AskingToExit({
  product,
  preview,
  unchangeable,
  onSubmit,
}: AskingToExitProperties): ReactElement {
  const { heading, question, submit } = confirmationText.Normal
  const stacks = affectedStacks(preview)
  const leftAlone = preview.untouched.filter(({ why }) => isLeftAlone(why))
  const staysStopped = preview.untouched.filter(({ why }) => !isLeftAlone(why))
  return (
    <>
      <PageHeading title={`${heading}: ${product.name}`}>{heading}</PageHeading>
      <div className="two-columns">
        <div className="stack-wide">
          <AskingForm
            product={product}
            submit={submit}
            color="petrol"
            obstacle={unchangeable}
            onSubmit={onSubmit}
          >
            <div className="stack-tight">
              <p className="large strong">{question(product.name)}</p>
              <p>{restorationText(stacks.length, totalContainers(stacks))}</p>
              <TellingPreview preview={preview} />
            </div>
          </AskingForm>
          <AffectedStacks title="Stacks to restart" stacks={stacks} verb="restarted" />
          <UntouchedList title="Stays stopped" untouched={staysStopped} />
          <UntouchedList title="Left alone" untouched={leftAlone} />
        </div>
        <Panel title="Current Maintenance Info">
          <CurrentMaintenance product={product} />
        </Panel>
      </div>
      <PlanSteps plan={preview.plan} />
    </>
  )
}

function isLeftAlone(why: Untouched['why']): boolean {
  return why === 'ignored' || why === 'runs-already'
}
