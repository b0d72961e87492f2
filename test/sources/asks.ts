/** Bundled as main is, and run where there is no package: asks once of each kind, and prints it. */
import { observe } from '../../src/main/observers/observe'
import { watchFile } from '../../src/main/observers/watch-file'
import { observerConfig } from '../../src/shared/observer'
import { failed } from '../../src/shared/result'

const { configs } = JSON.parse(process.argv[2] ?? '') as { configs: object[] }
const { pasted } = await import('../../src/main/observers/pasted')
await new Promise<void>((begun) => {
  const end = watchFile(
    '/tmp/flag',
    () => undefined,
    () => {
      end()
      begun()
    },
  )
})
const readings = []
for (const config of configs) {
  readings.push(
    await observe(
      observerConfig.parse({ timeout: '60s', ...config }),
      (name) => failed({ code: 'variable-unresolved', name }),
      new AbortController().signal,
    ),
  )
}
const block = pasted('observer: { type: file, path: /flag }')
process.stdout.write(JSON.stringify({ readings, isBlock: block.ok }))
