import { Textarea } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import type { ReactElement } from 'react'
import { maximumReasonLength } from '../../../shared/maintenance'
import type { Preview } from '../../../shared/preview'
import type { ProductView } from '../../../shared/product'
import { AffectedStacks } from '../components/affected-stacks'
import { Facts } from '../components/facts'
import { PageHeading } from '../components/page-heading'
import { Panel } from '../components/panel'
import { PlanSteps } from '../components/plan-steps'
import { TellingPreview } from '../components/telling'
import { UntouchedList } from '../components/untouched-list'
import { Warnings } from '../components/warnings'
import { affectedStacks, removedOnStop, totalContainers } from '../store/affected'
import { useEnvironment } from '../store/context'
import { numbersOf } from '../../../shared/product-summary'
import { confirmationText, consequenceText } from '../text/confirmation'
import { AskingForm } from './asking-form'

interface AskingToEnterProperties {
  readonly product: ProductView
  readonly preview: Preview
  readonly reason: string
  readonly onReason: (reason: string) => void
  readonly unchangeable: string | null
  readonly onSubmit: (acknowledged: boolean) => void
}

export function AskingToEnter(properties: AskingToEnterProperties): ReactElement {
  const { product, preview, reason, onReason, unchangeable, onSubmit } = properties
  const { heading, question, submit } = confirmationText.Maintenance
  const environment = useEnvironment(product.environmentId)
  const field = useRef<HTMLTextAreaElement>(null)
  useEffect(() => field.current?.focus(), [])

  const removed = removedOnStop(preview)
  // Accepted is what was shown: when more would be deleted, it has to be accepted anew.
  const [accepted, setAccepted] = useState<string | null>(null)
  const shown = removed.join('\n')
  const isAcknowledged = removed.length > 0 && accepted === shown
  const obstacle =
    unchangeable ??
    (removed.length > 0 && !isAcknowledged
      ? 'Accept above that containers are deleted, or cancel.'
      : null)

  const stacks = affectedStacks(preview)
  const { services } = numbersOf(preview.product)
  return (
    <>
      <PageHeading title={`${heading}: ${product.name}`}>{heading}</PageHeading>
      <div className="two-columns">
        <AskingForm
          product={product}
          submit={submit}
          color="amber"
          obstacle={obstacle}
          onSubmit={() => onSubmit(isAcknowledged)}
        >
          <div className="stack-tight">
            <p className="large strong">{question(product.name)}</p>
            <p>{consequenceText(stacks.length, totalContainers(stacks))}</p>
            <TellingPreview preview={preview} />
          </div>
          <Warnings
            preview={preview}
            acknowledged={isAcknowledged}
            onAcknowledge={(checked) => setAccepted(checked ? shown : null)}
          />
          <Textarea
            ref={field}
            label="Reason"
            description="Everyone who looks at this product sees it, with your name and the time."
            placeholder="For example: database migration to 16"
            autosize
            minRows={2}
            maxRows={8}
            maxLength={maximumReasonLength}
            value={reason}
            onChange={({ currentTarget: { value } }) => onReason(value)}
          />
        </AskingForm>
        <div className="stack-wide">
          <Panel title="Product Details">
            <Facts
              facts={[
                { name: 'Product', value: product.name },
                { name: 'Version', value: product.version ?? 'not given' },
                { name: 'Environment', value: environment?.name ?? product.environmentId },
                { name: 'Stacks', value: preview.product.stacks.length },
                { name: 'Total Services', value: services },
              ]}
            />
          </Panel>
          <AffectedStacks title="Stacks affected" stacks={stacks} verb="stopped" />
          <UntouchedList title="Not stopped" untouched={preview.untouched} />
        </div>
      </div>
      <PlanSteps plan={preview.plan} />
    </>
  )
}
