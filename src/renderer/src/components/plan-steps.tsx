import type { ReactElement } from 'react'
import type { Plan } from '../../../shared/plan'
import { count, listed } from '../text/count'
import { causeText, stepText } from '../text/preview'
import { Disclosure } from './panel'

/** The very plan that would run, on demand. */
export function PlanSteps({ plan: { steps, gone } }: { plan: Plan }): ReactElement | null {
  if (steps.length + gone.length === 0) return null
  const targets = new Map(
    steps.map(({ id, action, target }) => [id, `${action.type} ${target.name}`]),
  )
  return (
    <Disclosure
      summary={
        <>
          What will happen, step by step{' '}
          <span className="muted regular">({count(steps.length, 'step')})</span>
        </>
      }
    >
      <ol className="steps">
        {steps.map((step) => (
          <li key={step.id}>
            <div>
              <p>
                {stepText(step)} <span className="muted">— {causeText(step.cause)}</span>
              </p>
              {step.after.length === 0 ? null : (
                <p className="small muted">
                  after: {listed(step.after.map((after) => targets.get(after.step) ?? after.step))}
                </p>
              )}
            </div>
          </li>
        ))}
      </ol>
      {gone.length === 0 ? null : (
        <p className="panel-note panel-note-last muted">
          Not there any more, so left out: {listed(gone.map(({ name }) => name))}
        </p>
      )}
    </Disclosure>
  )
}
