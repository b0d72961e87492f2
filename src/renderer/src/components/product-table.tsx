import { memo } from 'react'
import type { ReactElement } from 'react'
import { Link } from 'react-router'
import { useListedProduct } from '../store/product'
import { troublesOf } from '../text/attention'
import { modeWords, statusWords } from '../text/words'
import { productPath } from '../paths'
import { Badge } from './badge'
import { Moment } from './time'
import { Trouble } from './trouble'
import { rowCountOf, WindowedBody } from './windowed'
import type { RowPlace } from './windowed'

interface ProductTableProperties {
  readonly label: string
  /** The products' keys. */
  readonly products: readonly string[]
  /** Of the environments, by id; null while there is only one. */
  readonly environmentNames: ReadonlyMap<string, string> | null
}

export function ProductTable({
  label,
  products,
  environmentNames,
}: ProductTableProperties): ReactElement {
  return (
    <table className="table product-table" aria-label={label} aria-rowcount={rowCountOf(products)}>
      <thead>
        <tr aria-rowindex={1}>
          <th scope="col">Product</th>
          {environmentNames === null ? null : <th scope="col">Environment</th>}
          <th scope="col">Status</th>
          <th scope="col">Mode</th>
          <th scope="col" className="right">
            Stacks
          </th>
          <th scope="col" className="right">
            Containers running
          </th>
        </tr>
      </thead>
      <WindowedBody
        rows={products}
        keyOf={(key) => key}
        height={48}
        columns={environmentNames === null ? 5 : 6}
      >
        {(key, place) => <Row productKey={key} environmentNames={environmentNames} place={place} />}
      </WindowedBody>
    </table>
  )
}

interface RowProperties {
  readonly productKey: string
  readonly environmentNames: ReadonlyMap<string, string> | null
  readonly place: RowPlace
}

/** Drawn anew only when its own product changes, or its place. */
const Row = memo(function Row({
  productKey,
  environmentNames,
  place,
}: RowProperties): ReactElement | null {
  const product = useListedProduct(productKey)
  if (product === undefined) return null
  const { stacks, counted, running } = product.numbers
  const { environmentId } = product
  return (
    <tr className="linked-row" {...place}>
      <th scope="row">
        <Link to={productPath(product)} className="product-link">
          {product.name}
        </Link>{' '}
        {product.version === null ? null : <span className="muted regular">{product.version}</span>}
        {product.asOf === null ? null : (
          <p className="small muted regular">
            Last known <Moment at={product.asOf} />
          </p>
        )}
        {troublesOf(product).map((text) => (
          <Trouble key={text} text={text} />
        ))}
      </th>
      {environmentNames === null ? null : (
        <td>{environmentNames.get(environmentId) ?? environmentId}</td>
      )}
      <td>
        <Badge words={statusWords(product.status)} />
      </td>
      <td>
        <Badge words={modeWords(product.maintenance.mode)} />
      </td>
      <td className="right numeric">{stacks}</td>
      <td className="right numeric">
        {running} of {counted}
      </td>
    </tr>
  )
}, isSameRow)

function isSameRow(one: RowProperties, other: RowProperties): boolean {
  return (
    one.productKey === other.productKey &&
    one.environmentNames === other.environmentNames &&
    one.place.ref === other.place.ref &&
    one.place['data-index'] === other.place['data-index']
  )
}
