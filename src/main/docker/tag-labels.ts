import { z } from 'zod'
import { claim, productDeploymentId } from '../../shared/ids'
import type { Claim } from '../../shared/ids'
import { snapshot, trigger } from '../../shared/maintenance'
import type { Mark, Tag, UnreadableTag } from '../../shared/maintenance'
import { failed, ok } from '../../shared/result'
import type { Result } from '../../shared/result'
import type { MarkKind, NewMark, NewTag } from '../maintenance/ports'
import { firstIssue } from './read'
import { placeOf } from './tag-volumes'
import type { Volume } from './tag-volumes'

/** A change of what the labels mean gets a new one; this Tagout then leaves such tags alone. */
const schema = '1'

export function labelsOf(tag: NewTag): Record<string, string> {
  return {
    ...labelsOfBoth(tag.productDeploymentId, tag),
    'tagout.product.name': tag.productName,
    ...(tag.productVersion === null ? {} : { 'tagout.product.version': tag.productVersion }),
    'tagout.snapshot': JSON.stringify(tag.snapshot),
  }
}

export function labelsOfMark(product: string, mark: NewMark): Record<string, string> {
  return {
    ...labelsOfBoth(product, mark),
    ...(mark.of === null ? {} : { 'tagout.of': mark.of }),
  }
}

function labelsOfBoth(
  product: string,
  { claim, trigger, hungAt, quietSeconds }: Omit<NewMark, 'of'>,
): Record<string, string> {
  return {
    'tagout.schema': schema,
    'tagout.claim': claim,
    'tagout.product': product,
    'tagout.source': trigger.source,
    'tagout.reason': trigger.reason,
    'tagout.by': trigger.by,
    'tagout.at': trigger.at,
    ...(hungAt === null ? {} : { 'tagout.hung': hungAt }),
    ...(quietSeconds === undefined ? {} : { 'tagout.quiet': String(quietSeconds) }),
  }
}

const labelsInBoth = z.object({
  'tagout.claim': claim,
  'tagout.product': productDeploymentId,
  'tagout.source': trigger.unwrap().shape.source,
  'tagout.reason': trigger.unwrap().shape.reason,
  'tagout.by': trigger.unwrap().shape.by,
  'tagout.at': trigger.unwrap().shape.at,
  /** Of one that was hung again: when it was hung first, by the engine's clock. */
  'tagout.hung': z.iso.datetime().optional(),
  /** Beside the point for what the tag means: one that makes no sense is as good as none. */
  'tagout.quiet': z
    .string()
    .regex(/^\d{1,6}$/)
    .transform(Number)
    .optional()
    .catch(undefined),
})

const markLabels = labelsInBoth.extend({ 'tagout.of': claim.optional() })

const tagLabels = labelsInBoth.extend({
  'tagout.product.name': z.string(),
  'tagout.product.version': z.string().optional(),
  'tagout.snapshot': z.string().transform(fromJson).pipe(snapshot),
})

/**
 * The tag and what else hangs with it: a mark of another tag, which a removal left behind, doesn't.
 * Whatever of it can't be read makes it unreadable.
 */
export function tagIn(
  volume: Volume,
  marks: Readonly<Record<MarkKind, Volume | null>>,
): Tag | UnreadableTag {
  const labels = readLabels(volume, tagLabels)
  if (!labels.ok) return labels.problem
  const takeover = marks.takeover === null ? null : markIn(marks.takeover)
  const exit = marks.exit === null ? null : markIn(marks.exit)
  const productName = labels.value['tagout.product.name']
  if (isUnreadable(takeover)) return { ...takeover, productName }
  if (isUnreadable(exit)) return { ...exit, productName }

  const hung = hungAs(volume, labels.value)
  if (isUnreadable(hung)) return hung
  return {
    productDeploymentId: labels.value['tagout.product'],
    productName,
    productVersion: labels.value['tagout.product.version'] ?? null,
    ...hung,
    snapshot: labels.value['tagout.snapshot'],
    takeover: markOf(hung.claim, takeover),
    exit: markOf(hung.claim, exit),
  }
}

export function markIn(volume: Volume): Mark | UnreadableTag {
  const labels = readLabels(volume, markLabels)
  if (!labels.ok) return labels.problem
  const hung = hungAs(volume, labels.value)
  return isUnreadable(hung) ? hung : { ...hung, of: labels.value['tagout.of'] ?? null }
}

/** Null: there is none, or it is another tag's. */
function markOf(tag: Claim, mark: Mark | null): Mark | null {
  return mark === null || isOfAnother(tag, mark) ? null : mark
}

export function isOfAnother(tag: Claim | null, { of }: Pick<Mark, 'of'>): boolean {
  return of !== null && of !== tag
}

export function isUnreadable(
  read: Tag | Mark | Omit<Mark, 'of'> | UnreadableTag | null,
): read is UnreadableTag {
  return read !== null && 'volume' in read
}

function hungAs(
  volume: Volume,
  labels: z.infer<typeof labelsInBoth>,
): Omit<Mark, 'of'> | UnreadableTag {
  const hungAt = new Date(labels['tagout.hung'] ?? volume.createdAt)
  if (Number.isNaN(hungAt.getTime())) {
    return unreadable(volume, `The engine doesn't say when it was created: "${volume.createdAt}".`)
  }
  const quietSeconds = labels['tagout.quiet']
  return {
    claim: labels['tagout.claim'],
    trigger: {
      source: labels['tagout.source'],
      reason: labels['tagout.reason'],
      by: labels['tagout.by'],
      at: labels['tagout.at'],
    },
    hungAt: hungAt.toISOString(),
    ...(quietSeconds === undefined ? {} : { quietSeconds }),
  }
}

function readLabels<T extends { 'tagout.product': string }>(
  volume: Volume,
  expected: z.ZodType<T>,
): Result<T, UnreadableTag> {
  const found = volume.labels['tagout.schema']
  if (found === undefined) {
    return failed(unreadable(volume, 'It has no label tagout.schema: Tagout did not hang it.'))
  }
  if (found !== schema) {
    return failed(
      unreadable(
        volume,
        `Another version of Tagout hung it: its schema is "${found}", this one reads "${schema}".`,
      ),
    )
  }
  const labels = expected.safeParse(volume.labels)
  if (!labels.success) return failed(unreadable(volume, complaint(volume, labels.error)))
  const product = labels.data['tagout.product']
  if (product !== placeOf(volume.name)?.product) {
    return failed(unreadable(volume, `Its label tagout.product names another one: "${product}".`))
  }
  return ok(labels.data)
}

function complaint(volume: Volume, error: z.ZodError): string {
  const label = String(error.issues[0]?.path[0])
  return label in volume.labels
    ? `It can't be read: ${firstIssue(error)}.`
    : `Its label ${label} is missing.`
}

function unreadable({ name, labels }: Volume, detail: string): UnreadableTag {
  return {
    productDeploymentId: placeOf(name)?.product ?? name,
    volume: name,
    detail,
    productName: labels['tagout.product.name'] ?? null,
  }
}

function fromJson(text: string, context: z.RefinementCtx): unknown {
  try {
    return JSON.parse(text)
  } catch {
    context.addIssue({ code: 'custom', message: 'not JSON' })
    return z.NEVER
  }
}
