import { describe, expect, it } from 'vitest'
import {
  howToInstall,
  installedPackages,
  missingPackages,
  namesToInstall,
} from '../../../scripts/steps/system-packages.js'

const nothingThere = () => false

describe('installedPackages', () => {
  it('takes what is wholly installed, held or not', () => {
    expect(installedPackages('ii \tlibnss3\nhi \tunzip\n')).toEqual(new Set(['libnss3', 'unzip']))
  })

  it('leaves out what is removed, half installed or unknown', () => {
    expect(installedPackages('rc \tlibnss3\niU \tunzip\niF \txvfb\nun \tlibgbm1\n')).toEqual(
      new Set(),
    )
  })
})

describe('missingPackages', () => {
  it('names what is neither installed nor there in another way', () => {
    const needed = [
      { package: 'unzip' },
      { package: 'docker.io', command: 'dockerd' },
      { package: 'xvfb', command: 'Xvfb' },
    ]
    const found = {
      installed: new Set(['unzip']),
      isThere: (need) => need.command === 'dockerd',
    }

    expect(missingPackages(needed, found)).toEqual(['xvfb'])
  })

  it('knows a library by its newer name too', () => {
    const found = { installed: new Set(['libgtk-3-0t64']), isThere: nothingThere }

    expect(missingPackages([{ package: 'libgtk-3-0' }], found)).toEqual([])
  })
})

describe('namesToInstall', () => {
  it('takes the name under which the release has the library', () => {
    const offered = ' libasound2t64 | 1.2.8-1 | http://mirror stable/main amd64 Packages\n'

    expect(namesToInstall(['libasound2', 'xvfb'], offered)).toEqual(['libasound2t64', 'xvfb'])
  })
})

describe('howToInstall', () => {
  const command = 'sudo apt-get update && sudo apt-get install -y libnss3 xvfb'
  const refused = (may) => howToInstall(['libnss3', 'xvfb'], may).refusal

  it('installs without questions as root, or through sudo that asks for no password', () => {
    const aptGet = howToInstall(['xvfb'], { aptGet: true, root: true, sudo: false }).aptGet

    expect(aptGet).toContain('DEBIAN_FRONTEND=noninteractive')
    expect(howToInstall(['xvfb'], { aptGet: true, root: false, sudo: true })).toEqual({
      aptGet: ['sudo', '-n', ...aptGet],
    })
  })

  it('names the one command where an administrator is needed', () => {
    expect(refused({ aptGet: true, root: false, sudo: false })).toContain(`Run\n\n  ${command}\n`)
  })

  it('names what Debian would install where there is no apt-get', () => {
    expect(refused({ aptGet: false, root: true, sudo: false })).toContain(
      `There is no apt-get to install them with. These are their names on Debian, where it is\n\n  ${command}\n`,
    )
  })
})
