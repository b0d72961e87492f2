import type Docker from 'dockerode'

/** All that the engine tells of each container, by name. */
export type Inspections = Readonly<Record<string, unknown>>

export async function inspectAll(docker: Docker): Promise<Inspections> {
  const listed = await docker.listContainers({ all: true })
  const inspected = await Promise.all(
    listed.map(async ({ Id }): Promise<unknown> => docker.getContainer(Id).inspect()),
  )
  return Object.fromEntries(inspected.map((one) => [String(at(one, 'Name')).slice(1), one]))
}

/**
 * Where two inspections differ, a line each: `<container>.<path>: <before> -> <after>`. None, when
 * what was stopped and started again is exactly as it was.
 */
export function differences(before: Inspections, after: Inspections): readonly string[] {
  return compare('', before, after)
}

/** What a stop and a start can't but change. `*` stands for one step of a path. */
const ignored: readonly { readonly path: string; readonly because: string }[] = [
  { path: '*.State.Pid', because: 'it is another process' },
  { path: '*.State.StartedAt', because: 'it was started again' },
  { path: '*.State.FinishedAt', because: 'it was stopped' },
  { path: '*.ExecIDs', because: 'a health check may be under way at this moment' },
  { path: '*.State.Health.Log', because: 'other health checks were made, at other times' },
  { path: '*.NetworkSettings.SandboxID', because: 'it has a new network namespace' },
  { path: '*.NetworkSettings.SandboxKey', because: 'it has a new network namespace' },
  { path: '*.NetworkSettings.EndpointID', because: 'it is attached anew' },
  { path: '*.NetworkSettings.Networks.*.EndpointID', because: 'it is attached anew' },
]

const ignoredPaths = ignored.map(
  ({ path }) => new RegExp(`^${path.replaceAll('.', '\\.').replaceAll('*', '[^.]+')}$`),
)

function compare(path: string, before: unknown, after: unknown): readonly string[] {
  if (ignoredPaths.some((pattern) => pattern.test(path))) return []
  if (isObject(before) && isObject(after)) {
    const keys = new Set([...Object.keys(before), ...Object.keys(after)])
    return [...keys].flatMap((key) =>
      compare(path === '' ? key : `${path}.${key}`, at(before, key), at(after, key)),
    )
  }
  return before === after ? [] : [`${path}: ${JSON.stringify(before)} -> ${JSON.stringify(after)}`]
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

function at(value: unknown, key: string): unknown {
  const entry = isObject(value) ? Object.entries(value).find(([name]) => name === key) : undefined
  return entry?.[1]
}
