import tab from '@bomb.sh/tab/commander'
import type { Command } from 'commander'
import { landscapeOf } from './choose'
import type { Client } from './client'

/** What a key press may cost, in milliseconds. */
const patience = 1500

/** `tagout completion <shell>` prints what the shell needs, which asks `tagout complete -- …`. */
export async function addCompletion(
  program: Command,
  args: readonly string[],
  connect: () => Client,
): Promise<void> {
  const root = tab(program, { completionCommandName: 'completion' })
  if (args[0] !== 'complete') return
  // What there is to complete is asked for beforehand: what completes can't wait.
  const { products, environments } = await known(connect)
  for (const [name, command] of root.commands) {
    if (['status', 'enter', 'exit', 'preview', 'history'].includes(name)) {
      command.argument('product', (complete) => {
        for (const { id, text } of products) complete(id, text)
      })
    }
    if (command.options.has('environment')) {
      command.option('environment', 'by name or id', (complete) => {
        for (const { id, text } of environments) complete(id, text)
      })
    }
  }
}

interface Known {
  readonly products: readonly { readonly id: string; readonly text: string }[]
  readonly environments: readonly { readonly id: string; readonly text: string }[]
}

/** Without a Tagout there is nothing to complete, and nothing to complain of. */
async function known(connect: () => Client): Promise<Known> {
  const nothing: Known = { products: [], environments: [] }
  const late = new Promise<Known>((resolve) => {
    setTimeout(() => resolve(nothing), patience).unref()
  })
  const asked = async (): Promise<Known> => {
    const landscape = await landscapeOf(connect())
    return {
      products: landscape.productDeployments.map(({ productDeploymentId, productName }) => ({
        id: productDeploymentId,
        text: productName,
      })),
      environments: landscape.environments.map(({ environmentId, name }) => ({
        id: environmentId,
        text: name,
      })),
    }
  }
  return Promise.race([asked().catch(() => nothing), late])
}
