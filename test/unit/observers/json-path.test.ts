import { describe, expect, it } from 'vitest'
import { selectedByPath } from '../../../src/main/observers/json-path'
import { failed, ok } from '../../../src/shared/result'

const json = JSON.stringify({
  mode: 'maintenance',
  on: true,
  level: 1.5,
  gone: null,
  empty: '',
  nodes: [
    { name: 'a', state: 'Up' },
    { name: 'b', state: 'up' },
    { name: 'c', state: 'down' },
  ],
})

describe('what an RFC 9535 path selects', () => {
  it.each([
    ['$.mode', 'maintenance'],
    ["$['on']", 'true'],
    ['$.level', '1.5'],
    ['$.empty', ''],
    ['$.nodes[?@.name=="c"].state', 'down'],
    ['$.nodes[?@.name!="c"].state', 'Up'],
    ['$..name[?@=="never"]', { code: 'value-missing', detail: 'The path selects nothing.' }],
    ['$.nodes[-1].state', 'down'],
    ['$.missing', { code: 'value-missing', detail: 'The path selects nothing.' }],
    ['$.gone', { code: 'value-missing', detail: 'The path selects null.' }],
    ['$.nodes', { code: 'answer-unusable', detail: 'The path selects an array.' }],
    ['$.nodes[0]', { code: 'answer-unusable', detail: 'The path selects an object.' }],
    [
      '$.nodes[*].state',
      { code: 'answer-unusable', detail: 'The path selects several values, and they differ.' },
    ],
    [
      'mode',
      { code: 'configuration-invalid', field: 'jsonPath', detail: expect.any(String) as string },
    ],
  ])('%s', async (path, expected) => {
    expect(await selectedByPath(json, path)).toEqual(
      typeof expected === 'string' ? ok(expected) : failed(expected),
    )
  })

  it('is nothing in what is no JSON', async () => {
    expect(await selectedByPath('maintenance', '$.mode')).toEqual(
      failed({
        code: 'answer-unusable',
        detail: expect.stringContaining('It is no JSON') as string,
      }),
    )
  })

  it('is given up where finding it has no end', async () => {
    let nested = '1'
    for (let depth = 0; depth < 40; depth++) nested = `[${nested},${depth}]`

    expect(await selectedByPath(nested, '$..*..*..*..*..*..*..*..*[?@.a]')).toEqual(
      failed({
        code: 'answer-unusable',
        detail: 'Finding what the path selects in it takes too long.',
      }),
    )
  })
})
