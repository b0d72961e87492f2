import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { watchMachine } from '../../../src/main/environments/watch-machine'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

function aMachine() {
  const network = { addresses: 'eth0 10.0.0.2/24' }
  let told = 0
  const machine = watchMachine(
    () => told++,
    () => network.addresses,
  )
  return { network, machine, told: () => told }
}

describe('the machine', () => {
  it('that is as it was is not told', () => {
    const { told } = aMachine()

    vi.advanceTimersByTime(3_600_000)

    expect(told()).toBe(0)
  })

  it('with another address is told soon, once', () => {
    const { network, told } = aMachine()

    network.addresses = 'wlan0 192.168.1.7/24'
    vi.advanceTimersByTime(5_000)
    const soon = told()
    vi.advanceTimersByTime(60_000)

    expect([soon, told()]).toEqual([1, 1])
  })

  it('without any address is told when it has one again, even the same', () => {
    const { network, told } = aMachine()

    network.addresses = ''
    vi.advanceTimersByTime(10_000)
    const away = told()
    network.addresses = 'eth0 10.0.0.2/24'
    vi.advanceTimersByTime(5_000)

    expect([away, told()]).toEqual([0, 1])
  })

  it('that was asleep is told, also where the system does not say so', () => {
    const { told } = aMachine()

    vi.setSystemTime(Date.now() + 3_600_000)
    vi.advanceTimersByTime(5_000)

    expect(told()).toBe(1)
  })

  it('of which the system says twice that it is awake is told once', () => {
    const { machine, told } = aMachine()

    machine.woke()
    machine.woke()

    expect(told()).toBe(1)
  })

  it('is not looked at any more at the end', () => {
    const { machine } = aMachine()

    machine.close()

    expect(vi.getTimerCount()).toBe(0)
  })
})
