import type { Host, TagCopies } from '../../src/main/maintenance/ports'
import type { Fuse } from './messages'

/** Counts what Tagout does to the world: commands to the engine, tags and marks, local copies. */
export interface Effects {
  count(): number
  /** Counts from 0 again, and dies as the fuse says. */
  arm(fuse: Fuse | null): void
  host(host: Host): Host
  copies(copies: TagCopies): TagCopies
}

/** Milliseconds: the request is on its way by then, and a stop or a start not yet at its end. */
const untilUnderWay = 3

/** @param die ends this process at once, and does not return */
export function createEffects(die: () => never): Effects {
  let count = 0
  let fuse: Fuse | null = null

  /** Yields when this effect is the last one. */
  function burn(): Fuse['dies'] | null {
    const isLast = count++ === fuse?.effect
    return isLast ? (fuse?.dies ?? null) : null
  }

  async function effect<T>(carryOut: () => Promise<T>): Promise<T> {
    const last = burn()
    if (last === 'before') die()
    if (last === 'during') setTimeout(die, untilUnderWay)
    const result = await carryOut()
    if (last !== null) die()
    return result
  }

  function localEffect(carryOut: () => void): void {
    const last = burn()
    if (last === 'before') die()
    carryOut()
    if (last !== null) die()
  }

  return {
    count: () => count,
    arm: (armed) => {
      count = 0
      fuse = armed
    },
    host: (host) => ({
      ...host,
      engine: {
        ...host.engine,
        stop: (...args) => effect(() => host.engine.stop(...args)),
        start: (...args) => effect(() => host.engine.start(...args)),
        pause: (...args) => effect(() => host.engine.pause(...args)),
        setRestartPolicy: (...args) => effect(() => host.engine.setRestartPolicy(...args)),
      },
      tags: {
        ...host.tags,
        hang: (...args) => effect(() => host.tags.hang(...args)),
        mark: (...args) => effect(() => host.tags.mark(...args)),
        takeDown: (...args) => effect(() => host.tags.takeDown(...args)),
        takeBack: (...args) => effect(() => host.tags.takeBack(...args)),
      },
    }),
    copies: (copies) => ({
      ...copies,
      put: (copy) => localEffect(() => copies.put(copy)),
      drop: (product) => localEffect(() => copies.drop(product)),
    }),
  }
}
