import { z } from 'zod'
import { badRequest, done, json, refusal } from './answer'
import type { Route } from './route'

const wanted = z.object({ Name: z.string().min(1) })

export const networkRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: '/networks/create',
    answer: ({ host, body }) => {
      const parsed = wanted.safeParse(body)
      if (!parsed.success) return badRequest('invalid network')
      const id = host.newId()
      host.networks.set(parsed.data.Name, id)
      return json({ Id: id, Warning: '' }, 201)
    },
  },
  {
    method: 'DELETE',
    path: '/networks/{id}',
    answer: ({ host, parameters: [reference = ''] }) => {
      for (const [name, id] of host.networks) {
        if (name !== reference && id !== reference) continue
        host.networks.delete(name)
        return done
      }
      return refusal({ status: 404, message: `network ${reference} not found` })
    },
  },
]
