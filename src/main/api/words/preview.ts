import type { ApiPreview } from '../../../shared/api/operation-mode'
import type { ProductRef } from '../../../shared/ids'
import { operationModeOf } from '../../../shared/maintenance'
import { printPlan } from '../../../shared/plan'
import type { Preview, Warning } from '../../../shared/preview'
import { unreachable } from '../../../shared/result'

export function previewWords(ref: ProductRef, preview: Preview): ApiPreview {
  const { to, product, maintenance, telling, plan, untouched, warnings } = preview
  return {
    ...ref,
    productName: product.name,
    mode: to,
    operationMode: operationModeOf(maintenance),
    trigger: 'trigger' in maintenance ? maintenance.trigger : null,
    telling,
    steps: plan.steps.map(({ id, action, target, cause, after }) => ({
      id,
      action: action.type,
      containerId: target.container,
      name: target.name,
      stack: target.stack,
      service: target.service,
      cause,
      after: after.map(({ step }) => step),
    })),
    text: printPlan(plan),
    gone: plan.gone.map(({ name, stack, service }) => ({ name, stack, service })),
    untouched,
    warnings: warnings.map((warning) => ({
      code: warning.code,
      name: warning.name,
      message: warningSentence(warning),
    })),
    acknowledgementNeeded: warnings
      .filter(({ code }) => code === 'removed-on-stop')
      .map(({ name }) => name),
  }
}

function warningSentence(warning: Warning): string {
  switch (warning.code) {
    case 'removed-on-stop':
      return `${warning.name} was started with --rm: stopping deletes it with its anonymous volumes.`
    case 'policy-stays':
      return `This engine can't take the restart policy of ${warning.name} away: should the host restart during the maintenance, the container may be started again.`
    case 'restarting':
      return `${warning.name} is in a crash loop, and will be in one again after maintenance.`
    case 'session-open':
      return `Someone works in ${warning.name} with docker exec (${warning.commands.join(', ')}).`
    default:
      return unreachable(warning)
  }
}
