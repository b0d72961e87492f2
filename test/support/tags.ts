import type Docker from 'dockerode'
import { claim, containerId, productDeploymentId } from '../../src/shared/ids'
import type { NewMark, NewTag } from '../../src/main/maintenance/ports'

/** A tag that somebody might hang; claims are `<who>.<what>`. */
export function aTag(product: string, who = 'me', changes: Partial<NewTag> = {}): NewTag {
  return {
    productDeploymentId: productDeploymentId.parse(product),
    productName: 'Shop',
    productVersion: '1.4.2',
    ...hungBy(who, 'tag'),
    snapshot: {
      containers: [
        {
          id: containerId.parse('a'.repeat(64)),
          name: 'shop-api-1',
          stack: 'shop',
          service: 'api',
          replica: 1,
          was: 'running',
          restartPolicy: { name: 'on-failure', maximumRetryCount: 3 },
        },
      ],
    },
    ...changes,
  }
}

/** Of the tag of the same one's, unless of another's. */
export function aMark(who: string, what: string, of = who): NewMark {
  return { ...hungBy(who, what), of: claim.parse(`${of}.tag`) }
}

function hungBy(who: string, what: string): Omit<NewMark, 'of'> {
  return {
    claim: claim.parse(`${who}.${what}`),
    trigger: {
      source: 'Manual',
      reason: 'Patchnacht:\n"größer" & bunter 🏷️',
      by: `${who}@desk`,
      at: '2026-11-22T20:15:00.000Z',
    },
    hungAt: null,
  }
}

/** Names of the volumes that are tags or marks. */
export async function tagsOn(docker: Docker): Promise<readonly string[]> {
  const { Volumes } = await docker.listVolumes()
  return Volumes.map(({ Name }) => Name)
    .filter((name) => name.startsWith('tagout.'))
    .sort()
}
