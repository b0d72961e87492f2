import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { connect } from 'node:net'
import type { Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eventually } from './eventually'

/** A system bus of our own, and on it what tells that the machine goes to sleep and is awake again. */
export interface Logind {
  /** What its clients need. */
  readonly env: { readonly DBUS_SYSTEM_BUS_ADDRESS: string }
  /** The machine was asleep, and is awake. */
  wake(): void
  close(): Promise<void>
}

export async function openLogind(): Promise<Logind> {
  const folder = await mkdtemp(join(tmpdir(), 'tagout-logind-'))
  const path = join(folder, 'bus')
  const address = `unix:path=${path}`
  const bus = spawn(
    'setpriv',
    [
      ...['--pdeathsig', 'TERM', 'dbus-daemon', '--session', '--nofork', '--nopidfile'],
      `--address=${address}`,
    ],
    { stdio: 'ignore' },
  )
  const socket = await eventually(() => connected(path).catch(() => null), {
    within: 20_000,
    what: 'the bus listens',
  })
  const told: Buffer[] = []
  socket.on('data', (data: Buffer) => told.push(data))
  const heard = (text: string): Promise<true> =>
    eventually(() => Buffer.concat(told).includes(text) || null, { within: 10_000, what: text })

  let serial = 0
  const send = (message: Message): void => {
    socket.write(marshalled(message, ++serial))
  }
  const uid = Buffer.from(String(process.getuid?.() ?? 0)).toString('hex')
  socket.write(`\0AUTH EXTERNAL ${uid}\r\n`)
  await heard('OK ')
  socket.write('BEGIN\r\n')
  const ofBus = {
    type: 'call',
    path: '/org/freedesktop/DBus',
    interface: 'org.freedesktop.DBus',
    destination: 'org.freedesktop.DBus',
  } as const
  send({ ...ofBus, member: 'Hello', signature: '', body: Buffer.alloc(0) })
  const name = Buffer.concat([text('org.freedesktop.login1'), padding(27, 4), number(0)])
  send({ ...ofBus, member: 'RequestName', signature: 'su', body: name })
  await heard('org.freedesktop.login1')

  return {
    env: { DBUS_SYSTEM_BUS_ADDRESS: address },
    wake: () => {
      for (const isGoingToSleep of [1, 0]) {
        send({
          type: 'signal',
          path: '/org/freedesktop/login1',
          interface: 'org.freedesktop.login1.Manager',
          destination: null,
          member: 'PrepareForSleep',
          signature: 'b',
          body: number(isGoingToSleep),
        })
      }
    },
    close: async () => {
      socket.destroy()
      const ended = once(bus, 'exit')
      if (bus.exitCode === null && bus.signalCode === null) {
        bus.kill()
        await ended
      }
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function connected(path: string): Promise<Socket> {
  const socket = connect(path)
  await once(socket, 'connect')
  return socket
}

interface Message {
  readonly type: 'call' | 'signal'
  readonly path: string
  readonly interface: string
  readonly member: string
  readonly destination: string | null
  /** Of the body, in D-Bus's letters. */
  readonly signature: string
  readonly body: Buffer
}

/** As the D-Bus specification has it ("Message Format"), little-endian. */
function marshalled(message: Message, serial: number): Buffer {
  const { type, path, member, destination, signature, body } = message
  const fields = [
    field(1, 'o', text(path)),
    field(2, 's', text(message.interface)),
    field(3, 's', text(member)),
    ...(destination === null ? [] : [field(6, 's', text(destination))]),
    ...(signature === '' ? [] : [field(8, 'g', signatureOf(signature))]),
  ]
  const all = fields.reduce((before, each) => {
    return Buffer.concat([before, padding(before.length, 8), each])
  })
  const head = Buffer.concat([
    Buffer.from('l'),
    Buffer.from([type === 'call' ? 1 : 4, 0, 1]),
    number(body.length),
    number(serial),
    number(all.length),
    all,
  ])
  return Buffer.concat([head, padding(head.length, 8), body])
}

function field(code: number, signature: string, value: Buffer): Buffer {
  return Buffer.concat([Buffer.from([code]), signatureOf(signature), value])
}

function text(value: string): Buffer {
  return Buffer.concat([number(Buffer.byteLength(value)), Buffer.from(`${value}\0`)])
}

function signatureOf(value: string): Buffer {
  return Buffer.concat([Buffer.from([value.length]), Buffer.from(`${value}\0`)])
}

function number(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}

function padding(length: number, alignment: number): Buffer {
  return Buffer.alloc((alignment - (length % alignment)) % alignment)
}
