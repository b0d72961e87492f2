import { describe, expect, it } from 'vitest'
import { databaseAddress } from '../../../src/main/outside/database-address'
import { sqlServerAddress } from '../../../src/main/outside/sql-server-address'
import { ok } from '../../../src/shared/result'

describe('the address of a PostgreSQL, MySQL or MariaDB', () => {
  const usual = {
    host: 'db',
    port: 5432,
    socket: null,
    user: 'ann',
    password: 'a@b',
    database: 'erp',
    encryption: 'preferred',
    caFile: null,
  }

  it.each([
    ['postgres://ann:a%40b@db/erp', usual],
    [' postgres://ann:a%40b@[::1]:1/erp ', { ...usual, host: '::1', port: 1 }],
    ['mysql://ann:a%40b@db/erp?ssl-mode=VERIFY_CA', { ...usual, encryption: 'authority' }],
    [
      'postgres://ann:a%40b@db/erp?sslmode=require&sslrootcert=/ca.pem',
      { ...usual, encryption: 'full', caFile: '/ca.pem' },
    ],
    [
      'postgres:///erp?host=/run/postgresql&user=ann&password=a%40b',
      { ...usual, host: '/run/postgresql', socket: '/run/postgresql', encryption: 'off' },
    ],
    ['mysql://db', { ...usual, user: null, password: null, database: null }],
  ])('is read from %s', (text, address) => {
    expect(databaseAddress(text, 5432)).toEqual(ok(address))
  })

  it.each([
    [
      'postgres://ann:a#b@db/erp',
      'It is no address. In a user or a password, characters such as @ : / # % have to be percent-encoded.',
    ],
    ['postgres://ann:100%@db/erp', 'A % in it has to be written as %25.'],
    ['postgres://db/erp?sslmode=maybe', 'There is no sslmode maybe.'],
  ])('is not %s', (text, detail) => {
    expect(databaseAddress(text, 5432)).toEqual(notSo(detail))
  })
})

describe('the address of an SQL Server', () => {
  const usual = {
    host: 'db',
    port: null,
    instance: null,
    user: 'ann',
    password: 'p;1',
    database: 'erp',
    encrypt: true,
    trustsAnyCertificate: false,
  }

  it.each([
    ['Server=db;Database=erp;User Id=ann;Password="p;1"', usual],
    ["Data Source=tcp:db,1444;Initial Catalog=erp;UID=ann;PWD='p;1'", { ...usual, port: 1444 }],
    [
      'Server=.\\SQLEXPRESS;Database=erp;User=ann;Password="p;1";Encrypt=False',
      { ...usual, host: 'localhost', instance: 'SQLEXPRESS', encrypt: false },
    ],
    [
      'Server=db;Database=erp;User Id=ann;Password="p;1";Encrypt=Strict;Trust Server Certificate=true;Integrated Security=false',
      { ...usual, encrypt: 'strict', trustsAnyCertificate: true },
    ],
    ['sqlserver://ann:p%3B1@db:1444/erp', { ...usual, port: 1444 }],
    ['mssql://ann:p%3B1@db/SQLEXPRESS?database=erp', { ...usual, instance: 'SQLEXPRESS' }],
    ['sqlserver://db:1444;databaseName=erp;user=ann;password="p;1"', { ...usual, port: 1444 }],
  ])('is read from %s', (text, address) => {
    expect(sqlServerAddress(text)).toEqual(ok(address))
  })

  it.each([
    [
      'Server=db;Integrated Security=SSPI',
      'Integrated Security (signing in as the user of Windows) is not supported: give a User Id and a Password of SQL Server.',
    ],
    [
      'Server=db;Authentication=Active Directory Default',
      'Of Authentication, only Sql Password is supported.',
    ],
    ['Server=db;Password=a', 'A User Id is missing.'],
    [
      'Database=erp;User Id=ann',
      'A Server is missing, or is not host, host,port or host\\instance.',
    ],
  ])('is not %s', (text, detail) => {
    expect(sqlServerAddress(text)).toEqual(notSo(detail))
  })
})

function notSo(detail: string): unknown {
  return {
    ok: false,
    problem: { code: 'configuration-invalid', field: 'connectionString', detail },
  }
}
