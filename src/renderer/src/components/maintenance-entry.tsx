import { memo } from 'react'
import type { ReactElement } from 'react'
import { Link } from 'react-router'
import type { Trigger } from '../../../shared/maintenance'
import type { ChangeSummary } from '../../../shared/product-summary'
import { needsAttention } from '../store/overview'
import { useListedProduct } from '../store/product'
import { troublesOf } from '../text/attention'
import { modeWords, statusWords } from '../text/words'
import { productPath } from '../paths'
import { Badge } from './badge'
import { Elapsed, Moment } from './time'
import { Trouble } from './trouble'
import type { RowPlace } from './windowed'

interface MaintenanceEntryProperties {
  readonly productKey: string
  /** Of the environments, by id; null while there is only one. */
  readonly environmentNames: ReadonlyMap<string, string> | null
  readonly place: RowPlace
}

/** A product that is in maintenance, or on its way: since when, why and by whom. */
export const MaintenanceEntry = memo(function MaintenanceEntry({
  productKey,
  environmentNames,
  place,
}: MaintenanceEntryProperties): ReactElement | null {
  const product = useListedProduct(productKey)
  if (product === undefined) return null
  const { maintenance, change, environmentId } = product
  const environmentName =
    environmentNames === null ? null : (environmentNames.get(environmentId) ?? environmentId)
  const words = modeWords(maintenance.mode)
  const tone = needsAttention(product) ? 'danger' : words.tone
  return (
    <li className={`entry linked-row tone-${tone}`} {...place}>
      <div className="entry-head">
        <h3>
          <Link to={productPath(product)} className="product-link">
            {product.name}
          </Link>{' '}
          <span className="muted regular">
            {[product.version, environmentName].filter((part) => part !== null).join(' · ')}
          </span>
        </h3>
        <span className="row">
          <Badge words={words} locked={maintenance.mode === 'Maintenance'} />
          <Badge words={statusWords(product.status)} />
        </span>
      </div>
      {maintenance.mode === 'Normal' || maintenance.mode === 'Unreadable' ? null : (
        <TriggerLines trigger={maintenance.trigger} />
      )}
      {change !== null && change.state !== 'incomplete' ? <UnderWay change={change} /> : null}
      {troublesOf(product).map((text) => (
        <Trouble key={text} text={text} />
      ))}
      {product.asOf === null ? null : (
        <p className="small muted">
          Last known <Moment at={product.asOf} />
        </p>
      )}
    </li>
  )
}, isSamePlace)

function isSamePlace(one: MaintenanceEntryProperties, other: MaintenanceEntryProperties): boolean {
  return (
    one.productKey === other.productKey &&
    one.environmentNames === other.environmentNames &&
    one.place.ref === other.place.ref &&
    one.place['data-index'] === other.place['data-index'] &&
    one.place['aria-setsize'] === other.place['aria-setsize']
  )
}

function TriggerLines({ trigger: { source, reason, by, at } }: { trigger: Trigger }): ReactElement {
  return (
    <>
      <p className="reason clamped">{reason === '' ? <NoReason /> : reason}</p>
      <p className="small muted">
        {source} · {by} · since <Moment at={at} /> · for <Elapsed since={at} />
      </p>
    </>
  )
}

export function NoReason(): ReactElement {
  return <span className="muted">No reason given</span>
}

function UnderWay({ change }: { change: ChangeSummary }): ReactElement {
  const { done, total } = change.totals
  return (
    <p className="small">
      {total === 0 ? 'Under way' : `${done} of ${total} containers done`}
      {change.state === 'elsewhere' ? ', carried out by another Tagout' : ''}
    </p>
  )
}
