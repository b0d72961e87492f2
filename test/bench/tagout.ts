import type { OperationMode } from '../../src/shared/maintenance'
import { connectCore, productNamed } from '../support/core'

/** The core on the real adapter, without a window. Yields milliseconds of a confirmed change. */
export async function connectTagout(socket: string): Promise<{
  change(product: string, to: OperationMode): Promise<number>
  close(): void
}> {
  const core = await connectCore(socket, 'bench')
  return {
    change: async (name, to) => {
      const began = performance.now()
      const request = { to, source: 'Manual', reason: '', acknowledged: true } as const
      const outcome = await core.service.change(productNamed(name), request)
      if (!outcome.ok || outcome.value.result !== 'changed')
        throw new Error(JSON.stringify(outcome))
      return performance.now() - began
    },
    close: () => core.close(),
  }
}
