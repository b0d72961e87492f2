const blot = '***'

/** Wholly of variables: says no more than what they are called. */
const onlyVariables = /^(\$\{[^}]*\})+$/

function blotted(secret: string): string {
  return onlyVariables.test(secret) ? secret : blot
}

const sound = /^([a-z][a-z0-9+.-]*:\/\/)?(?:([^/?#]*)@)?(.*)$/is
/** A password with `/`, `?` or `#` in it that is not percent-encoded: all before the last `@`. */
const unsound = /^([a-z][a-z0-9+.-]*:\/\/)?(?:(.*)@)?(.*)$/is

function isSound(url: string): boolean {
  return URL.canParse(url.replaceAll(/\$\{[^}]*\}/g, '1')) && !/#.*@/s.test(url)
}

/**
 * An address as people may see it: `${NAME}` as written, and blotted out what else can be a secret,
 * the user information and the values in the query. It need not be one that can be parsed.
 */
export function urlForPeople(url: string): string {
  const written = isSound(url) ? sound : unsound
  const [, beginning = '', userInfo, rest = ''] = written.exec(url) ?? []
  const [location = ''] = rest.split('#')
  const mark = location.indexOf('?')
  const path = mark < 0 ? location : location.slice(0, mark)
  const query =
    mark < 0
      ? ''
      : `?${location
          .slice(mark + 1)
          .split('&')
          .map(parameter)
          .join('&')}`
  const user = userInfo === undefined ? '' : `${userInfo.split(':').map(blotted).join(':')}@`
  return `${beginning}${user}${path}${query}`
}

function parameter(written: string): string {
  const equals = written.indexOf('=')
  return equals < 0
    ? blotted(written)
    : `${written.slice(0, equals)}=${blotted(written.slice(equals + 1))}`
}

/** Of a connection string, where to: its server and database. */
export function connectionForPeople(connection: {
  readonly connectionString?: string | undefined
  readonly connectionName?: string | undefined
}): string {
  const { connectionString, connectionName = '' } = connection
  if (connectionString === undefined) return `\${${connectionName}}`
  const [address = '', ...parts] = connectionString.replaceAll(/"[^"]*"|'[^']*'/g, blot).split(';')
  if (/^[a-z]+:\/\//i.test(address)) return urlForPeople(address).replace(/\?.*$/, '')
  const shown = [address, ...parts].filter((part) =>
    /^\s*(server|data source|addr|address|network address|database|initial catalog)\s*=/i.test(
      part,
    ),
  )
  if (shown.length > 0) return shown.map((part) => part.trim()).join(';')
  return blotted(connectionString)
}
