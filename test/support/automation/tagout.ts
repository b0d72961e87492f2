import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { plainSeal } from '../../../src/main/storage/seal'
import { openTagout } from '../../../src/main/tagout'
import type { Tagout } from '../../../src/main/tagout'
import type { ProductRef } from '../../../src/shared/ids'
import type { Maintenance, OperationMode } from '../../../src/shared/maintenance'
import type { ProductView } from '../../../src/shared/product'
import { eventually } from '../eventually'
import { freePort } from '../free-port'

/** All of Tagout but its window, on a daemon, with a profile that outlives it. */
export interface AutomatedTagout {
  readonly tagout: Tagout
  /** The product of that id, once the daemon was seen to have it. */
  product(id: string): Promise<ProductRef>
  view(product: ProductRef): ProductView
  /** Whose: `Maintenance (Observer)`, `Normal`. */
  mode(product: ProductRef): string
  becomes(product: ProductRef, mode: string): Promise<void>
  /** By the REST API, as a script does: its status, and the code of a problem. */
  put(product: ProductRef, mode: OperationMode): Promise<{ status: number; code: string | null }>
  /** What the desktop was told: titles. */
  readonly told: readonly string[]
  close(): void
}

/** @param at a local socket, or a daemon's address as Docker writes it */
export async function openAutomatedTagout(at: string, folder: string): Promise<AutomatedTagout> {
  const told: string[] = []
  const tagout = await openTagout({
    folder,
    seal: plainSeal(),
    surroundings: () => ({
      env: { DOCKER_HOST: at.includes('://') ? at : `unix://${at}` },
      homeDirectory: folder,
      platform: process.platform,
    }),
    changed: () => undefined,
    apiPort: await freePort(),
    tell: (_, { title }) => void told.push(title),
  })
  const views = (): readonly ProductView[] => tagout.shown().products
  const refOf = ({ environmentId, id }: ProductView): ProductRef => ({
    environmentId,
    productDeploymentId: id,
  })

  function view(product: ProductRef): ProductView {
    const found = views().find(({ id }) => id === product.productDeploymentId)
    if (found === undefined) throw new Error(`No ${product.productDeploymentId}`)
    return found
  }
  const mode = (product: ProductRef): string => modeOf(view(product).maintenance)

  return {
    tagout,
    told,
    view,
    mode,
    product: (id) =>
      eventually(
        () => {
          const [found] = views().filter((each) => each.id === id && each.asOf === null)
          return found === undefined ? null : refOf(found)
        },
        { within: 30_000, what: `the daemon has ${id}` },
      ),
    becomes: async (product, wanted) => {
      await eventually(() => (mode(product) === wanted ? true : null), {
        within: 50_000,
        what: `${product.productDeploymentId} becomes ${wanted}`,
      })
    },
    put: async ({ environmentId, productDeploymentId }, mode) => {
      const address = await eventually(() => tagout.shown().api.address, {
        within: 20_000,
        what: 'the REST API listens',
      })
      const product = `/api/environments/${environmentId}/product-deployments/${productDeploymentId}`
      const answer = await fetch(`${address}${product}/operation-mode`, {
        method: 'PUT',
        headers: {
          'Content-Type': 'application/json',
          Authorization: `Bearer ${tagout.serving.createToken('test').token}`,
        },
        body: JSON.stringify({ mode }),
      })
      const { code } = (await answer.json()) as { code?: string }
      return { status: answer.status, code: code ?? null }
    },
    close: () => tagout.close(),
  }
}

function modeOf(maintenance: Maintenance): string {
  return 'trigger' in maintenance
    ? `${maintenance.mode} (${maintenance.trigger.source})`
    : maintenance.mode
}

/** A profile's folder, and what removes it. */
export function aProfileFolder(): { readonly folder: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'tagout-ownership-'))
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}
