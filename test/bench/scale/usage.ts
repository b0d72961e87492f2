import type { ElectronApplication } from '@playwright/test'
import { readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'

/** What Linux counts for all processes: hundredths of a second. */
const ticksPerSecond = 100

interface Memory {
  /** MB of resident memory. */
  readonly main: number
  readonly renderer: number
}

export async function memoryOf(app: ElectronApplication): Promise<Memory> {
  const processes = await processesOf(app)
  const of = (type: string): number =>
    processes
      .filter((each) => each.type === type)
      .reduce((sum, { pid }) => sum + residentOf(pid), 0)
  return { main: of('Browser'), renderer: of('Tab') }
}

/** Percent of a core over so many seconds: of all processes of the app, and of the engines'. */
export async function processorOver(
  app: ElectronApplication,
  engines: number,
  seconds: number,
): Promise<{ readonly app: number; readonly engines: number }> {
  const pids = (await processesOf(app)).map(({ pid }) => pid)
  const spent = () => [pids.reduce((sum, pid) => sum + spentBy(pid), 0), spentBy(engines)] as const
  const [app0, engines0] = spent()
  await pause(seconds * 1000)
  const [app1, engines1] = spent()
  const percent = (ticks: number): number => (ticks / ticksPerSecond / seconds) * 100
  return { app: percent(app1 - app0), engines: percent(engines1 - engines0) }
}

function processesOf(app: ElectronApplication) {
  return app.evaluate(({ app: it }) => it.getAppMetrics().map(({ pid, type }) => ({ pid, type })))
}

function spentBy(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return Number(fields[11]) + Number(fields[12])
}

function residentOf(pid: number): number {
  const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
  return Number(kilobytes ?? 0) / 1024
}
