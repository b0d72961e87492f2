import { connect } from 'node:net'

/**
 * What comes of asking for anything at all at a socket.
 * - `closed`: it was taken, and put down without an answer
 * - `unreachable`: nobody listens there
 */
export type Answer = 'answered' | 'closed' | 'silent' | 'unreachable'

/** @param patience in milliseconds */
export function askAt(path: string, patience: number): Promise<Answer> {
  return new Promise((resolve) => {
    const socket = connect(path)
    let isConnected = false
    const settle = (answer: Answer): void => {
      clearTimeout(timer)
      socket.destroy()
      resolve(answer)
    }
    const timer = setTimeout(() => settle('silent'), patience)
    socket.once('connect', () => {
      isConnected = true
      socket.write('GET /_ping HTTP/1.1\r\nHost: docker\r\nConnection: close\r\n\r\n')
    })
    socket.once('data', () => settle('answered'))
    socket.on('error', () => settle(isConnected ? 'closed' : 'unreachable'))
    socket.once('close', () => settle('closed'))
  })
}
