import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { bundled } from '../support/bundled'
import { tlsCases } from '../support/tls-cases'
import { expect, test } from './fixtures'

test('what is the matter with TLS is told by Electron’s library as by Node’s', async ({
  dockerd,
  folder,
}) => {
  const program = await bundled('tls-process.ts')
  const { cases, close } = await tlsCases(await folder(), dockerd.socket)
  try {
    const electron = spawn(process.env.TAGOUT_ELECTRON ?? '', [program.path], {
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    electron.stdin.end(JSON.stringify(cases.map(({ endpoint }) => endpoint)))
    const outcomes = JSON.parse(await text(electron.stdout)) as object[]

    expect(cases.map(({ what }, index) => [what, outcomes[index]])).toEqual(
      cases.map(({ what, comes }) => [what, comes]),
    )
  } finally {
    await close()
    await program.remove()
  }
})
