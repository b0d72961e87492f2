import { spawn } from 'node:child_process'
import { accessSync, constants, statSync } from 'node:fs'
import { constants as osConstants } from 'node:os'
import path from 'node:path'

/**
 * @typedef {object} Ran
 * @property {number} code as a shell would give it: 127 for a command that isn't there, 128 + n for
 *   one that signal n ended
 * @property {string} stdout
 * @property {string} output stdout and stderr as they came
 */

/**
 * Runs a command without a terminal, to its end.
 * @param {readonly string[]} command
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, signal?: AbortSignal }} [options] the signal
 *   ends it
 * @returns {Promise<Ran>}
 */
export function run([command = '', ...args], { cwd, env, signal } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd,
      env: env ?? process.env,
      signal,
      stdio: ['ignore', 'pipe', 'pipe'],
      // npm is a .cmd file on Windows, which can't be started without a shell.
      shell: process.platform === 'win32' && command === 'npm',
    })
    let stdout = ''
    let output = ''
    child.stdout.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
      stdout += text
      output += text
    })
    child.stderr.setEncoding('utf8').on('data', (/** @type {string} */ text) => (output += text))
    child.on('error', (cause) => {
      if (child.pid === undefined) resolve({ code: 127, stdout, output: cause.message })
    })
    child.on('close', (code, ended) => resolve({ code: exitCode(code, ended), stdout, output }))
  })
}

/**
 * The exit code a shell would give.
 * @param {number | null} code
 * @param {NodeJS.Signals | null} signal
 */
export function exitCode(code, signal) {
  return code ?? 128 + (signal ? osConstants.signals[signal] : 0)
}

/**
 * The last lines of what a command said, where the cause usually is.
 * @param {string} output
 */
export function tail(output, lines = 25) {
  return output.trim().split('\n').slice(-lines).join('\n')
}

/**
 * Where a command is. The folders of system commands count too: an ordinary user's PATH often
 * lacks them.
 * @param {string} name
 */
export function commandPath(name) {
  const folders = [
    ...(process.env.PATH ?? '').split(path.delimiter),
    '/usr/local/sbin',
    '/usr/sbin',
    '/sbin',
  ]
  return folders.map((folder) => path.join(folder, name)).find(isExecutable)
}

/** @param {string} file */
function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK)
    return statSync(file).isFile()
  } catch {
    return false
  }
}

export function isRoot() {
  return process.getuid?.() === 0
}
