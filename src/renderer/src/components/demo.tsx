import { Button } from '@mantine/core'
import { useState } from 'react'
import type { ReactElement } from 'react'
import type { Environment } from '../../../shared/environment'
import { useAction } from '../store/action'
import { useBridge } from '../store/context'
import { demoText, demoWords } from '../text/demo'
import { Badge } from './badge'
import { Callout } from './callout'
import { Dialog } from './dialog'
import { EnvironmentProblemCallout } from './environments/environment-problem'

/** Beside the environment's name; nothing where it is a real one. */
export function DemoMark({ environment }: { environment: Environment }): ReactElement | null {
  return environment.reach.kind === 'demo' ? <Badge words={demoWords} /> : null
}

/** What the demo is, where its products are shown; nothing where there is none. */
export function DemoBanner({
  environments,
}: {
  environments: readonly Environment[]
}): ReactElement | null {
  if (!environments.some(({ reach }) => reach.kind === 'demo')) return null
  return (
    <Callout tone="accent" title={demoText.title}>
      <p>{demoText.meaning}</p>
      <div>
        <ResetDemo />
      </div>
    </Callout>
  )
}

/** Asks first: what is in maintenance there goes with it. */
export function ResetDemo(): ReactElement {
  const bridge = useBridge()
  const [isAsking, setIsAsking] = useState(false)
  const reset = useAction(async () => {
    const answer = await bridge.call('demo.reset', undefined)
    if (answer.ok) setIsAsking(false)
    return answer
  })
  const { title, text, confirm } = demoText.question
  return (
    <>
      <Button variant="default" size="compact-sm" onClick={() => setIsAsking(true)}>
        {demoText.reset}
      </Button>
      {isAsking ? (
        <Dialog title={title} onCancel={() => setIsAsking(false)}>
          {text.map((paragraph) => (
            <p key={paragraph}>{paragraph}</p>
          ))}
          {reset.problem === null ? null : <EnvironmentProblemCallout problem={reset.problem} />}
          <div className="row dialog-buttons">
            <Button variant="default" onClick={() => setIsAsking(false)} autoFocus>
              Cancel
            </Button>
            <Button color="red.8" loading={reset.pending} onClick={reset.run}>
              {confirm}
            </Button>
          </div>
        </Dialog>
      ) : null}
    </>
  )
}
