import { z } from 'zod'
import { containerStates } from '../../shared/container'
import type { Container } from '../../shared/container'
import { containerId } from '../../shared/ids'
import type { UnreadableTag } from '../../shared/maintenance'
import { failed, ok } from '../../shared/result'
import type { Result } from '../../shared/result'

/** What an engine said last. Readable tags are not part of it: each has its copy. */
export interface Said {
  /** ISO 8601: until then it was so. */
  readonly asOf: string
  /** Where the engine was, as Docker writes it. */
  readonly address: string
  readonly containers: readonly Container[]
  readonly unreadable: readonly UnreadableTag[]
}

const head = z.object({
  version: z.literal(1),
  asOf: z.iso.datetime(),
  address: z.string(),
  containers: z.int().min(0),
  unreadable: z.int().min(0),
})

const swarmPart = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('service'),
    mode: z.enum(['replicated', 'global', 'job']),
    replicas: z.number(),
    constraints: z.array(z.string()),
    wanted: z.number(),
    running: z.number(),
    ending: z.number(),
  }),
  z.object({ kind: z.literal('task') }),
])

const details = z.object({
  restartPolicy: z.object({
    name: z.enum(['no', 'always', 'unless-stopped', 'on-failure']),
    maximumRetryCount: z.number(),
  }),
  /** What was said before there was one is Docker's, mostly. */
  fixedPolicy: z.object({ startedIt: z.boolean() }).nullable().default(null),
  startedAt: z.string().nullable(),
  finishedAt: z.string().nullable(),
  autoRemove: z.boolean(),
  stopTimeout: z.number().nullable(),
  hasHealthcheck: z.boolean(),
})

const container: z.ZodType<Container> = z.object({
  id: containerId,
  name: z.string(),
  image: z.string(),
  labels: z.record(z.string(), z.string()),
  state: z.enum(containerStates),
  health: z.enum(['none', 'starting', 'healthy', 'unhealthy']),
  exitCode: z.number().nullable(),
  sharesNetworkOf: z.string().nullable(),
  swarm: swarmPart.nullable(),
  details: details.nullable(),
})

const unreadableTag: z.ZodType<UnreadableTag> = z.object({
  productDeploymentId: z.string(),
  volume: z.string(),
  detail: z.string(),
  productName: z.string().nullable(),
})

/** Lines that are written, or read, before others have their turn. */
const linesInOneGo = 100

const beforeTime = '{"version":1,"asOf":"'

/** Where in the file its time stands, which has as many bytes whatever it is. */
export const timeOffset = beforeTime.length

/** The file's content, in pieces of a millisecond's work each: a head, and a line for each thing. */
export function* piecesOf({ asOf, address, containers, unreadable }: Said): Generator<string> {
  const counts = { containers: containers.length, unreadable: unreadable.length }
  yield `${beforeTime}${asOf}",${JSON.stringify({ address, ...counts }).slice(1)}\n`
  const things = [...containers, ...unreadable]
  for (let index = 0; index < things.length; index += linesInOneGo) {
    const piece = things.slice(index, index + linesInOneGo)
    yield piece.map((thing) => `${JSON.stringify(thing)}\n`).join('')
  }
}

/** The problem is why it can't be read, for people. */
export async function saidIn(content: string): Promise<Result<Said, string>> {
  const [first = '', ...lines] = content.split('\n')
  const found = parsed(head, first)
  if (!found.ok) return found
  const { asOf, address, ...counts } = found.value
  const containers: Container[] = []
  const unreadable: UnreadableTag[] = []
  for (let index = 0; index < counts.containers + counts.unreadable; index++) {
    if (index % linesInOneGo === linesInOneGo - 1) await new Promise(setImmediate)
    const line = lines[index] ?? ''
    if (index < counts.containers) {
      const read = parsed(container, line)
      if (!read.ok) return read
      containers.push(read.value)
    } else {
      const read = parsed(unreadableTag, line)
      if (!read.ok) return read
      unreadable.push(read.value)
    }
  }
  return ok({ asOf, address, containers, unreadable })
}

function parsed<T>(shape: z.ZodType<T>, line: string): Result<T, string> {
  try {
    const read = shape.safeParse(JSON.parse(line))
    return read.success ? ok(read.data) : failed(z.prettifyError(read.error))
  } catch (error) {
    return failed(error instanceof Error ? error.message : String(error))
  }
}
