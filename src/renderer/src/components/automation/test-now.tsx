import { Button } from '@mantine/core'
import type { ReactElement } from 'react'
import type { Reading } from '../../../../shared/observer'
import type { ProductView } from '../../../../shared/product'
import { consequenceOf } from '../../store/consequence'
import type { ObserverTest } from '../../store/observer-test'
import { consequenceText } from '../../text/automation'
import { observationText, readingWords, valueText } from '../../text/observer'
import { Callout } from '../callout'
import { ProblemCallout } from '../problem-callout'

interface TestNowProperties {
  readonly product: ProductView
  readonly test: ObserverTest
  /** Of exactly what the form holds; null: not tried. */
  readonly reading: Reading | null
  readonly enabled: boolean
  readonly onTest: () => void
}

/** Tries what the form holds, and says what it has read and what would follow. */
export function TestNow(properties: TestNowProperties): ReactElement {
  const { product, test, reading, enabled, onTest } = properties
  return (
    <div className="stack">
      <div className="row">
        <Button variant="default" loading={test.pending} onClick={onTest}>
          Test now
        </Button>
        <span className="small muted">Checks once, and changes nothing.</span>
      </div>
      {test.problem === null ? null : <ProblemCallout problem={test.problem} live />}
      <div role="status">
        {reading === null ? null : (
          <Result reading={reading}>
            <p>
              {consequenceText(consequenceOf(reading, enabled, product.maintenance), product.name)}
            </p>
          </Result>
        )}
      </div>
    </div>
  )
}

function Result({
  reading,
  children,
}: {
  readonly reading: Reading
  readonly children: ReactElement
}): ReactElement {
  const { text, tone } = readingWords(reading)
  if (reading.says === 'nothing') {
    const { what, todo, detail } = observationText(reading.problem)
    return (
      <Callout tone={tone} title={`${text}: ${what}`}>
        <p>{todo}</p>
        {detail === null ? null : <p className="quoted">{detail}</p>}
        {children}
      </Callout>
    )
  }
  return (
    <Callout tone={tone} title={`${text}: it read ${valueText(reading.value)}`}>
      {children}
    </Callout>
  )
}
