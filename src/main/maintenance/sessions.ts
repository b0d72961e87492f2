import { atOnce } from '../../shared/at-once'
import type { Preview, Warning } from '../../shared/preview'
import type { ContainerEngine } from './ports'

const questionsAtOnce = 16

/**
 * The preview with a warning for each container that is to be stopped although somebody works in
 * it. Of what the engine doesn't tell, nothing is said.
 */
export async function withSessions(preview: Preview, engine: ContainerEngine): Promise<Preview> {
  const targets = preview.plan.steps.flatMap(({ action, target }) =>
    action.type === 'stop' ? [target] : [],
  )
  const open = new Map<string, Warning>()
  await atOnce(questionsAtOnce, targets, async ({ container, name }) => {
    const sessions = await engine.sessionsIn(container)
    if (!sessions.ok || sessions.value.length === 0) return
    open.set(container, { code: 'session-open', name, commands: sessions.value })
  })
  const found = targets.flatMap(({ container }) => open.get(container) ?? [])
  return { ...preview, warnings: [...preview.warnings, ...found] }
}
