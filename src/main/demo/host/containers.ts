import type { Container } from './container'

/** The containers of a host: by id, by name, or by the begin of an id. */
export interface Containers {
  all(): Iterable<Container>
  readonly size: number
  /** null: none, or more than one begins so. */
  find(reference: string): Container | null
  isNamed(name: string): Container | null
  add(container: Container): void
  rename(container: Container, name: string): void
  delete(container: Container): void
  clear(): void
}

export function createContainers(): Containers {
  const byId = new Map<string, Container>()
  const byName = new Map<string, Container>()
  return {
    all: () => byId.values(),
    get size() {
      return byId.size
    },
    find: (reference) => {
      const name = reference.replace(/^\//, '')
      return byId.get(reference) ?? byName.get(name) ?? byBegin(byId, reference)
    },
    isNamed: (name) => byName.get(name) ?? null,
    add: (container) => {
      byId.set(container.id, container)
      byName.set(container.name, container)
    },
    rename: (container, name) => {
      byName.delete(container.name)
      container.name = name
      byName.set(name, container)
    },
    delete: (container) => {
      byId.delete(container.id)
      byName.delete(container.name)
    },
    clear: () => {
      byId.clear()
      byName.clear()
    },
  }
}

function byBegin(containers: ReadonlyMap<string, Container>, begin: string): Container | null {
  if (!/^[0-9a-f]{1,63}$/.test(begin)) return null
  const found = [...containers.values()].filter(({ id }) => id.startsWith(begin))
  return found.length === 1 ? (found[0] ?? null) : null
}
