import { expect, it } from 'vitest'
import { queryScalar } from '../../src/main/outside/databases'
import {
  readExtendedProperty,
  writeExtendedProperty,
} from '../../src/main/outside/extended-property'
import { failed } from '../../src/shared/result'
import { aClosedPort } from './ports'

const limits = { deadline: 30_000 }

it.each(['postgres', 'postgresql', 'mysql', 'mariadb', 'sqlserver', 'mssql'])(
  'tells when no %s listens',
  async (scheme) => {
    const port = await aClosedPort()

    expect(
      await queryScalar(`${scheme}://ann:p@127.0.0.1:${port}/erp`, 'SELECT 1', limits),
    ).toEqual(nobody(port))
  },
)

it('tells when no SQL Server listens whose property is read or written', async () => {
  const port = await aClosedPort()
  const to = `Server=127.0.0.1,${port};Database=erp;User Id=ann;Password=p`

  expect(await readExtendedProperty(to, 'maintenance', limits)).toEqual(nobody(port))
  expect(await writeExtendedProperty(to, 'maintenance', '1', limits)).toEqual(nobody(port))
})

it('asks no database of an unknown kind', async () => {
  expect(await queryScalar('oracle://ann@db/erp', 'SELECT 1', limits)).toEqual(
    failed({
      code: 'configuration-invalid',
      field: 'connectionString',
      detail: expect.any(String) as string,
    }),
  )
})

function nobody(port: number): unknown {
  return failed({
    code: 'source-unreachable',
    detail: expect.stringContaining(`ECONNREFUSED 127.0.0.1:${port}`) as string,
  })
}
