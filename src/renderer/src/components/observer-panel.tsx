import type { ReactElement } from 'react'
import { Link } from 'react-router'
import type { ObserverStatus } from '../../../shared/observer'
import type { ProductView } from '../../../shared/product'
import { automationPath } from '../paths'
import { observerTypeText, observerWords, readingWords, valueText } from '../text/observer'
import { Badge } from './badge'
import { CheckNow } from './check-now'
import { Facts } from './facts'
import type { Fact } from './facts'
import { LinkButton } from './link-button'
import { ObserverCallouts } from './observer-callouts'
import { Panel } from './panel'
import { Ago, Moment, Until } from './time'

/** What watches the outside system for a product, what it says, and who is told by Tagout. */
export function ObserverPanel({ product }: { product: ProductView }): ReactElement {
  const { observer, setter } = product
  return (
    <Panel title="Observer" aside={<Aside product={product} />}>
      <div className="stack">
        {observer === null ? (
          <p className="muted">
            No observer. <Link to={automationPath(product)}>Set one up</Link> to have an outside
            system put this product into maintenance and end it.
          </p>
        ) : (
          <>
            <ObserverCallouts observer={observer} />
            <Facts facts={factsOf(observer)} />
          </>
        )}
        {setter === null ? null : (
          <p>
            Told of a manual maintenance: <span className="mono">{setter}</span>
          </p>
        )}
      </div>
    </Panel>
  )
}

function Aside({ product }: { product: ProductView }): ReactElement {
  const { observer, setter } = product
  return (
    <div className="row">
      {observer === null ? null : (
        <>
          <span role="status">
            <Badge words={observerWords(observer)} />
          </span>
          {observer.enabled ? <CheckNow product={product} /> : null}
        </>
      )}
      <LinkButton to={automationPath(product)} size="xs">
        {observer === null && setter === null ? 'Set up…' : 'Edit…'}
      </LinkButton>
    </div>
  )
}

function factsOf(observer: ObserverStatus): readonly Fact[] {
  const { type, watches, lastValue, lastCheck, lastChangeAt, failingSince } = observer
  return [
    {
      name: 'Watches',
      value: (
        <>
          {observerTypeText[type]} <span className="mono regular">{watches}</span>
        </>
      ),
    },
    {
      name: 'Last value',
      value:
        lastValue === null
          ? 'none so far'
          : `${valueText(lastValue.value)}, ${readingWords(lastValue).text.toLowerCase()}`,
    },
    ...(lastChangeAt === null
      ? []
      : [{ name: 'Last change', value: <Moment at={lastChangeAt} /> }]),
    { name: 'Last check', value: lastCheck === null ? 'none so far' : <Ago at={lastCheck.at} /> },
    { name: 'Next check', value: <NextCheck observer={observer} /> },
    ...(failingSince === null
      ? []
      : [{ name: 'Failing since', value: <Moment at={failingSince} /> }]),
  ]
}

function NextCheck({
  observer: { enabled, isChecking, nextCheckAt },
}: {
  observer: ObserverStatus
}): ReactElement {
  if (!enabled) return <>none, while it is switched off</>
  if (isChecking) return <>checking now</>
  return nextCheckAt === null ? <>not planned</> : <Until at={nextCheckAt} />
}
