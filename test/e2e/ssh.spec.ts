import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { differences, inspectAll } from '../support/inspections'
import { processesWith } from '../support/processes'
import { theShop } from '../support/shop'
import { makeSshHome } from '../support/ssh-home'
import { startSshd } from '../support/sshd'
import {
  enterMaintenance,
  exitMaintenance,
  expect,
  openProduct,
  running,
  tagsOn,
  test,
} from './fixtures'
import { look } from './look'

test('an engine behind SSH, by a name of ~/.ssh/config: into maintenance and back, and over a loss of the connection', async ({
  docker,
  dockerd,
  folder,
  start,
}) => {
  await theShop(docker)
  const before = await inspectAll(docker)
  const place = await folder()
  const home = await makeSshHome(place)
  const sshd = await startSshd(place)
  try {
    await sshd.accept(await home.newKey('id_ed25519'))
    const entry = `Host plant\n  HostName 127.0.0.1\n  Port ${sshd.port}\n  User admin\n`
    await home.write('config', entry)
    const address = `ssh://plant${dockerd.socket}`
    const env = { DOCKER_HOST: address, PATH: home.path, XDG_RUNTIME_DIR: place }
    const tagout = await start({ env })
    const { page } = tagout

    await expect(page.getByText('The host key of plant is not known here').first()).toBeVisible()
    await expect(page.getByText(await sshd.fingerprint()).first()).toBeVisible()
    await expect(page.getByText('ssh plant', { exact: true })).toBeVisible()
    await look(page, '60-ssh-host-key-unknown')

    await home.write('known_hosts', await sshd.knownHost())
    await page.getByRole('button', { name: 'Try again' }).click()
    await openProduct(page, 'Shop')
    await enterMaintenance(page, 'Patch night')
    await expect(page.getByRole('heading', { name: 'Maintenance Mode Activated' })).toBeVisible()
    expect(await running(docker)).toEqual(['shop-web-monitor-1'])
    expect(await tagsOn(docker)).toEqual(['tagout.shop'])
    await page.getByRole('link', { name: 'View Deployment' }).click()

    await sshd.kill()
    // The first until it has tried again.
    const why =
      /(The connection was lost: ssh: .*|Nothing listens at ssh:\/\/plant\.) Offline since/
    await expect(page.getByText(why)).toBeVisible()
    await look(page, '61-ssh-lost')
    await sshd.start()
    await expect(page.getByText(/Offline since/)).toHaveCount(0, { timeout: 60_000 })

    await exitMaintenance(page)
    await expect(page.getByRole('heading', { name: 'Maintenance Mode Deactivated' })).toBeVisible()
    expect(differences(before, await inspectAll(docker))).toEqual([])
    expect(await tagsOn(docker)).toEqual([])

    expect(await tunnelsIn(place)).toHaveLength(1)
    await tagout.close()
    expect(await tunnelsIn(place)).toEqual([])
    await expect.poll(() => processesWith(join(place, 'tagout-ssh-'))).toEqual([])
  } finally {
    await sshd.kill()
  }
})

async function tunnelsIn(folder: string): Promise<readonly string[]> {
  return (await readdir(folder)).filter((name) => name.startsWith('tagout-ssh-'))
}
