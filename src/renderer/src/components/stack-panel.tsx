import type { ReactElement } from 'react'
import type { Member, Stack } from '../../../shared/product'
import { membersOf } from '../../../shared/product'
import { killedExitCode } from '../store/progress'
import { count } from '../text/count'
import { containerStateWords, healthWords, roleText } from '../text/words'
import { Badge, State } from './badge'
import { Panel } from './panel'

interface StackPanelProperties {
  readonly stack: Stack
  /** Whether the container runs although it should not. */
  readonly isDrift: (member: Member) => boolean
}

/** One stack with its services and their containers. */
export function StackPanel({ stack, isDrift }: StackPanelProperties): ReactElement {
  const members = membersOf({ stacks: [stack] })
  const running = members.filter(({ state }) => state === 'running').length
  return (
    <Panel
      title={stack.name}
      heading="h3"
      flush
      aside={
        <span className="small muted">
          {count(stack.services.length, 'service')} · {running} of{' '}
          {count(members.length, 'container')} running
        </span>
      }
    >
      <table className="table containers" aria-label={`Containers of ${stack.name}`}>
        <thead>
          <tr>
            <th scope="col">Service</th>
            <th scope="col">Container</th>
            <th scope="col">State</th>
            <th scope="col">Health</th>
          </tr>
        </thead>
        {stack.services.map(({ name, containers }) => (
          <tbody key={name}>
            {containers.map((member, index) => (
              <tr key={member.id} className={isDrift(member) ? 'danger' : ''}>
                {index > 0 ? null : (
                  <th scope="rowgroup" rowSpan={containers.length}>
                    {name}
                  </th>
                )}
                <td>
                  <span className="mono">{member.name}</span>
                  <p className="small muted mono">{member.image}</p>
                </td>
                <td>
                  <StateOf member={member} isDrift={isDrift(member)} />
                </td>
                <td>
                  <HealthOf member={member} />
                </td>
              </tr>
            ))}
          </tbody>
        ))}
      </table>
    </Panel>
  )
}

function StateOf({ member, isDrift }: { member: Member; isDrift: boolean }): ReactElement {
  const role = roleText(member.role)
  const wasKilled = member.state === 'exited' && member.exitCode === killedExitCode
  return (
    <div className="stack-tight">
      <span className="row">
        <State words={containerStateWords(member.state, member.exitCode)} />
        {isDrift ? <Badge words={{ text: 'Drift', tone: 'danger' }} /> : null}
        {role === null ? null : (
          <span className="note" title={role.meaning}>
            {role.text}
          </span>
        )}
        {member.swarm ? <span className="note">Swarm task</span> : null}
      </span>
      {wasKilled ? <span className="small muted">killed (SIGKILL)</span> : null}
    </div>
  )
}

function HealthOf({ member }: { member: Member }): ReactElement {
  const words = healthWords(member.health)
  return words === null ? <span className="muted">–</span> : <State words={words} />
}
