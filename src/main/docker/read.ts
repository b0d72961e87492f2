import type { z } from 'zod'
import type { EngineProblem } from '../../shared/problem'
import { failed, ok } from '../../shared/result'
import type { Result } from '../../shared/result'

/** What the engine answered, if it is what it has to be. */
export function read<T>(answer: unknown, schema: z.ZodType<T>): Result<T, EngineProblem> {
  const parsed = schema.safeParse(answer)
  return parsed.success
    ? ok(parsed.data)
    : failed({ code: 'engine-answer-unreadable', detail: firstIssue(parsed.error) })
}

/** Where and what, e.g. `HostConfig.RestartPolicy.Name: Invalid option`. */
export function firstIssue(error: z.ZodError): string {
  const issue = error.issues[0]
  if (issue === undefined) return error.message
  return issue.path.length === 0 ? issue.message : `${issue.path.join('.')}: ${issue.message}`
}
