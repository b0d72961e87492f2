import type {} from 'vitest'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { newAuthority } from '../support/certificates'
import { startMariadb } from './mariadb-server'
import { startPostgresql } from './postgresql-server'
import { aClosedPort } from './ports'

declare module 'vitest' {
  interface ProvidedContext {
    /** Of the PostgreSQL and the MariaDB that all tests of a run share. */
    postgresqlPort: number
    mariadbPort: number
    /** Has `ca.pem`, of PostgreSQL's certificate, and the sockets of both. */
    databasesFolder: string
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'tagout-db-'))
  chmodSync(folder, 0o777)
  // The run's own folder is for its user only, and the servers have another.
  if (basename(tmpdir()).startsWith('tagout-')) chmodSync(tmpdir(), 0o711)
  await newAuthority(folder)
  const [postgresqlPort, mariadbPort] = [await aClosedPort(), await aClosedPort()]
  const started = await Promise.allSettled([
    startPostgresql(folder, postgresqlPort),
    startMariadb(folder, mariadbPort),
  ])
  const end = async (): Promise<void> => {
    for (const one of started) if (one.status === 'fulfilled') await one.value.stop()
    rmSync(folder, { recursive: true })
  }
  for (const one of started) {
    if (one.status === 'fulfilled') continue
    await end()
    throw one.reason
  }
  project.provide('postgresqlPort', postgresqlPort)
  project.provide('mariadbPort', mariadbPort)
  project.provide('databasesFolder', folder)
  return end
}
