import { connect } from 'node:net'

/** What came back, until the other side has ended; null when that was nothing. */
export function sendRaw(port: number, bytes: Buffer): Promise<string | null> {
  return new Promise((resolve) => {
    const received: Buffer[] = []
    const socket = connect(port, '127.0.0.1')
    socket.on('data', (chunk: Buffer) => {
      received.push(chunk)
      // A stream of events goes on for ever.
      if (Buffer.concat(received).includes('text/event-stream')) socket.destroy()
    })
    // A connection that is reset has been ended by the other side too.
    socket.on('error', () => undefined)
    socket.on('close', () => {
      const all = Buffer.concat(received).toString('latin1')
      resolve(all === '' ? null : all)
    })
    socket.write(bytes)
  })
}
