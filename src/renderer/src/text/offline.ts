import type { Environment } from '../../../shared/environment'

/** Why nothing can be changed in an environment now; null when it can. */
export function whyUnchangeable(environment: Environment | undefined): string | null {
  switch (environment?.connection.state) {
    case 'connected':
      return null
    case 'connecting':
      return `Tagout is connecting to ${environment.name}. Changes are possible once it is connected.`
    case 'offline':
      return `${environment.name} is offline, so nothing can be changed now. Tagout keeps trying to connect.`
    case undefined:
      return 'This environment does not exist any more.'
  }
}
