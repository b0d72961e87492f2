import type Docker from 'dockerode'
import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import type { EngineProblem } from '../../shared/problem'
import { failed, ok } from '../../shared/result'
import type { Result } from '../../shared/result'
import { ask } from './ask'
import type { Deadlines } from './deadlines'
import type { Rejection } from './problems'
import { read } from './read'
import { volumePrefix } from './tag-volumes'
import type { Volume } from './tag-volumes'

/** The engine's volumes, as far as tags need them. */
export interface Volumes {
  /** Those whose name has the tags' prefix in it. */
  list(): Promise<Result<readonly Volume[], EngineProblem>>
  /** null: there is none of that name. */
  inspect(name: string): Promise<Result<Volume | null, EngineProblem>>
  /** Nothing happens to one that exists. */
  create(name: string, labels: Record<string, string>): Promise<Result<void, EngineProblem>>
  /**
   * Yields when it is seen to be gone, or another one to be in its place. One that is not there is
   * removed.
   */
  remove(name: string): Promise<Result<void, EngineProblem>>
}

const volume = z
  .object({
    Name: z.string(),
    Labels: z.record(z.string(), z.string()).nullish().catch(null),
    CreatedAt: z.string().nullish().catch(null),
  })
  .transform(({ Name, Labels, CreatedAt }): Volume => ({
    name: Name,
    labels: Labels ?? {},
    createdAt: CreatedAt ?? '',
  }))

const volumeList = z
  .object({ Volumes: z.array(volume).nullish() })
  .transform(({ Volumes }) => Volumes ?? [])

/** Podman's answer to all but the first of those who create it at the same moment. */
function isThereAlready({ problem }: Rejection): boolean {
  return problem.code === 'engine-refused' && problem.detail.endsWith('volume already exists')
}

export function createVolumes(docker: Docker, { query }: Deadlines): Volumes {
  const named = (name: string) => docker.getVolume(encodeURIComponent(name))

  async function inspect(name: string): Promise<Result<Volume | null, EngineProblem>> {
    const answer = await ask(query, (abortSignal) => named(name).inspect({ abortSignal }))
    if (answer.ok) return read(answer.value, volume)
    return answer.problem.kind === 'not-there' ? ok(null) : failed(answer.problem.problem)
  }

  return {
    inspect,

    async list() {
      const filters = { name: [volumePrefix] }
      const answer = await ask(query, (abortSignal) => docker.listVolumes({ filters, abortSignal }))
      return answer.ok ? read(answer.value, volumeList) : failed(answer.problem.problem)
    },

    async create(name, labels) {
      const wanted = { Name: name, Labels: labels }
      const answer = await ask(query, (abortSignal) =>
        docker.createVolume({ ...wanted, abortSignal }),
      )
      if (answer.ok || isThereAlready(answer.problem)) return ok()
      return failed(answer.problem.problem)
    },

    async remove(name) {
      const before = await inspect(name)
      if (!before.ok) return before
      if (before.value === null) return ok()
      const answer = await ask(query, (abortSignal) => named(name).remove({ abortSignal }))
      if (!answer.ok && answer.problem.kind !== 'not-there') return failed(answer.problem.problem)
      const after = await inspect(name)
      if (!after.ok) return after
      return after.value === null || !isDeepStrictEqual(after.value, before.value)
        ? ok()
        : failed({
            code: 'engine-answer-unreadable',
            detail: `${name} is removed and still there.`,
          })
    },
  }
}
