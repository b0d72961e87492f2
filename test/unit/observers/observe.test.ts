import { expect, it } from 'vitest'
import { observe } from '../../../src/main/observers/observe'
import type { Variables } from '../../../src/main/outside/variables'
import { observerConfig } from '../../../src/shared/observer'
import { failed, ok } from '../../../src/shared/result'

const variables: Variables = (name) => {
  if (name === 'HOST') return ok('hunter2.invalid')
  if (name === 'ERP') return ok('oracle://ann:hunter2@db/erp')
  return failed({ code: 'variable-unresolved', name })
}

it('says nothing when a variable is not there', async () => {
  const config = observerConfig.parse({
    type: 'http',
    url: 'http://${HOST}/${PATH}',
    maintenanceValue: 'on',
  })

  expect(await observe(config, variables, new AbortController().signal)).toEqual({
    says: 'nothing',
    problem: { code: 'variable-unresolved', name: 'PATH' },
  })
})

it('says nothing when the variable that holds the connection is not there', async () => {
  const config = observerConfig.parse({
    type: 'sqlExtendedProperty',
    connectionName: 'CRM',
    propertyName: 'maintenance',
    maintenanceValue: '1',
  })

  expect(await observe(config, variables, new AbortController().signal)).toEqual({
    says: 'nothing',
    problem: { code: 'variable-unresolved', name: 'CRM' },
  })
})

it('asks the database that the named variable holds', async () => {
  const config = observerConfig.parse({
    type: 'sqlQuery',
    connectionName: 'ERP',
    query: 'SELECT 1',
    maintenanceValue: '1',
  })

  expect(await observe(config, variables, new AbortController().signal)).toEqual({
    says: 'nothing',
    problem: {
      code: 'configuration-invalid',
      field: 'connectionString',
      detail: expect.any(String) as string,
    },
  })
})

it('names the variable, and not its value, in what the system said', async () => {
  const config = observerConfig.parse({
    type: 'http',
    url: 'http://${HOST}/',
    maintenanceValue: 'on',
  })

  expect(await observe(config, variables, new AbortController().signal)).toEqual({
    says: 'nothing',
    problem: {
      code: 'source-unreachable',
      detail: expect.stringMatching(/^getaddrinfo E\w+ \$\{HOST\}$/) as string,
    },
  })
})
