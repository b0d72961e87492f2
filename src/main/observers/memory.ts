import { z } from 'zod'
import { keyOf, productRef, sameProduct } from '../../shared/ids'
import type { ProductRef } from '../../shared/ids'
import { openJsonFile } from '../storage/json-file'
import type { JsonFilePorts } from '../storage/json-file'
import { holding } from './holds'

const time = z.iso.datetime().nullable()

const remembered = z
  .object({
    /** What it watched; of another observer only the hold counts. */
    type: z.string(),
    watches: z.string(),
    standing: z
      .object({
        lastValue: z
          .object({ says: z.enum(['maintenance', 'normal']), value: z.string() })
          .readonly()
          .nullable(),
        lastChangeAt: time,
        failingSince: time,
      })
      .readonly(),
    holding,
  })
  .readonly()
type Remembered = z.infer<typeof remembered>

const memoryFile = z.object({
  version: z.literal(1),
  observers: z.array(z.object({ product: productRef, remembered }).readonly()).readonly(),
})

/** What of the observers outlives a restart. */
export interface ObserverMemory {
  of(product: ProductRef): Remembered | null
  /** What is remembered already costs nothing. */
  put(product: ProductRef, next: Remembered): void
  drop(product: ProductRef): void
}

export function openObserverMemory(ports: JsonFilePorts): ObserverMemory {
  const file = openJsonFile(
    'observers',
    memoryFile,
    (): z.infer<typeof memoryFile> => ({ version: 1, observers: [] }),
    ports,
  )
  const of = (product: ProductRef): Remembered | null =>
    file.get().observers.find((each) => sameProduct(each.product, product))?.remembered ?? null
  const othersThan = (product: ProductRef) =>
    file.get().observers.filter((each) => keyOf(each.product) !== keyOf(product))
  return {
    of,
    put: (product, next) => {
      if (JSON.stringify(of(product)) === JSON.stringify(next)) return
      const observers = [...othersThan(product), { product, remembered: next }]
      file.set({ version: 1, observers })
    },
    drop: (product) => {
      if (of(product) !== null) file.set({ version: 1, observers: othersThan(product) })
    },
  }
}
