import type { ReactElement } from 'react'
import type { Drifting, Member, Stack } from '../../../shared/product'
import { membersOf } from '../../../shared/product'
import { killedExitCode } from '../../../shared/progress'
import { countedOf } from '../../../shared/tasks'
import { count } from '../text/count'
import { driftKindText } from '../text/drift'
import { healthWords, memberStateWords, roleText, serviceModeText } from '../text/words'
import { Badge, State } from './badge'
import { Panel } from './panel'
import { mostAtOnce, rowCountOf, WindowedBody } from './windowed'
import type { RowPlace } from './windowed'

interface StackPanelProperties {
  readonly stack: Stack
  /** Of the whole product. */
  readonly drift: readonly Drifting[]
}

/** One stack with its services and their containers; of many, each row names its service. */
export function StackPanel({ stack, drift }: StackPanelProperties): ReactElement {
  const members = membersOf({ stacks: [stack] })
  const kinds = new Map(drift.map(({ container, kind }) => [container, kind]))
  const { all, running } = countedOf(members)
  return (
    <Panel
      title={stack.name}
      heading="h3"
      flush
      aside={
        <span className="small muted">
          {count(stack.services.length, 'service')} · {running} of {count(all, 'container')} running
        </span>
      }
    >
      <table
        className="table containers"
        aria-label={`Containers of ${stack.name}`}
        aria-rowcount={rowCountOf(members)}
      >
        <thead>
          <tr aria-rowindex={1}>
            <th scope="col">Service</th>
            <th scope="col">Container</th>
            <th scope="col">State</th>
            <th scope="col">Health</th>
          </tr>
        </thead>
        {members.length > mostAtOnce ? (
          <WindowedBody rows={members} keyOf={({ id }) => id} height={64} columns={4}>
            {(member, place) => (
              <Row
                member={member}
                drift={kinds.get(member.id)}
                place={place}
                heading={<th scope="row">{member.service}</th>}
              />
            )}
          </WindowedBody>
        ) : (
          stack.services.map(({ name, containers }) => (
            <tbody key={name}>
              {containers.map((member, index) => (
                <Row
                  key={member.id}
                  member={member}
                  drift={kinds.get(member.id)}
                  heading={
                    index > 0 ? null : (
                      <th scope="rowgroup" rowSpan={containers.length}>
                        {name}
                      </th>
                    )
                  }
                />
              ))}
            </tbody>
          ))
        )}
      </table>
    </Panel>
  )
}

interface RowProperties {
  readonly member: Member
  readonly drift: Drifting['kind'] | undefined
  readonly heading: ReactElement | null
  readonly place?: RowPlace
}

function Row({ member, drift, heading, place }: RowProperties): ReactElement {
  return (
    <tr className={drift === undefined ? '' : 'danger'} {...place}>
      {heading}
      <td>
        <span className="mono">{member.name}</span>
        <ServiceNote member={member} />
        <p className="small muted mono">{member.image}</p>
      </td>
      <td>
        <StateOf member={member} drift={drift} />
      </td>
      <td>
        <HealthOf member={member} />
      </td>
    </tr>
  )
}

/** A service is listed once, in place of the containers of its tasks. */
function ServiceNote({ member: { swarm } }: { member: Member }): ReactElement | null {
  if (swarm?.kind !== 'service') return null
  return <p className="small muted">Swarm service, {serviceModeText(swarm.mode)}</p>
}

function StateOf({
  member,
  drift,
}: {
  member: Member
  drift: Drifting['kind'] | undefined
}): ReactElement {
  const role = roleText(member)
  const wasKilled = member.state === 'exited' && member.exitCode === killedExitCode
  return (
    <div className="stack-tight">
      <span className="row">
        <State words={memberStateWords(member)} />
        {drift === undefined ? null : (
          <Badge words={{ text: driftKindText(drift), tone: 'danger' }} />
        )}
        {role === null ? null : (
          <span className="note" title={role.meaning}>
            {role.text}
          </span>
        )}
        {member.swarm?.kind === 'task' ? <span className="note">Swarm task</span> : null}
      </span>
      {wasKilled ? <span className="small muted">killed (SIGKILL)</span> : null}
    </div>
  )
}

function HealthOf({ member }: { member: Member }): ReactElement {
  const words = healthWords(member.health)
  return words === null ? <span className="muted">–</span> : <State words={words} />
}
