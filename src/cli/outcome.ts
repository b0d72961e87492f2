import type { z } from 'zod'
import type { containerOutcome } from '../shared/api/change'
import type { ApiIncompleteProblem } from '../shared/api/problem'
import type { trouble } from '../shared/api/parts'

type ContainerOutcome = z.infer<typeof containerOutcome>
type Trouble = z.infer<typeof trouble>

/** A line for each container, as it ended. */
export function containerLines(containers: readonly ContainerOutcome[]): readonly string[] {
  return containers.map(({ name, result, killed, problem }) => {
    const flag = killed ? ', killed because it did not stop in time: its data may want a look' : ''
    return `  ${result} ${name}${flag}${problem === null ? '' : `: ${troubleText(problem)}`}`
  })
}

/** Why a change is incomplete: as a whole, telling the product, and of each container. */
export function reasonsOf({
  cause,
  containers,
}: Pick<ApiIncompleteProblem, 'cause' | 'containers'>): readonly string[] {
  return [
    ...(cause === null ? [] : [`  ${troubleText(cause)}`]),
    ...containerLines(containers.filter(({ problem }) => problem !== null)),
  ]
}

export function troubleText({ message, detail }: Trouble): string {
  return detail === null ? message : `${message} (${detail})`
}
