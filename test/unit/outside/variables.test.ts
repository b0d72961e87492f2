import { describe, expect, it } from 'vitest'
import { resolved, resolvedConfig } from '../../../src/main/outside/variables'
import type { Variables } from '../../../src/main/outside/variables'
import { failed, ok } from '../../../src/shared/result'

const variables: Variables = (name) => {
  if (name === 'HOST') return ok('erp.local')
  if (name === 'TRICK') return ok('${HOST} $& $1')
  if (name === 'KEY') return failed({ code: 'secret-unreadable', name })
  return failed({ code: 'variable-unresolved', name })
}

describe('variables in a text', () => {
  it.each([
    ['stand where their names stood', 'https://${HOST}/${HOST}', 'https://erp.local/erp.local'],
    ['are taken as they are', '${TRICK}', '${HOST} $& $1'],
    ['are not meant by $${', '$${HOST} is ${HOST}', '${HOST} is erp.local'],
    ['are not meant by what is not closed', 'a ${HOST', 'a ${HOST'],
    ['are not meant by $', '$HOST $1', '$HOST $1'],
  ])('%s', (_, text, value) => {
    expect(resolved(text, variables)).toEqual(ok(value))
  })

  it.each([
    ['that there is not', '${HOTS}', { code: 'variable-unresolved', name: 'HOTS' }],
    ['that can’t be opened', 'a${KEY}', { code: 'secret-unreadable', name: 'KEY' }],
    ['with a default', '${HOST:-b}', { code: 'variable-unresolved', name: 'HOST:-b' }],
    ['without a name', '${}', { code: 'variable-unresolved', name: '' }],
  ])('are told when it is one %s', (_, text, problem) => {
    expect(resolved(text, variables)).toEqual(failed(problem))
  })
})

describe('variables in a configuration', () => {
  it('are resolved in every text, however deep, and in no name', () => {
    const config = {
      url: 'http://${HOST}',
      headers: { '${HOST}': 'a ${HOST}' },
      retries: 2,
      on: true,
    }

    expect(resolvedConfig(config, variables)).toEqual(
      ok({ ...config, url: 'http://erp.local', headers: { '${HOST}': 'a erp.local' } }),
    )
  })

  it('yield the first problem of several', () => {
    const config = { url: '${HOTS}', headers: { a: '${KEY}' } }

    expect(resolvedConfig(config, variables)).toEqual(
      failed({ code: 'variable-unresolved', name: 'HOTS' }),
    )
  })
})
