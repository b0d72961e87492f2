import { WebSocket } from 'undici'
import { z } from 'zod'
import { eventually } from '../support/eventually'

const targets = z.array(z.object({ webSocketDebuggerUrl: z.string() }))
const usage = z.object({ result: z.object({ usedSize: z.number() }) })

/**
 * Bytes that the main process keeps hold of, once all that it does not has been collected.
 * @param port where its inspector listens
 */
export async function heapOf(port: number): Promise<number> {
  const listed = await eventually(
    () =>
      fetch(`http://127.0.0.1:${port}/json/list`).then(
        (answer): Promise<unknown> => answer.json(),
        () => null,
      ),
    { within: 30_000, what: 'its inspector listens' },
  )
  const [target] = targets.parse(listed)
  const socket = new WebSocket(target?.webSocketDebuggerUrl ?? '')
  await new Promise((resolve) => socket.addEventListener('open', resolve))
  let count = 0
  const ask = (method: string): Promise<unknown> =>
    new Promise((resolve) => {
      const id = ++count
      socket.addEventListener('message', ({ data }) => {
        const answer: unknown = JSON.parse(String(data))
        if (z.object({ id: z.literal(id) }).safeParse(answer).success) resolve(answer)
      })
      socket.send(JSON.stringify({ id, method }))
    })
  // What only another object's end lets go of is found the second time.
  await ask('HeapProfiler.collectGarbage')
  await ask('HeapProfiler.collectGarbage')
  const { result } = usage.parse(await ask('Runtime.getHeapUsage'))
  socket.close()
  return result.usedSize
}
