import { networkInterfaces } from 'node:os'

/** Milliseconds between two looks: no engine is asked, only this machine. */
const apart = 5_000
/** So much later than it was due, a look tells that nothing ran in between. */
const asleep = 15_000
/** One waking is told twice (by logind, to Electron), and may bring the network with it. */
const atLeast = 2_000

export interface MachineWatch {
  /** The system says that it was asleep. */
  woke(): void
  close(): void
}

/**
 * Calls back when the machine was asleep, or its network is another: also where nobody tells it, as
 * without a desktop.
 * @param addresses what tells one network from another
 */
export function watchMachine(changed: () => void, addresses = ownAddresses): MachineWatch {
  let known = addresses()
  let lookedAt = Date.now()
  let toldAt = -Infinity

  function tell(): void {
    const now = performance.now()
    if (now - toldAt < atLeast) return
    toldAt = now
    changed()
  }

  function look(): void {
    const now = Date.now()
    const wasAsleep = now - lookedAt > apart + asleep
    lookedAt = now
    const found = addresses()
    const isAnother = found !== known
    known = found
    // What has lost its addresses has nothing to try with; that it has some again is news.
    if (wasAsleep || (isAnother && found !== '')) tell()
  }

  const timer = setInterval(look, apart)
  return { woke: tell, close: () => clearInterval(timer) }
}

/** Without those that are there whatever the network is. */
function ownAddresses(): string {
  const all = Object.entries(networkInterfaces()).flatMap(([name, addresses = []]) =>
    addresses
      .filter(({ internal, address }) => !internal && !/^(fe80|169\.254\.)/i.test(address))
      .map(({ cidr, address }) => `${name} ${cidr ?? address}`),
  )
  return all.sort().join('\n')
}
