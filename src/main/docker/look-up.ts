import { execFile } from 'node:child_process'
import type { LookupAddress, LookupOptions } from 'node:dns'
import { lookup } from 'node:dns'
import { isIP } from 'node:net'
import type { LookupFunction } from 'node:net'

/** Milliseconds. */
const patience = 30_000

/**
 * A host's addresses as the system has them (its hosts file, mDNS and all), asked for in a process
 * of their own. Node asks on two threads for all of Tagout: two names whose server is silent would
 * hold up every other one, `localhost` included (12 s behind six such names, measured on Linux). On
 * systems without `getent` it is Node that asks.
 */
export const lookUp: LookupFunction = (host, options, answer) => {
  if (process.platform !== 'linux') {
    lookup(host, options, answer)
    return
  }
  const command = ['ahosts', '--', host]
  execFile('getent', command, { timeout: patience, killSignal: 'SIGKILL' }, (error, told) => {
    if (error !== null && 'code' in error && error.code === 'ENOENT') {
      lookup(host, options, answer)
      return
    }
    const addresses = addressesIn(told, options)
    const [first] = addresses
    if (first === undefined) answer(notFound(host), '', 0)
    else if (options.all === true) answer(null, addresses)
    else answer(null, first.address, first.family)
  })
}

/** A line each of `<address> STREAM <name>`, and the same for other kinds of sockets. */
function addressesIn(told: string, { family }: LookupOptions): LookupAddress[] {
  const wanted = family === 'IPv4' ? 4 : family === 'IPv6' ? 6 : (family ?? 0)
  return told
    .split('\n')
    .filter((line) => /\sSTREAM\b/.test(line))
    .map((line) => line.split(/\s/, 1)[0] ?? '')
    .map((address) => ({ address, family: isIP(address) }))
    .filter((found) => found.family !== 0 && (wanted === 0 || found.family === wanted))
}

function notFound(host: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`${host} is not known`), { code: 'ENOTFOUND' })
}
