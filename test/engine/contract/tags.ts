import { describe, expect, it } from 'vitest'
import type { EngineEvent } from '../../../src/main/docker/events'
import { claim, productDeploymentId } from '../../../src/shared/ids'
import { ok } from '../../../src/shared/result'
import { eventually } from '../../support/eventually'
import { aMark, aTag } from '../../support/tags'
import { engineAt } from './at'
import type { Engine } from './at'

const shop = productDeploymentId.parse('shop')
const hungAt = expect.stringMatching(/^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.000Z$/) as string

/** What the core may rely on of a `TagStore`. */
export function tagContract(name: Engine, socket: string): void {
  describe(`${name} as a tag store`, () => {
    const world = engineAt(socket)

    it('reads back what was hung, with when the engine hung it', async () => {
      const { tags } = world.connection
      const hanging = ok({ ...aTag('shop'), hungAt, takeover: null, exit: null })
      const before = Date.now()

      expect(await tags.read(shop)).toEqual(ok(null))
      expect(await tags.hang(aTag('shop'))).toEqual(hanging)

      const read = await tags.read(shop)
      expect(read).toEqual(hanging)
      const at = read.ok && read.value !== null && 'hungAt' in read.value ? read.value.hungAt : ''
      expect(Math.abs(Date.parse(at) - before)).toBeLessThan(5_000)
    })

    it('tells a product without a version from one with an empty one', async () => {
      const { tags } = world.connection

      expect(await tags.hang(aTag('none', 'me', { productVersion: null }))).toMatchObject(
        ok({ productVersion: null }),
      )
      expect(await tags.hang(aTag('empty', 'me', { productVersion: '' }))).toMatchObject(
        ok({ productVersion: '' }),
      )
    })

    it('has room for a product of a thousand containers', async () => {
      const [one] = aTag('shop').snapshot.containers
      if (one === undefined) throw new Error('No container in the example')
      const containers = Array.from({ length: 1000 }, (_, index) => ({ ...one, replica: index }))
      const { tags } = world.connection

      expect(await tags.hang(aTag('shop', 'me', { snapshot: { containers } }))).toMatchObject(
        ok({ snapshot: { containers } }),
      )
      expect(await world.connection.listTags()).toMatchObject(ok([{ snapshot: { containers } }]))
    })

    it("hands eight that hang it at once the first one's tag", async () => {
      const others = await Promise.all(Array.from({ length: 8 }, () => world.connect()))

      const handed = await Promise.all(
        others.map(({ tags }, index) => tags.hang(aTag('shop', `rival-${index}`))),
      )

      expect(new Set(handed.map((each) => JSON.stringify(each))).size).toBe(1)
      expect(handed[0]).toEqual(await world.connection.tags.read(shop))
      expect(handed[0]).toMatchObject(
        ok({ claim: expect.stringMatching(/^rival-\d\.tag$/) as unknown }),
      )
    })

    it("hands eight that mark the exit at once the first one's mark", async () => {
      await world.connection.tags.hang(aTag('shop'))
      const others = await Promise.all(Array.from({ length: 8 }, () => world.connect()))

      const handed = await Promise.all(
        others.map(({ tags }, index) =>
          tags.mark('exit', shop, aMark(`rival-${index}`, 'exit', 'me')),
        ),
      )

      expect(new Set(handed.map((each) => JSON.stringify(each))).size).toBe(1)
      const [exit] = handed
      expect(await world.connection.tags.read(shop)).toMatchObject(
        ok({ exit: exit?.ok === true ? exit.value : null, takeover: null }),
      )
    })

    it('reads the takeover and the exit with the tag', async () => {
      const { tags } = world.connection
      await tags.hang(aTag('shop'))
      await tags.mark('takeover', shop, aMark('boss', 'takeover', 'me'))
      await tags.mark('exit', shop, aMark('boss', 'exit', 'me'))

      expect(await tags.read(shop)).toEqual(
        ok({
          ...aTag('shop'),
          hungAt,
          takeover: { ...aMark('boss', 'takeover', 'me'), hungAt },
          exit: { ...aMark('boss', 'exit', 'me'), hungAt },
        }),
      )
    })

    it('knows whether the tag still hangs as claimed, with its exit mark or without', async () => {
      const { tags } = world.connection
      const mine = claim.parse('me.tag')
      const exit = claim.parse('me.exit')
      const asked = async () => [
        await tags.stillHangs(shop, mine, null),
        await tags.stillHangs(shop, claim.parse('you.tag'), null),
        await tags.stillHangs(shop, mine, exit),
        await tags.stillHangs(shop, mine, claim.parse('you.exit')),
      ]

      const nothing = await asked()
      await tags.hang(aTag('shop'))
      const tagged = await asked()
      await tags.mark('exit', shop, aMark('me', 'exit'))
      const leaving = await asked()

      expect(nothing).toEqual([ok(false), ok(false), ok(false), ok(false)])
      expect(tagged).toEqual([ok(true), ok(false), ok(false), ok(false)])
      expect(leaving).toEqual([ok(false), ok(false), ok(true), ok(false)])
    })

    it('takes down the tag first, then its takeover, then its exit mark', async () => {
      const watching = await world.connect()
      const removed: string[] = []
      await watching.follow(
        (event: EngineEvent) => {
          if (event.type === 'tag' && event.action === 'destroy') removed.push(event.volume)
        },
        () => removed.push('the stream ended'),
      )
      const { tags } = world.connection
      await tags.hang(aTag('shop'))
      await tags.mark('exit', shop, aMark('me', 'exit'))
      await tags.mark('takeover', shop, aMark('me', 'takeover'))

      expect(await tags.takeDown(shop, claim.parse('me.tag'))).toEqual(ok())

      expect(await tags.read(shop)).toEqual(ok(null))
      await eventually(() => removed.length === 3 || null, {
        within: 5_000,
        what: 'three are gone',
      })
      expect(removed).toEqual(['tagout.shop', 'tagout.shop.takeover', 'tagout.shop.exit'])
      expect(await tags.takeDown(shop, claim.parse('me.tag'))).toEqual(ok())
    })

    it('takes down the tag of that claim with its marks, and takes back the mark of that claim, and no others', async () => {
      const { tags } = world.connection
      const mine = { ...aTag('shop'), hungAt, takeover: null, exit: null }
      const exit = { ...aMark('me', 'exit'), hungAt }
      await tags.hang(aTag('shop'))
      await tags.mark('exit', shop, aMark('me', 'exit'))

      expect(await tags.takeDown(shop, claim.parse('you.tag'))).toEqual(ok())
      expect(await tags.takeBack('exit', shop, claim.parse('you.exit'))).toEqual(ok())
      expect(await tags.read(shop)).toEqual(ok({ ...mine, exit }))

      expect(await tags.takeBack('exit', shop, claim.parse('me.exit'))).toEqual(ok())
      expect(await tags.read(shop)).toEqual(ok(mine))
    })

    it('takes an exit mark alone for no tag, and sweeps it up before it hangs a new one', async () => {
      const { connection } = world
      const { tags } = connection
      await tags.mark('exit', shop, aMark('me', 'exit'))
      await tags.mark('takeover', shop, aMark('me', 'takeover'))

      expect(await tags.read(shop)).toEqual(ok(null))
      expect(await connection.listTags()).toEqual(ok([]))
      expect(await tags.hang(aTag('shop', 'you'))).toEqual(
        ok({ ...aTag('shop', 'you'), hungAt, takeover: null, exit: null }),
      )
    })

    it('takes the marks of another tag for nothing, and replaces them when its own are hung', async () => {
      const { tags } = world.connection
      await tags.mark('exit', shop, aMark('me', 'exit', 'ended'))
      await tags.mark('takeover', shop, aMark('me', 'takeover', 'ended'))
      const mine = { ...aTag('shop'), hungAt, takeover: null, exit: null }

      expect(await tags.hang(aTag('shop'))).toEqual(ok(mine))
      expect(await tags.read(shop)).toEqual(ok(mine))
      expect(await world.connection.listTags()).toEqual(ok([mine]))
      expect(await tags.stillHangs(shop, claim.parse('me.tag'), null)).toEqual(ok(true))
      expect(await tags.mark('exit', shop, aMark('me', 'exit'))).toEqual(
        ok({ ...aMark('me', 'exit'), hungAt }),
      )
      expect(await tags.read(shop)).toEqual(
        ok({ ...mine, exit: { ...aMark('me', 'exit'), hungAt } }),
      )
    })

    it('keeps the time at which it was hung first, and that of its marks, when hung again', async () => {
      const { tags } = world.connection
      const first = '2026-11-22T19:00:00.000Z'
      await tags.hang(aTag('shop', 'me', { hungAt: first }))
      await tags.mark('exit', shop, { ...aMark('me', 'exit'), hungAt: first })

      expect(await tags.read(shop)).toEqual(
        ok({
          ...aTag('shop'),
          hungAt: first,
          takeover: null,
          exit: { ...aMark('me', 'exit'), hungAt: first },
        }),
      )
    })

    it('leaves a mark alone that it can not read, and hangs no tag beside it', async () => {
      const { connection } = world
      await connection.tags.mark('takeover', shop, aMark('me', 'takeover'))
      await world.docker.createVolume({
        Name: 'tagout.shop.exit',
        Labels: { 'tagout.schema': '2', 'tagout.product.name': 'Shop' },
      })

      expect(await connection.tags.hang(aTag('shop'))).toMatchObject(
        ok({ volume: 'tagout.shop.exit' }),
      )
      expect(await volumes()).toEqual(['tagout.shop.exit', 'tagout.shop.takeover'])
      expect(await connection.sweep()).toEqual(ok())
      expect(await volumes()).toEqual(['tagout.shop.exit'])
    })

    it('sweeps up the marks without a tag, and no others', async () => {
      const { connection } = world
      const { tags } = connection
      await tags.hang(aTag('shop'))
      await tags.mark('exit', shop, aMark('me', 'exit'))
      await tags.mark('exit', productDeploymentId.parse('old'), aMark('me', 'exit'))
      await tags.mark('takeover', productDeploymentId.parse('older'), aMark('me', 'takeover'))

      expect(await connection.sweep()).toEqual(ok())

      expect(await volumes()).toEqual(['tagout.shop', 'tagout.shop.exit'])
    })

    it('lists all tags with their marks, and nothing else', async () => {
      const { connection } = world
      const { tags } = connection
      await world.docker.createVolume({ Name: 'my.tagout.shop' })
      await tags.hang(aTag('shop'))
      await tags.mark('exit', shop, aMark('you', 'exit', 'me'))
      await tags.hang(aTag('depot', 'you'))

      const listed = await connection.listTags()

      expect(listed).toEqual(
        ok(
          expect.arrayContaining([
            {
              ...aTag('shop'),
              hungAt,
              takeover: null,
              exit: { ...aMark('you', 'exit', 'me'), hungAt },
            },
            { ...aTag('depot', 'you'), hungAt, takeover: null, exit: null },
          ]),
        ),
      )
      expect(listed.ok && listed.value.length).toBe(2)
    })

    it('shows what it can not read, and never overwrites it', async () => {
      const { connection } = world
      const { tags } = connection
      await world.docker.createVolume({
        Name: 'tagout.shop',
        Labels: { 'tagout.schema': '7', 'tagout.product.name': 'Shop' },
      })
      const unreadable = {
        productDeploymentId: 'shop',
        volume: 'tagout.shop',
        detail: 'Another version of Tagout hung it: its schema is "7", this one reads "1".',
        productName: 'Shop',
      }

      expect(await tags.read(shop)).toEqual(ok(unreadable))
      expect(await connection.listTags()).toEqual(ok([unreadable]))
      expect(await tags.hang(aTag('shop'))).toEqual(ok(unreadable))
    })

    it('takes a tag with a mark that it can not read for unreadable', async () => {
      const { tags } = world.connection
      await tags.hang(aTag('shop'))
      await world.docker.createVolume({ Name: 'tagout.shop.exit' })
      const unreadable = {
        productDeploymentId: 'shop',
        volume: 'tagout.shop.exit',
        detail: 'It has no label tagout.schema: Tagout did not hang it.',
        productName: 'Shop',
      }

      expect(await tags.mark('exit', shop, aMark('me', 'exit'))).toEqual(
        ok({ ...unreadable, productName: null }),
      )
      expect(await tags.read(shop)).toEqual(ok(unreadable))
    })

    async function volumes(): Promise<readonly string[]> {
      const { Volumes } = await world.docker.listVolumes()
      return Volumes.map(({ Name }) => Name).sort()
    }
  })
}
