import type { ReactElement, ReactNode } from 'react'
import type { ProductView } from '../../../shared/product'
import { numbersOf } from '../../../shared/product-summary'
import { count } from '../text/count'
import { modeWords, statusWords } from '../text/words'

/** What stands beside a product's name, once more in numbers. */
export function ProductCards({ product }: { product: ProductView }): ReactElement {
  const { stacks, services, counted, running, ignored, oneShots } = numbersOf(product)
  const uncounted = [
    ...(ignored === 0 ? [] : [`${ignored} ignored`]),
    ...(oneShots === 0 ? [] : [count(oneShots, 'one-shot')]),
  ]
  return (
    <dl className="cards">
      <Card
        name="Status"
        value={statusWords(product.status).text}
        note={`${running} of ${count(counted, 'container')} running`}
      />
      <Card
        name="Operation Mode"
        value={modeWords(product.maintenance.mode).text}
        note={modeNote(product)}
      />
      <Card name="Stacks" value={stacks} note={count(services, 'service')} />
      <Card
        name="Containers"
        value={counted + ignored + oneShots}
        note={
          uncounted.length === 0 ? 'all count for the status' : `of these, ${uncounted.join(', ')}`
        }
      />
    </dl>
  )
}

function Card({
  name,
  value,
  note,
}: {
  name: string
  value: ReactNode
  note: string
}): ReactElement {
  return (
    <div className="panel panel-body">
      <dt className="card-label">{name}</dt>
      <dd className="card-value">{value}</dd>
      <dd className="small muted">{note}</dd>
    </div>
  )
}

function modeNote({ maintenance }: ProductView): string {
  switch (maintenance.mode) {
    case 'Normal':
      return 'not in maintenance'
    case 'Unreadable':
      return 'nothing can be changed'
    case 'Entering':
    case 'Maintenance':
    case 'Exiting':
      return `${maintenance.trigger.source}, by ${maintenance.trigger.by}`
  }
}
