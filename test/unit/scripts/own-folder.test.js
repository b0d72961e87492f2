import { expect, it } from 'vitest'
import { hasRootIn, mountPoints } from '../../../scripts/steps/own-folder.js'

const host = '22 1 254:0 / / rw,relatime - ext4 /dev/vda1 rw'
const mountedThere = '40 22 0:45 / /tmp/tagout-a/netns rw - nsfs nsfs rw'
const copied = '90 80 254:0 /tmp/tagout-a/vfs/dir/1 / rw - ext4 /dev/vda1 rw'
const layered = '90 80 0:50 / / rw - overlay overlay rw,lowerdir=/tmp/tagout-a/overlay2/l/1'

it.each([
  ['a container whose root is a folder in it', copied, true],
  ['a container whose root is layered of it', layered, true],
  ['a process that only sees it mounted', `${host}\n${mountedThere}`, false],
])('tells %s', (_, mountinfo, expected) => {
  expect(hasRootIn('/tmp/tagout-a', mountinfo)).toBe(expected)
})

it('reads mount points, with the spaces in them', () => {
  expect(mountPoints(`${host}\n41 22 0:45 / /tmp/a\\040b rw - tmpfs tmpfs rw`)).toEqual([
    '/',
    '/tmp/a b',
  ])
})
