import { Button } from '@mantine/core'
import type { ReactElement } from 'react'
import { Link } from 'react-router'
import { keyOf } from '../../../shared/ids'
import type { ProductRef } from '../../../shared/ids'
import { productPath } from '../paths'
import { useChangeSettings, useEnvironment, useWorld } from '../store/context'

/** The products whose drift is stopped again without asking. */
export function StoppedAgain(): ReactElement {
  const products = useWorld(({ settings }) => settings.stopDriftAgain)
  if (products.length === 0) {
    return (
      <p className="muted">
        For no product so far. It is switched on on the page of a product deployment.
      </p>
    )
  }
  return (
    <ul className="setting-list" aria-label="Drift is stopped again automatically">
      {products.map((product) => (
        <Row key={keyOf(product)} product={product} />
      ))}
    </ul>
  )
}

function Row({ product }: { product: ProductRef }): ReactElement {
  const { environmentId, productDeploymentId: id } = product
  const name = useWorld((world) => world.products.get(keyOf(product))?.name) ?? id
  const environment = useEnvironment(environmentId)
  const change = useChangeSettings()
  return (
    <li className="row spread">
      <span>
        <Link to={productPath({ environmentId, id })}>{name}</Link>{' '}
        <span className="muted">{environment?.name ?? environmentId}</span>
      </span>
      <Button
        variant="default"
        size="xs"
        aria-label={`Switch off for ${name}`}
        onClick={() => change({ stopDriftAgain: { product, on: false } })}
      >
        Switch off
      </Button>
    </li>
  )
}
