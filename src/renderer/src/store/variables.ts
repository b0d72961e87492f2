import type { Automation } from '../../../shared/automation'

/**
 * The names of the variables in any text of a configuration: `${NAME}` (`$${` is no variable), or
 * the whole of `connectionName`.
 */
function variablesUsedBy(config: unknown): ReadonlySet<string> {
  if (typeof config === 'string') return new Set(namesIn(config))
  if (typeof config !== 'object' || config === null) return new Set()
  return new Set(
    Object.entries(config).flatMap(([field, value]) =>
      field === 'connectionName' && typeof value === 'string' && !value.includes('${')
        ? [value]
        : [...variablesUsedBy(value)],
    ),
  )
}

function namesIn(text: string): readonly string[] {
  return [...text.matchAll(/\$\$\{|\$\{([^}]*)\}/g)].flatMap(([, name]) => name?.trim() ?? [])
}

/** A variable as it is listed: there, missing, or both used and there. */
export interface VariableRow {
  readonly name: string
  /** Null: it is used and not there. */
  readonly variable: Automation['variables'][number] | null
  readonly usedBy: readonly ('observer' | 'setter')[]
}

/** The product's variables, and those that its form names and that are missing, by name. */
export function variableRows(
  variables: Automation['variables'],
  observer: unknown,
  setter: unknown,
): readonly VariableRow[] {
  const [byObserver, bySetter] = [variablesUsedBy(observer), variablesUsedBy(setter)]
  const names = new Set([...variables.map(({ name }) => name), ...byObserver, ...bySetter])
  return [...names].sort().map((name) => ({
    name,
    variable: variables.find((variable) => variable.name === name) ?? null,
    usedBy: [
      ...(byObserver.has(name) ? (['observer'] as const) : []),
      ...(bySetter.has(name) ? (['setter'] as const) : []),
    ],
  }))
}
