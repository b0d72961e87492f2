import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import * as environments from '../../../src/shared/api/environments'
import { events } from '../../../src/shared/api/events'
import * as history from '../../../src/shared/api/history'
import * as local from '../../../src/shared/api/local'
import * as observer from '../../../src/shared/api/observer'
import * as operationMode from '../../../src/shared/api/operation-mode'
import * as problem from '../../../src/shared/api/problem'
import * as products from '../../../src/shared/api/products'

const modules = { environments, events, history, local, observer, operationMode, problem, products }

const schemas = Object.values(modules)
  .flatMap((module) => Object.entries(module) as [string, unknown][])
  .filter((entry): entry is [string, z.ZodType] => entry[1] instanceof z.ZodType)

describe('What the API says', () => {
  it.each(schemas)('is described without a gap: %s', (_, schema) => {
    expect(() => z.toJSONSchema(schema, { unrepresentable: 'throw' })).not.toThrow()
  })
})
