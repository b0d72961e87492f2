import { createStore } from 'zustand/vanilla'
import type { StoreApi } from 'zustand/vanilla'
import type { Announcement, Bridge } from '../../../shared/ipc'
import { applied, mirrored } from './world'
import type { MirroredWorld } from './world'

export type Mirror =
  | { readonly state: 'loading' }
  | { readonly state: 'ready'; readonly world: MirroredWorld }
  | { readonly state: 'broken'; readonly detail: string }

export interface OpenMirror {
  readonly store: StoreApi<Mirror>
  /** Ends when the first world is there, or can't be had. */
  readonly opened: Promise<void>
  readonly close: () => void
}

/**
 * Main's world, mirrored. It listens before it asks, and applies what was announced meanwhile
 * after the answer, in order: an announcement carries a whole new thing, so one that the answer
 * already contains does no harm.
 */
export function openMirror(bridge: Bridge): OpenMirror {
  const store = createStore<Mirror>(() => ({ state: 'loading' }))
  const early: Announcement[] = []

  const close = bridge.listen((news) => {
    const mirror = store.getState()
    if (mirror.state === 'ready') {
      store.setState({ state: 'ready', world: applied(mirror.world, news) }, true)
    } else {
      early.push(...news)
    }
  })

  const open = async (): Promise<void> => {
    try {
      const world = mirrored(await bridge.call('world.get', undefined))
      store.setState({ state: 'ready', world: applied(world, early) }, true)
    } catch (error) {
      store.setState({ state: 'broken', detail: String(error) }, true)
    }
  }

  return { store, opened: open(), close }
}
