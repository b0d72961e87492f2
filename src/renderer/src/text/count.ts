/** `1 stack`, `3 stacks`. */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`
}

/** `3 containers and 1 Swarm service`; empty where there is none. */
export function countParts(containers: number, services: number): string {
  return [
    ...(containers === 0 ? [] : [count(containers, 'container')]),
    ...(services === 0 ? [] : [count(services, 'Swarm service')]),
  ].join(' and ')
}

/** `db`, `db and api`, `db, api and web`; beyond `most`, `db, api and 7 more`. */
export function listed(names: readonly string[], most = 6): string {
  if (names.length > most) {
    return `${names.slice(0, most).join(', ')} and ${names.length - most} more`
  }
  const last = names.at(-1) ?? ''
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`
}
