import type { Preview, Warning } from '../../shared/preview'
import type { ContainerEngine } from './ports'

/** Questions under way at once. */
const atOnce = 16

/**
 * The preview with a warning for each container that is to be stopped although somebody works in
 * it. Of what the engine doesn't tell, nothing is said.
 */
export async function withSessions(preview: Preview, engine: ContainerEngine): Promise<Preview> {
  const targets = preview.plan.steps.flatMap(({ action, target }) =>
    action.type === 'stop' ? [target] : [],
  )
  const open = new Map<string, Warning>()
  const queue = [...targets]
  async function work(): Promise<void> {
    for (let target = queue.pop(); target !== undefined; target = queue.pop()) {
      const sessions = await engine.sessionsIn(target.container)
      if (!sessions.ok || sessions.value.length === 0) continue
      const commands = sessions.value
      open.set(target.container, { code: 'session-open', name: target.name, commands })
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  const found = targets.flatMap(({ container }) => open.get(container) ?? [])
  return { ...preview, warnings: [...preview.warnings, ...found] }
}
