import { Button, VisuallyHidden } from '@mantine/core'
import { useState } from 'react'
import type { ReactElement } from 'react'
import type { ProductView } from '../../../shared/product'
import { useAction } from '../store/action'
import { useBridge } from '../store/context'
import { refOf } from '../store/world'
import { checkedText } from '../text/observer'
import { problemText } from '../text/problem'

/** Checks at once. What came of it is told to a screen reader; everyone else sees it beside. */
export function CheckNow({ product }: { product: ProductView }): ReactElement {
  const bridge = useBridge()
  const [isDone, setIsDone] = useState(false)
  const check = useAction(async () => {
    setIsDone(false)
    const answer = await bridge.call('observer.check', { product: refOf(product) })
    setIsDone(answer.ok)
    return answer
  })
  const { observer } = product
  return (
    <>
      {check.problem === null ? null : (
        <span className="small trouble-text" role="alert">
          {problemText(check.problem).what}
        </span>
      )}
      <VisuallyHidden role="status">
        {isDone && observer !== null && !check.pending ? checkedText(observer) : ''}
      </VisuallyHidden>
      <Button variant="default" size="xs" loading={check.pending} onClick={check.run}>
        Check now
      </Button>
    </>
  )
}
