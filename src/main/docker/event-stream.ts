import type Docker from 'dockerode'
import { z } from 'zod'
import { ask } from './ask'
import { within } from './deadlines'
import { containerActions, eventIn } from './events'
import type { EngineEvent } from './events'
import { createLineReader } from './lines'
import { read } from './read'

export interface EventStream {
  /** Ends it; nothing is called any more. */
  close(): void
}

/**
 * Yields when the engine has answered; rejects with what dockerode rejects with. `ended` is called
 * once, when the stream breaks or ends by itself.
 *
 * @param only the events of this container; without one those of all containers, services and volumes
 * @param deadline for the answer, in milliseconds
 */
export async function openEventStream(
  docker: Docker,
  deadline: number,
  only: string | null,
  listener: (event: EngineEvent) => void,
  ended: (error: Error) => void,
): Promise<EventStream> {
  const controller = new AbortController()
  const abortSignal = controller.signal
  const filters = { event: containerActions, ...scopeOf(only) }
  const since = await engineTime(docker, deadline)
  const stream = await within(deadline, (signal) => {
    signal.addEventListener('abort', () => controller.abort())
    return docker.getEvents({ filters, abortSignal, ...(since === null ? {} : { since }) })
  })

  let open = true
  function end(error: Error): void {
    if (!open) return
    open = false
    ended(error)
  }
  const readChunk = createLineReader((line) => {
    const event = eventIn(line)
    if (open && event !== null) listener(event)
  })
  stream.on('data', readChunk)
  stream.on('error', end)
  stream.on('end', () => end(new Error('The engine ended the event stream')))
  stream.on('close', () => end(new Error('The event stream was closed')))
  return {
    close() {
      open = false
      controller.abort()
    },
  }
}

function scopeOf(only: string | null): {
  type: ('container' | 'service' | 'volume')[]
  container?: string[]
} {
  return only === null
    ? { type: ['container', 'service', 'volume'] }
    : { type: ['container'], container: [only] }
}

/**
 * Seconds since 1970 by the engine's clock. The engine sends the head of its answer before it
 * subscribes (daemon 20.10, `getEvents`): what happens in between is in its buffer, and told because
 * of `since`.
 */
async function engineTime(docker: Docker, deadline: number): Promise<number | null> {
  const answer = await ask(deadline, () => docker.info())
  if (!answer.ok) return null
  const told = read(answer.value, z.object({ SystemTime: z.string() }))
  const milliseconds = told.ok ? Date.parse(told.value.SystemTime) : Number.NaN
  return Number.isNaN(milliseconds) ? null : milliseconds / 1000
}
