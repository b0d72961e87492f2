import { Textarea } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import type { ReactElement } from 'react'
import { useNavigate } from 'react-router'
import { maximumReasonLength } from '../../../shared/maintenance'
import type { ProductView } from '../../../shared/product'
import { Breadcrumb } from '../components/breadcrumb'
import { CurrentMaintenance } from '../components/current-maintenance'
import { LinkButton } from '../components/link-button'
import { OfflineBanner } from '../components/offline-banner'
import { PageHeading } from '../components/page-heading'
import { Panel } from '../components/panel'
import { ProblemCallout } from '../components/problem-callout'
import { productPath } from '../paths'
import { useAction } from '../store/action'
import { useBridge, useEnvironment } from '../store/context'
import { useAddressedProduct } from '../store/product'
import { obstacleToTakeover } from '../store/takeover'
import { refOf } from '../store/world'
import { whyUnchangeable } from '../text/offline'
import { takeoverObstacleText, takeoverText } from '../text/takeover'
import { AskingForm } from './asking-form'
import { NotFoundPage } from './not-found-page'

/** Break-glass: an observer's maintenance becomes a person's. */
export function TakeOverPage(): ReactElement | null {
  const product = useAddressedProduct()
  if (product === null) return null
  return product === undefined ? (
    <NotFoundPage />
  ) : (
    <TakeOver key={productPath(product)} product={product} />
  )
}

function TakeOver({ product }: { product: ProductView }): ReactElement {
  const bridge = useBridge()
  const navigate = useNavigate()
  const environment = useEnvironment(product.environmentId)
  const [reason, setReason] = useState('')
  const takeover = useAction(async () => {
    const answer = await bridge.call('maintenance.takeOver', { product: refOf(product), reason })
    if (answer.ok) void navigate(productPath(product))
    return answer
  })
  const obstacle = obstacleToTakeover(product.maintenance)
  return (
    <>
      <Breadcrumb product={product} page={takeoverText.heading} />
      {environment === undefined ? null : (
        <OfflineBanner environment={environment} asOf={product.asOf} />
      )}
      <PageHeading title={`${takeoverText.heading}: ${product.name}`}>
        {takeoverText.heading}
      </PageHeading>
      {takeover.problem === null ? null : <ProblemCallout problem={takeover.problem} live />}
      {obstacle === null || takeover.pending ? (
        <Asking
          {...{ product, reason, onReason: setReason, pending: takeover.pending }}
          unchangeable={whyUnchangeable(environment)}
          onSubmit={takeover.run}
        />
      ) : (
        <>
          <p className="large">{takeoverObstacleText(obstacle, product.name)}</p>
          <div className="row">
            <LinkButton to={productPath(product)} variant="filled">
              View Deployment
            </LinkButton>
          </div>
        </>
      )}
    </>
  )
}

interface AskingProperties {
  readonly product: ProductView
  readonly reason: string
  readonly onReason: (reason: string) => void
  readonly pending: boolean
  readonly unchangeable: string | null
  readonly onSubmit: () => void
}

function Asking(properties: AskingProperties): ReactElement {
  const { product, reason, onReason, pending, unchangeable, onSubmit } = properties
  const field = useRef<HTMLTextAreaElement>(null)
  useEffect(() => field.current?.focus(), [])
  const missing = reason.trim() === '' ? takeoverText.reasonMissing : null
  return (
    <div className="two-columns">
      <AskingForm
        {...{ product, pending, onSubmit }}
        submit={takeoverText.submit}
        color="amber"
        obstacle={unchangeable ?? missing}
      >
        <div className="stack-tight">
          <p className="large strong">{takeoverText.question(product.name)}</p>
          <ul className="bullets">
            {takeoverText.consequences.map((consequence) => (
              <li key={consequence}>{consequence}</li>
            ))}
          </ul>
        </div>
        <Textarea
          ref={field}
          label="Reason"
          description="Everyone who looks at this product sees it, with your name and the time."
          placeholder="For example: the ERP is down for good, and we need the shop"
          required
          autosize
          minRows={2}
          maxRows={8}
          maxLength={maximumReasonLength}
          value={reason}
          onChange={({ currentTarget: { value } }) => onReason(value)}
        />
      </AskingForm>
      <Panel title="Current Maintenance Info">
        <CurrentMaintenance product={product} />
      </Panel>
    </div>
  )
}
