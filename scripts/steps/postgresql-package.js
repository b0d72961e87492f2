import { run } from './run.js'

const configuration = '/etc/postgresql-common/createcluster.conf'

/**
 * Debian's package makes a database cluster, and a service of it that stays. Unless it is told not
 * to: by the configuration of postgresql-common, which comes first then, and is put back afterwards.
 * @param {readonly string[]} names of the packages that are to be installed
 * @param {readonly string[]} aptGet
 * @param {() => ReturnType<typeof run>} install
 */
export async function installedWithoutCluster(names, aptGet, install) {
  if (!names.includes('postgresql')) return install()
  const asRoot = aptGet[0] === 'sudo' ? ['sudo', '-n'] : []
  const before = `${configuration}.tagout-before`
  await run([...aptGet, 'install', '-q', '-y', '--no-install-recommends', 'postgresql-common'])
  await run([...asRoot, 'cp', '-p', configuration, before])
  const setting = 's/^#?create_main_cluster .*$/create_main_cluster = false/'
  await run([...asRoot, 'sed', '-ri', setting, configuration])
  const installed = await install()
  await run([...asRoot, 'mv', before, configuration])
  return installed
}
