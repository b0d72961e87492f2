import { createContext, useCallback, useContext } from 'react'
import { useStore } from 'zustand'
import type { StoreApi } from 'zustand/vanilla'
import type { Environment } from '../../../shared/environment'
import type { EnvironmentId, ProductRef } from '../../../shared/ids'
import type { Bridge } from '../../../shared/ipc'
import type { SettingsChange } from '../../../shared/settings'
import type { Mirror } from './mirror'
import { environmentOf } from './world'
import type { MirroredWorld } from './world'

/** What pages get from outside. */
export interface Surroundings {
  readonly bridge: Bridge
  readonly mirror: StoreApi<Mirror>
  readonly overview: OverviewMemory
}

/** What the overview was narrowed down to, for the links that lead back to it. */
export interface OverviewMemory {
  readonly path: () => string
  readonly remember: (parameters: string) => void
}

export function createOverviewMemory(): OverviewMemory {
  let remembered = ''
  return {
    path: () => (remembered === '' ? '/' : `/?${remembered}`),
    remember: (parameters) => {
      remembered = parameters
    },
  }
}

export const SurroundingsContext = createContext<Surroundings | null>(null)

function useSurroundings(): Surroundings {
  const surroundings = useContext(SurroundingsContext)
  if (surroundings === null) throw new Error('Used outside of SurroundingsContext')
  return surroundings
}

export function useBridge(): Bridge {
  return useSurroundings().bridge
}

/** Main changes them and announces it; nothing is changed here. */
export function useChangeSettings(): (change: SettingsChange) => void {
  const bridge = useBridge()
  return (change) => void bridge.call('settings.change', change)
}

/** Main tells the containers of this product from then on; what is known of another is forgotten. */
export function useFollow(): (product: ProductRef | null) => void {
  const { bridge, mirror } = useSurroundings()
  return useCallback(
    (product) => {
      const known = mirror.getState()
      if (known.state === 'ready') {
        mirror.setState({ ...known, world: { ...known.world, followed: null } }, true)
      }
      void bridge.call('product.follow', { product })
    },
    [bridge, mirror],
  )
}

export function useOverviewMemory(): OverviewMemory {
  return useSurroundings().overview
}

/** Of the mirrored world; used only below where it is there. */
export function useWorld<T>(select: (world: MirroredWorld) => T): T {
  return useStore(useSurroundings().mirror, (mirror) => {
    if (mirror.state !== 'ready') throw new Error('Used before the world is there')
    return select(mirror.world)
  })
}

export function useEnvironment(id: EnvironmentId): Environment | undefined {
  return useWorld((world) => environmentOf(world, id))
}
