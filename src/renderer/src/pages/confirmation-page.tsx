import { useEffect, useState } from 'react'
import type { ReactElement } from 'react'
import { useStore } from 'zustand'
import type { OperationMode } from '../../../shared/maintenance'
import type { ProductView } from '../../../shared/product'
import { unreachable } from '../../../shared/result'
import { Breadcrumb } from '../components/breadcrumb'
import { OfflineBanner } from '../components/offline-banner'
import { productPath } from '../paths'
import { obstacleTo } from '../store/confirmation'
import { createConfirmation } from '../store/confirmation-store'
import type { ConfirmationFlow } from '../store/confirmation-store'
import { useBridge, useEnvironment } from '../store/context'
import { useAddressedProduct } from '../store/product'
import { confirmationText } from '../text/confirmation'
import { whyUnchangeable } from '../text/offline'
import { AskingToEnter } from './asking-to-enter'
import { AskingToExit } from './asking-to-exit'
import { Changing } from './changing'
import { Done } from './done'
import { Failed } from './failed'
import { Incomplete } from './incomplete'
import { Interrupted } from './interrupted'
import { NotFoundPage } from './not-found-page'
import { Obstructed } from './obstructed'
import { Previewing } from './previewing'

/** Enter and exit: one way, two directions. It is gone through anew for each product. */
export function ConfirmationPage({ to }: { to: OperationMode }): ReactElement | null {
  const product = useAddressedProduct()
  const [first, setFirst] = useState(product ?? undefined)
  if (product === null) return null
  // What was on the page stays there when the product goes: an exit may leave nothing behind.
  if (product !== undefined && (first === undefined || productPath(first) !== productPath(product)))
    setFirst(product)
  const known = product ?? first
  return known === undefined ? (
    <NotFoundPage />
  ) : (
    <Flow key={`${to} ${productPath(known)}`} to={to} product={known} />
  )
}

function Flow({ to, product }: { to: OperationMode; product: ProductView }): ReactElement {
  const bridge = useBridge()
  const [flow] = useState(() => createConfirmation(bridge, to, product))
  const [reason, setReason] = useState('')
  const environment = useEnvironment(product.environmentId)
  const phase = useStore(flow.store, ({ confirmation }) => confirmation.phase)
  const unchangeable = whyUnchangeable(environment)
  const isReady =
    phase === 'previewing' && unchangeable === null && obstacleTo(to, product) === null

  useEffect(() => flow.observe(product), [flow, product])
  useEffect(() => {
    if (isReady) void flow.preview()
  }, [flow, isReady])

  return (
    <>
      <Breadcrumb product={product} page={confirmationText[to].heading} />
      {environment === undefined ? null : (
        <OfflineBanner environment={environment} asOf={product.asOf} />
      )}
      <Phase {...{ to, flow, reason, unchangeable }} onReason={setReason} />
    </>
  )
}

interface PhaseProperties {
  readonly to: OperationMode
  readonly flow: ConfirmationFlow
  readonly reason: string
  readonly onReason: (reason: string) => void
  /** Why nothing can be changed now; null when it can. */
  readonly unchangeable: string | null
}

function Phase({ to, flow, reason, onReason, unchangeable }: PhaseProperties): ReactElement {
  const { confirmation, product } = useStore(flow.store)
  const obstacle = obstacleTo(to, product)
  switch (confirmation.phase) {
    case 'previewing':
    case 'asking':
      if (obstacle !== null) return <Obstructed {...{ to, product, obstacle }} />
      if (confirmation.phase === 'previewing') return <Previewing {...{ to, unchangeable }} />
      return to === 'Maintenance' ? (
        <AskingToEnter
          {...{ product, reason, onReason, unchangeable }}
          preview={confirmation.preview}
          onSubmit={(acknowledged) => void flow.submit(reason, acknowledged)}
        />
      ) : (
        <AskingToExit
          {...{ product, unchangeable }}
          preview={confirmation.preview}
          onSubmit={() => void flow.submit('', false)}
        />
      )
    case 'changing':
      return <Changing {...{ to, product, unchangeable }} change={confirmation.change} />
    case 'done':
      return (
        <Done
          {...{ to, product }}
          outcome={confirmation.outcome}
          wentOn={confirmation.wentOn === true}
        />
      )
    case 'incomplete':
      return confirmation.outcome.problem?.code === 'went-offline' ? (
        <Interrupted {...{ to, product }} outcome={confirmation.outcome} />
      ) : (
        <Incomplete
          {...{ to, product, unchangeable }}
          outcome={confirmation.outcome}
          onRetry={() => void flow.retry()}
        />
      )
    case 'failed':
      return (
        <Failed {...{ to, product }} problem={confirmation.problem} onAgain={flow.beginAfresh} />
      )
    default:
      return unreachable(confirmation)
  }
}
