import type { HistoryFilter } from '../../shared/history'
import type { EnvironmentId, ProductRef } from '../../shared/ids'
import type { FileChoice, Handlers, Saved, World } from '../../shared/ipc'
import type { Automating } from '../observers/automating'
import type { Serving } from '../api/serving'
import type { EnvironmentProblem, Problem } from '../../shared/problem'
import { ok } from '../../shared/result'
import type { Result } from '../../shared/result'
import type { SettingsChange } from '../../shared/settings'
import type { RecordedHistory } from '../history/history'
import type { Tagout } from '../tagout'
import type { MaintenanceService } from '../maintenance/service'

export interface HandlerPorts {
  readonly service: MaintenanceService
  readonly history: Pick<RecordedHistory, 'list' | 'change'>
  readonly automating: Automating
  readonly serving: Serving
  exportHistory(filter: HistoryFilter, format: 'json' | 'csv'): Promise<Saved>
  world(): World
  follow(product: ProductRef | null): void
  reconnect(environment: EnvironmentId): Result<void, Problem>
  readonly environments: Tagout['environments']
  resetDemo(): Promise<Result<void, EnvironmentProblem>>
  changeSettings(change: SettingsChange): void
  dismiss(notice: string): void
  openDocs(): Promise<{ readonly opened: boolean }>
  copy(text: string): Promise<void>
  chooseFile(what: FileChoice): Promise<string | null>
}

/** Each call of the window, one line each: whoever sits at it is Manual. */
export function handlersFor({
  service,
  history,
  automating,
  serving,
  environments,
  ...ports
}: HandlerPorts): Handlers {
  return {
    'world.get': () => ports.world(),
    'product.follow': ({ product }) => {
      ports.follow(product)
      return undefined
    },
    'environment.reconnect': ({ environmentId }) => ports.reconnect(environmentId),
    'environment.add': (config) => environments.add(config),
    'environment.change': ({ environmentId, ...config }) =>
      environments.change(environmentId, config),
    'environment.remove': ({ environmentId }) => environments.remove(environmentId),
    'environment.order': ({ order }) => {
      environments.order(order)
      return undefined
    },
    'environment.test': ({ reach, environmentId }) => environments.test(reach, environmentId),
    'environment.find': () => environments.find(),
    'environment.choose': ({ chosen }) => environments.choose(chosen),
    'environment.contexts': () => environments.contexts(),
    'file.choose': ({ what }) => ports.chooseFile(what),
    'demo.reset': () => ports.resetDemo(),
    'maintenance.preview': ({ product, to }) => service.preview(product, to),
    'maintenance.change': ({ product, to, reason, acknowledged }) =>
      service.change(product, { to, source: 'Manual', reason, acknowledged }),
    'maintenance.retry': ({ product }) => service.retry(product),
    'maintenance.cancel': ({ product }) => {
      service.cancel(product)
      return ok()
    },
    'maintenance.takeOver': ({ product, reason }) => service.takeover(product, reason),
    'history.list': ({ filter, offset, limit }) => history.list(filter, offset, limit, Date.now()),
    'history.change': ({ id }) => history.change(id),
    'history.export': ({ filter, format }) => ports.exportHistory(filter, format),
    'automation.get': ({ product }) => automating.automation(product),
    'automation.change': ({ product, ...change }) => automating.change(product, change),
    'variable.change': ({ product, name, variable }) =>
      automating.changeVariable(product, name, variable),
    'automation.paste': ({ yaml }) => automating.paste(yaml),
    'observer.test': ({ product, observer }) => automating.test(product, observer),
    'observer.check': ({ product }) => automating.check(product),
    'token.create': ({ name }) => serving.createToken(name),
    'token.revoke': ({ id }) => {
      serving.revokeToken(id)
      return undefined
    },
    'api.openDocs': () => ports.openDocs(),
    'clipboard.write': async ({ text }) => {
      await ports.copy(text)
      return undefined
    },
    'settings.change': (change) => {
      ports.changeSettings(change)
      return undefined
    },
    'notice.dismiss': ({ id }) => {
      ports.dismiss(id)
      return undefined
    },
  }
}
