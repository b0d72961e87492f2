import { memo } from 'react'
import type { ReactElement } from 'react'
import { Link } from 'react-router'
import type { ProductView } from '../../../shared/product'
import { numbersOf } from '../store/overview'
import { troublesOf } from '../text/attention'
import { modeWords, statusWords } from '../text/words'
import { productPath } from '../paths'
import { Badge } from './badge'
import { Moment } from './time'
import { Trouble } from './trouble'

interface ProductTableProperties {
  readonly label: string
  readonly products: readonly ProductView[]
  /** null while there is only one environment. */
  readonly environmentName: ((product: ProductView) => string) | null
}

export function ProductTable({
  label,
  products,
  environmentName,
}: ProductTableProperties): ReactElement {
  return (
    <table className="table product-table" aria-label={label}>
      <thead>
        <tr>
          <th scope="col">Product</th>
          {environmentName === null ? null : <th scope="col">Environment</th>}
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
      <tbody>
        {products.map((product) => (
          <Row
            key={productPath(product)}
            product={product}
            environment={environmentName?.(product) ?? null}
          />
        ))}
      </tbody>
    </table>
  )
}

/** Drawn anew only when its own product changes. */
const Row = memo(function Row({
  product,
  environment,
}: {
  product: ProductView
  environment: string | null
}): ReactElement {
  const { stacks, counted, running } = numbersOf(product)
  return (
    <tr className="linked-row">
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
      {environment === null ? null : <td>{environment}</td>}
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
})
