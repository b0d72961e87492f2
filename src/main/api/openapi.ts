import type { FastifyDynamicSwaggerOptions } from '@fastify/swagger'
import {
  createJsonSchemaTransform,
  createJsonSchemaTransformObject,
} from 'fastify-type-provider-zod'
import type { OpenAPIV3_1 } from 'openapi-types'
import { z } from 'zod'
import { events } from '../../shared/api/events'

/** The document is made of the very schemas that requests and answers are checked by. */
export const documentation: FastifyDynamicSwaggerOptions = {
  openapi: {
    openapi: '3.1.0',
    info: {
      title: 'Tagout',
      version: '1',
      description:
        'Puts product deployments into maintenance, and brings them back exactly as they were.',
    },
    servers: [{ url: '/' }],
    components: {
      securitySchemes: {
        token: {
          type: 'http',
          scheme: 'bearer',
          description: 'Made in Tagout’s Settings, or given by `TAGOUT_API_TOKEN`.',
        },
      },
    },
    security: [{ token: [] }],
  },
  transform: createJsonSchemaTransform({}),
  transformObject: (document) => {
    const whole = createJsonSchemaTransformObject({})(document) as OpenAPIV3_1.Document
    return onlyUsed(whole)
  },
}

type Schemas = NonNullable<NonNullable<OpenAPIV3_1.Document['components']>['schemas']>

/** Each schema would be there twice, as what comes in and as what goes out. */
function onlyUsed(document: OpenAPIV3_1.Document): OpenAPIV3_1.Document {
  const schemas: Schemas = document.components?.schemas ?? {}
  const told = Object.values(events).flatMap((schema) => z.globalRegistry.get(schema)?.id ?? [])
  const used = new Set<string>()
  const open = [...told, ...referencesIn(document.paths)]
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (used.has(name)) continue
    used.add(name)
    open.push(...referencesIn(schemas[name]))
  }
  const kept = Object.entries(schemas).filter(([name]) => used.has(name))
  return {
    ...document,
    components: { ...document.components, schemas: Object.fromEntries(kept.sort(byName)) },
  }
}

function byName([one]: [string, unknown], [other]: [string, unknown]): number {
  return one < other ? -1 : 1
}

function referencesIn(part: unknown): readonly string[] {
  const text = JSON.stringify(part ?? null)
  return [...text.matchAll(/"#\/components\/schemas\/([^"]+)"/g)].flatMap(([, name]) => name ?? [])
}
