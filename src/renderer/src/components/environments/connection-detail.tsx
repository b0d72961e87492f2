import type { ReactElement } from 'react'
import { connectionProblemText } from '../../../../shared/connection-problem'
import type { Connection } from '../../../../shared/environment'
import { Moment } from '../time'

/** The engine, or why there is none, and since when. */
export function ConnectionDetail({ connection }: { connection: Connection }): ReactElement | null {
  switch (connection.state) {
    case 'connecting':
      return null
    case 'connected':
      return (
        <p className="small">
          {connection.engine}, API {connection.apiVersion}
        </p>
      )
    case 'offline':
      return (
        <p className="small">
          {connectionProblemText(connection.problem)} Since <Moment at={connection.since} />.
        </p>
      )
  }
}
