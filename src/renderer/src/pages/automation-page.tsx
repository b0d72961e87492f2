import { Skeleton } from '@mantine/core'
import { useEffect, useState } from 'react'
import type { ReactElement } from 'react'
import { useStore } from 'zustand'
import type { ProductView } from '../../../shared/product'
import { unreachable } from '../../../shared/result'
import { Breadcrumb } from '../components/breadcrumb'
import { PageHeading } from '../components/page-heading'
import { ProblemCallout } from '../components/problem-callout'
import { productPath } from '../paths'
import { createAutomationStore } from '../store/automation'
import type { Asked } from '../store/automation'
import { useBridge } from '../store/context'
import { useAddressedProduct } from '../store/product'
import { refOf } from '../store/world'
import { automationText } from '../text/automation'
import { AutomationForm } from './automation-form'
import { NotFoundPage } from './not-found-page'

/** Where a product's observer, setter and variables are set up. */
export function AutomationPage(): ReactElement | null {
  const product = useAddressedProduct()
  if (product === null) return null
  return product === undefined ? (
    <NotFoundPage />
  ) : (
    <Automation key={productPath(product)} product={product} />
  )
}

function Automation({ product }: { product: ProductView }): ReactElement {
  const bridge = useBridge()
  const [{ store, ask }] = useState(() => createAutomationStore(bridge, refOf(product)))
  const asked = useStore(store)
  useEffect(() => void ask(), [ask])
  return (
    <>
      <Breadcrumb product={product} page={automationText.heading} />
      <PageHeading title={`${automationText.heading}: ${product.name}`}>
        {automationText.heading}
      </PageHeading>
      <Content {...{ product, asked }} again={ask} />
    </>
  )
}

interface ContentProperties {
  readonly product: ProductView
  readonly asked: Asked
  readonly again: () => Promise<void>
}

function Content({ product, asked, again }: ContentProperties): ReactElement {
  switch (asked.state) {
    case 'asking':
      return (
        <>
          <p className="muted" role="status">
            Loading…
          </p>
          <Skeleton height={240} radius="md" aria-hidden />
        </>
      )
    case 'failed':
      return <ProblemCallout problem={asked.problem} live />
    case 'known':
      return <AutomationForm {...{ product, automation: asked.automation, again }} />
    default:
      return unreachable(asked)
  }
}
