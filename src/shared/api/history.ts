import { z } from 'zod'
import { operationMode } from '../maintenance'
import { time, trigger } from './parts'

const shared = {
  id: z.string(),
  at: time,
  productName: z.string(),
  productVersion: z.string().nullable(),
}

const changeEntry = z
  .object({
    kind: z.literal('change'),
    ...shared,
    endedAt: time.nullable(),
    from: operationMode,
    to: operationMode.describe('The same as `from` when drift was stopped again.'),
    state: z.enum([
      'changed',
      'incomplete',
      'found-done',
      'done-elsewhere',
      'running',
      'interrupted',
      'seen',
    ]),
    trigger: trigger.nullable().describe('Null: nobody left a word.'),
    containers: z.int(),
    failed: z.int(),
    killed: z.int(),
  })
  .meta({ id: 'ChangeEntry' })

const takeoverEntry = z
  .object({ kind: z.literal('takeover'), ...shared, from: trigger, to: trigger })
  .meta({ id: 'TakeoverEntry' })

const driftEntry = z
  .object({
    kind: z.literal('drift'),
    ...shared,
    containerId: z.string(),
    name: z.string(),
    stack: z.string(),
    service: z.string(),
    place: z.enum(['in-snapshot', 'appeared']),
    startedAt: z.string(),
  })
  .meta({ id: 'DriftEntry' })

const historyEntry = z
  .discriminatedUnion('kind', [changeEntry, takeoverEntry, driftEntry])
  .meta({ id: 'HistoryEntry' })
export type ApiHistoryEntry = z.infer<typeof historyEntry>

export const historyQuery = z.object({
  limit: z.coerce.number().int().min(1).max(500).default(50),
  offset: z.coerce.number().int().min(0).max(1_000_000_000).default(0),
})

/** What happened to a product deployment, newest first. */
export const history = z
  .object({
    entries: z.array(historyEntry).readonly(),
    total: z.int(),
    limit: z.int(),
    offset: z.int(),
  })
  .readonly()
  .meta({ id: 'History' })
export type ApiHistory = z.infer<typeof history>
