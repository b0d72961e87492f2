import type { DemoHost } from '../host/host'
import type { Random } from '../host/random'
import { configOf, policyOf, stateOf } from './blueprint'
import { shop } from './products'

const hour = 3600_000
const day = 24 * hour

/** The shop on an empty host, as if it had been there for some time. */
export function furnish(host: DemoHost, random: Random): void {
  const now = host.clock.now()
  for (const product of shop) {
    const deployedAt = now - 3 * day - random.below(40 * day)
    for (const service of product.services) {
      host.networks.set(`${service.stack}_default`, host.newId())
      const startedAt = deployedAt + random.below(20_000)
      for (let replica = 1; replica <= (service.replicas ?? 1); replica++) {
        const { networkMode, ...config } = configOf(product, service, replica)
        const shared = host.containers.isNamed(networkMode.replace(/^container:/, ''))
        host.add({
          id: host.newId(),
          name: `${service.stack}-${service.service}-${replica}`,
          config: {
            ...config,
            networkMode: shared === null ? networkMode : `container:${shared.id}`,
          },
          createdAt: deployedAt,
          restartPolicy: policyOf(service),
          state: stateOf(service, startedAt),
        })
      }
    }
  }
  for (const name of ['webshop-data_postgres', 'payments_ledger', 'warehouse_mariadb']) {
    host.volumes.create(name, null)
  }
}
