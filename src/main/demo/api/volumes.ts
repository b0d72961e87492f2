import { z } from 'zod'
import type { Volume } from '../host/volumes'
import { answerTo, badRequest, json, refusal } from './answer'
import { accepts, filtersIn } from './filters'
import type { Route } from './route'

const wanted = z.object({
  Name: z.string().optional(),
  Labels: z.record(z.string(), z.string()).nullish(),
})

export const volumeRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/volumes',
    answer: ({ host, query }) => {
      const filters = filtersIn(query, ['name'])
      if (filters === null) return badRequest('invalid filter')
      const volumes = host.volumes
        .all()
        .filter(({ name }) => accepts(filters, 'name', (part) => name.includes(part)))
      return json({ Volumes: volumes.map(told), Warnings: null })
    },
  },
  {
    method: 'POST',
    path: '/volumes/create',
    answer: ({ host, body }) => {
      const parsed = wanted.safeParse(body ?? {})
      if (!parsed.success) return badRequest('invalid volume')
      const { Name: name = host.newId(), Labels: labels = null } = parsed.data
      const created = host.volumes.create(name, labels)
      return created.ok ? json(told(created.value), 201) : refusal(created.problem)
    },
  },
  {
    method: 'GET',
    path: '/volumes/{name}',
    answer: ({ host, parameters: [name = ''] }) => {
      const found = host.volumes.get(name)
      return found === null
        ? refusal({ status: 404, message: `get ${name}: no such volume` })
        : json(told(found))
    },
  },
  {
    method: 'DELETE',
    path: '/volumes/{name}',
    answer: ({ host, parameters: [name = ''] }) => answerTo(host.volumes.remove(name)),
  },
]

function told({ name, labels, createdAt }: Volume) {
  return {
    // To the second, as dockerd has it.
    CreatedAt: new Date(createdAt).toISOString().replace(/\.\d+Z$/, 'Z'),
    Driver: 'local',
    Labels: labels,
    Mountpoint: `/var/lib/docker/volumes/${name}/_data`,
    Name: name,
    Options: null,
    Scope: 'local',
  }
}
