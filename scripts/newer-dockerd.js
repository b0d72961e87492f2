/**
 * `npm run --silent newer-dockerd [release]`: prints the path of the dockerd of a newer release of
 * Debian (trixie, unless said otherwise), fetched from where this system has its packages from, and
 * unpacked in Tagout's cache. Nothing is installed.
 */
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { cacheFolder } from './steps/cache.js'
import { sourcesOf } from './steps/newer-sources.js'
import { Failure, main, step } from './steps/report.js'
import { run, tail } from './steps/run.js'

const packages = ['docker.io', 'containerd']

await main(async () => {
  const release = process.argv[2] ?? 'trixie'
  const folder = path.join(cacheFolder(), `dockerd-${release}`)
  const dockerd = path.join(folder, 'usr/sbin/dockerd')
  if (!existsSync(dockerd)) {
    await step(`dockerd of ${release}`, (busy) => fetchTo(folder, release, busy))
  }
  process.stdout.write(`${dockerd}\n`)
})

/**
 * @param {string} folder
 * @param {string} release
 * @param {import('./steps/report.js').Busy} busy
 */
async function fetchTo(folder, release, busy) {
  const work = `${folder}.part`
  rmSync(work, { recursive: true, force: true })
  for (const part of ['etc', 'lists/partial', 'cache/archives/partial', 'packages', 'unpacked']) {
    mkdirSync(path.join(work, part), { recursive: true })
  }
  for (const { name, text } of sources(release)) writeFileSync(path.join(work, 'etc', name), text)
  const configuration = path.join(work, 'apt.conf')
  writeFileSync(
    configuration,
    [
      'Dir::Etc::sourcelist "/dev/null";',
      `Dir::Etc::sourceparts "${work}/etc";`,
      `Dir::State::lists "${work}/lists";`,
      'Dir::State::status "/dev/null";',
      `Dir::Cache "${work}/cache";`,
      'APT::Sandbox::User "";',
    ].join('\n'),
  )
  const env = { ...process.env, APT_CONFIG: configuration }
  busy('looking it up')
  const updated = await run(['apt-get', 'update', '-q'], { env })
  busy('fetching it')
  const fetched = await run(['apt-get', 'download', '-q', ...packages], {
    env,
    cwd: path.join(work, 'packages'),
  })
  if (fetched.code !== 0) {
    throw new Failure(
      `The packages of ${release} could not be had.\n\n${tail(updated.output)}\n${tail(fetched.output)}`,
    )
  }
  for (const name of readdirSync(path.join(work, 'packages'))) {
    const unpacked = await run([
      ...['dpkg', '-x', path.join(work, 'packages', name), path.join(work, 'unpacked')],
    ])
    if (unpacked.code !== 0) throw new Failure(tail(unpacked.output))
  }
  cpSync(path.join(work, 'unpacked'), folder, { recursive: true, verbatimSymlinks: true })
  rmSync(work, { recursive: true, force: true })
  return 'there'
}

/** @param {string} release */
function sources(release) {
  const own = /^VERSION_CODENAME=(\w+)$/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1]
  if (own === undefined) throw new Failure('This system does not say which release it is.')
  const folder = '/etc/apt/sources.list.d'
  const files = ['/etc/apt/sources.list']
    .filter((file) => existsSync(file))
    .concat(existsSync(folder) ? readdirSync(folder).map((name) => path.join(folder, name)) : [])
  return files.flatMap((file) => {
    const text = sourcesOf(path.basename(file), readFileSync(file, 'utf8'), own, release)
    return text === null ? [] : [{ name: path.basename(file), text }]
  })
}
