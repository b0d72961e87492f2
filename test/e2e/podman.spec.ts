import { createContainer, runContainer } from '../support/containers'
import { importStubImage } from '../support/image'
import { differences, inspectAll } from '../support/inspections'
import { startPodman } from '../support/podman'
import { enterMaintenance, exitMaintenance, expect, openProduct, running, test } from './fixtures'
import { look } from './look'

test('a product on Podman goes into maintenance, whose preview says what can’t be guarded, and comes back as it was', async ({
  start,
}) => {
  const podman = await startPodman()
  const { docker } = podman
  try {
    await importStubImage(docker)
    await runContainer(docker, { stack: 'shop', service: 'db', restart: 'always' })
    await runContainer(docker, {
      stack: 'shop',
      service: 'web',
      dependsOn: { db: 'service_started' },
    })
    await createContainer(docker, { stack: 'shop', service: 'idle' })
    const before = await inspectAll(docker)
    const { page } = await start({ env: { DOCKER_HOST: `unix://${podman.socket}` } })

    await openProduct(page, 'shop')
    await page.getByRole('link', { name: 'Enter Maintenance' }).click()
    await expect(
      page.getByText(/This engine can’t take the restart policy of shop-db-1 away/),
    ).toBeVisible()
    await look(page, '62-podman-preview')
    await page.goBack()
    await enterMaintenance(page, 'Patch night')
    await expect(page.getByRole('heading', { name: 'Maintenance Mode Activated' })).toBeVisible()
    expect(await running(docker)).toEqual([])

    await page.getByRole('link', { name: 'View Deployment' }).click()
    await exitMaintenance(page)
    await expect(page.getByRole('heading', { name: 'Maintenance Mode Deactivated' })).toBeVisible()
    expect(differences(before, await inspectAll(docker))).toEqual([])
  } finally {
    await podman.cleanUp()
  }
})
