import { execFile } from 'node:child_process'
import { cp, mkdir, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { join, resolve } from 'node:path'

const checkout = resolve(import.meta.dirname, '../..')

export interface Ran {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** The command line on plain Node, from a place where nothing lies beside what was built. */
export async function installCommandLine(folder: string): Promise<{
  readonly bin: string
  run(...args: readonly string[]): Promise<Ran>
}> {
  await cp(join(checkout, 'out', 'main'), join(folder, 'out', 'main'), { recursive: true })
  await cp(join(checkout, 'package.json'), join(folder, 'package.json'))
  const bin = join(folder, 'bin')
  await mkdir(bin)
  const command = join(folder, 'out', 'main', 'cli.js')
  await writeFile(
    join(bin, 'tagout'),
    `#!/bin/sh\nexec '${process.execPath}' '${command}' "$@"\n`,
    {
      mode: 0o755,
    },
  )
  return { bin, run: (...args) => ran(join(bin, 'tagout'), args) }
}

export function ran(
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>> = {},
): Promise<Ran> {
  return new Promise((resolveRan) => {
    execFile(command, [...args], { env: { ...process.env, ...env } }, (error, stdout, stderr) => {
      resolveRan({
        code: typeof error?.code === 'number' ? error.code : error ? -1 : 0,
        stdout,
        stderr,
      })
    })
  })
}

/** Nothing listens there at this moment. */
export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as AddressInfo
  await new Promise((closed) => server.close(closed))
  return port
}
