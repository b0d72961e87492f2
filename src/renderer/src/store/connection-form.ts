/** How a database is named: by a connection string, or by the variable that holds one. */
export interface ConnectionDraft {
  readonly connection: 'connectionString' | 'connectionName'
  readonly connectionString: string
  readonly connectionName: string
}

interface Connected {
  readonly connectionString?: string | undefined
  readonly connectionName?: string | undefined
}

export function connectionOf(config: Connected): ConnectionDraft {
  const { connectionString = '', connectionName = '' } = config
  return {
    connection: connectionName === '' ? 'connectionString' : 'connectionName',
    connectionString,
    connectionName,
  }
}

/** Only the chosen one, and not when it is empty. */
export function connectionIn(draft: ConnectionDraft): Connected {
  return isConnectionMissing(draft) ? {} : { [draft.connection]: draft[draft.connection] }
}

export function isConnectionMissing(draft: ConnectionDraft): boolean {
  return draft[draft.connection].trim() === ''
}
