import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Failure } from './report.js'
import { commandPath, tail } from './run.js'

/**
 * @typedef {object} VirtualDisplay
 * @property {{ DISPLAY: string, XAUTHORITY?: string }} env what its clients need
 * @property {() => Promise<void>} close
 */

/**
 * Opens a display that nobody sees, on a free number, for as long as this process lives.
 * @param {{ guarded: boolean }} options guarded: only those who are given `env` get in. Otherwise
 *   every user of this machine does.
 * @returns {Promise<VirtualDisplay>}
 */
export async function openVirtualDisplay({ guarded }) {
  const guard = guarded ? createGuard() : undefined
  const child = spawn(
    // Even a SIGKILL of this process ends it.
    commandPath('setpriv') ? 'setpriv' : 'env',
    [
      ...(commandPath('setpriv') ? ['--pdeathsig', 'TERM'] : []),
      ...[
        'Xvfb',
        '-displayfd',
        '3',
        '-screen',
        '0',
        '1600x1000x24',
        '-nolisten',
        'tcp',
        '-noreset',
      ],
      ...(guard ? ['-auth', guard.file] : []),
    ],
    // Detached: a Ctrl-C in the terminal is for the app, which still needs its display then.
    { detached: true, stdio: ['ignore', 'ignore', 'pipe', 'pipe'] },
  )
  const ended = new Promise((resolve) => child.once('close', resolve).once('error', resolve))
  const close = async () => {
    child.kill()
    await ended
    guard?.remove()
  }
  try {
    const number = await displayNumber(child)
    return { env: { DISPLAY: `:${number}`, ...(guard ? { XAUTHORITY: guard.file } : {}) }, close }
  } catch (cause) {
    await close()
    throw cause
  }
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<string>}
 */
function displayNumber(child) {
  return new Promise((resolve, reject) => {
    let said = ''
    const fail = (/** @type {string} */ what) => {
      clearTimeout(patience)
      reject(new Failure(`The virtual display (Xvfb) ${what}.\n${tail(said)}`))
    }
    const patience = setTimeout(() => fail('did not open within 20 seconds'), 20_000)
    child.stderr?.setEncoding('utf8').on('data', (/** @type {string} */ text) => (said += text))
    child.once('error', (cause) => fail(`could not be started: ${cause.message}`))
    child.once('close', () => fail('ended at once'))
    let written = ''
    child.stdio[3]?.on('data', (/** @type {Buffer} */ bytes) => {
      written += bytes.toString()
      if (!written.includes('\n')) return
      clearTimeout(patience)
      resolve(written.trim())
    })
  })
}

function createGuard() {
  const folder = mkdtempSync(path.join(tmpdir(), 'tagout-display-'))
  const file = path.join(folder, 'authority')
  writeFileSync(file, authority(randomBytes(16)), { mode: 0o600 })
  return { file, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

/**
 * An Xauthority file of one entry, good for a display of any number on any host.
 * @see Xau(3): family, address, number, name, cookie; each but the first with its length before it
 * @param {Buffer} cookie
 */
export function authority(cookie) {
  const anyHost = 0xffff
  const counted = (/** @type {Buffer} */ bytes) => Buffer.concat([uint16(bytes.length), bytes])
  return Buffer.concat([
    uint16(anyHost),
    ...[Buffer.alloc(0), Buffer.alloc(0), Buffer.from('MIT-MAGIC-COOKIE-1'), cookie].map(counted),
  ])
}

/** @param {number} value */
function uint16(value) {
  return Buffer.from([value >> 8, value & 0xff])
}
