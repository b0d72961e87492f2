import { z } from 'zod'
import { noSuchContainer } from '../host/start'
import { badRequest, json, refusal } from './answer'
import type { Answer } from './answer'
import type { Route } from './route'

const wanted = z.object({ Cmd: z.array(z.string()).min(1) })

export const execRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: '/containers/{id}/exec',
    answer: ({ host, body, parameters: [reference = ''] }) => {
      const parsed = wanted.safeParse(body)
      if (!parsed.success) return badRequest('No exec command specified')
      const container = host.containers.find(reference)
      if (container === null) return refusal(noSuchContainer(reference))
      const created = host.exec(container, parsed.data.Cmd)
      return created.ok ? json({ Id: created.value.id }, 201) : refusal(created.problem)
    },
  },
  {
    method: 'POST',
    path: '/exec/{id}/start',
    answer: ({ host, parameters: [id = ''] }) => {
      const exec = host.execNamed(id)
      if (exec === null) return noSuchExec(id)
      const started = host.startExec(exec)
      return started.ok ? { status: 200 } : refusal(started.problem)
    },
  },
  {
    method: 'GET',
    path: '/exec/{id}/json',
    answer: ({ host, parameters: [id = ''] }) => {
      const exec = host.execNamed(id)
      if (exec === null) return noSuchExec(id)
      const [entrypoint, ...more] = exec.command
      return json({
        ID: exec.id,
        Running: exec.isRunning,
        ExitCode: exec.exitCode,
        ProcessConfig: { tty: false, entrypoint, arguments: more, privileged: false },
        ContainerID: exec.container,
      })
    },
  },
]

function noSuchExec(id: string): Answer {
  return refusal({ status: 404, message: `No such exec instance: ${id}` })
}
