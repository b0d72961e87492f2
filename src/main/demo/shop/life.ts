import type { Container } from '../host/container'
import type { DemoHost } from '../host/host'
import type { Random } from '../host/random'
import { afflictions } from './blueprint'
import { driftersIn, isAtPeace } from './maintenance'

/** Milliseconds, from and to. */
type Span = readonly [number, number]

const betweenActs: Span = [20_000, 45_000]
const suffering: Span = [25_000, 60_000]
/** More than so many don't suffer at the same time. */
const sufferers = 2

/**
 * What happens in the shop by itself, at a calm pace: something crashes and is started again, falls
 * sick or can't start for a while and recovers; and of a product in maintenance something that a
 * forgotten timer starts again. What is in maintenance is left alone otherwise. Yields what ends it.
 */
export function live(host: DemoHost, random: Random): () => void {
  let isOver = false
  const within = ([from, to]: Span): number => from + random.below(to - from)
  const oneOf = (containers: readonly Container[]): Container | undefined =>
    containers[random.below(containers.length)]

  for (const container of host.containers.all()) {
    if (suffers(container)) cureLater(container)
  }
  next()

  function next(): void {
    host.clock.after(within(betweenActs), () => {
      if (isOver) return
      act()
      next()
    })
  }

  function act(): void {
    const drifter = driftersIn(host).find(() => random.next() < 0.6)
    if (drifter !== undefined) {
      void host.start(drifter)
      return
    }
    const peaceful = [...host.containers.all()].filter((each) => isAtPeace(host, each))
    const chance = random.next()
    if (chance < 0.45) crash(oneOf(peaceful.filter(comesBack)))
    else if (peaceful.filter(suffers).length < sufferers) {
      if (chance < 0.85) afflict(oneOf(peaceful.filter(isWell)), afflictions.sick)
      else breakDown(oneOf(peaceful.filter(comesBack)))
    }
  }

  function crash(container: Container | undefined): void {
    if (container === undefined) return
    if (random.next() < 0.2) host.runOutOfMemory(container)
    else host.crash(container, 1)
  }

  function breakDown(container: Container | undefined): void {
    afflict(container, afflictions.broken)
    if (container !== undefined) host.crash(container, 1)
  }

  function afflict(container: Container | undefined, affliction: string): void {
    if (container === undefined) return
    container.files.add(affliction)
    cureLater(container)
  }

  function cureLater({ files }: Container): void {
    host.clock.after(within(suffering), () => {
      for (const each of Object.values(afflictions)) files.delete(each)
    })
  }

  return () => {
    isOver = true
  }
}

function suffers({ files }: Container): boolean {
  return Object.values(afflictions).some((each) => files.has(each))
}

function isWell(container: Container): boolean {
  return container.state.health?.status === 'healthy' && !suffers(container)
}

/** By its restart policy, when it ends by itself and not well. */
function comesBack(container: Container): boolean {
  const { name } = container.restartPolicy
  return container.state.status === 'running' && name !== '' && name !== 'no' && !suffers(container)
}
