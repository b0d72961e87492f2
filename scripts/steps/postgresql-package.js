import { run } from './run.js'

/**
 * Debian's package makes a database cluster, and a service of it that stays. Unless it is told not
 * to: by the configuration of postgresql-common, which comes first then.
 * @param {readonly string[]} names of the packages that are to be installed
 * @param {readonly string[]} aptGet
 */
export async function withoutCluster(names, aptGet) {
  if (!names.includes('postgresql')) return
  const asRoot = aptGet[0] === 'sudo' ? ['sudo', '-n'] : []
  await run([...aptGet, 'install', '-q', '-y', '--no-install-recommends', 'postgresql-common'])
  const setting = 's/^#?create_main_cluster .*$/create_main_cluster = false/'
  await run([...asRoot, 'sed', '-ri', setting, '/etc/postgresql-common/createcluster.conf'])
}
