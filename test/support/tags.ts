import type Docker from 'dockerode'
import { claim, containerId, productDeploymentId } from '../../src/shared/ids'
import type { NewMark, NewTag } from '../../src/main/maintenance/ports'

/** A tag that somebody might hang; claims are `<who>.<what>`. */
export function aTag(product: string, who = 'me', changes: Partial<NewTag> = {}): NewTag {
  return {
    productDeploymentId: productDeploymentId.parse(product),
    productName: 'Shop',
    productVersion: '1.4.2',
    ...aMark(who, 'tag'),
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

export function aMark(who: string, what: string): NewMark {
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
