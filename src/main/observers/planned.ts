import type { ObserverConfig } from '../../shared/observer'
import type { SetterConfig } from '../../shared/setter'
import { connectionForPeople, urlForPeople } from '../outside/for-people'
import type { Block, Planned } from './automations'

/** What of a block may be read without its secrets. */
export function plannedFor({ observer, setter }: Block): Planned {
  return {
    observer: observer && {
      type: observer.type,
      watches: watchesOf(observer),
      enabled: observer.enabled,
      pollingInterval: observer.pollingInterval,
    },
    setter: setter && {
      to: toOf(setter),
      retries: setter.retries,
      timeout: setter.timeout,
      gracePeriod: setter.gracePeriod,
    },
  }
}

/** For people: `${NAME}` as written, and nothing in it that may be a secret. */
function watchesOf(observer: ObserverConfig): string {
  switch (observer.type) {
    case 'http':
      return urlForPeople(observer.url)
    case 'file':
      return observer.path
    case 'sqlQuery':
      return connectionForPeople(observer)
    case 'sqlExtendedProperty':
      return `${observer.propertyName} in ${connectionForPeople(observer)}`
  }
}

function toOf(setter: SetterConfig): string {
  switch (setter.type) {
    case 'webhook':
      return urlForPeople(setter.url)
    case 'sqlExtendedProperty':
      return `${setter.propertyName} in ${connectionForPeople(setter)}`
  }
}
