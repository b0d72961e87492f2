/** A header of the request as it is typed. */
export interface HeaderRow {
  /** Tells it from the others while they are added and removed. */
  readonly id: string
  readonly name: string
  readonly value: string
}

export function headerRowsOf(headers: Readonly<Record<string, string>>): HeaderRow[] {
  return Object.entries(headers).map(([name, value]) => ({ id: name, name, value }))
}

export function emptyHeaderRow(): HeaderRow {
  return { id: crypto.randomUUID(), name: '', value: '' }
}

/** Without the rows that were left empty. */
export function headersIn(rows: readonly HeaderRow[]): Readonly<Record<string, string>> {
  const filled = rows.filter(({ name, value }) => name.trim() !== '' || value.trim() !== '')
  return Object.fromEntries(filled.map(({ name, value }) => [name.trim(), value]))
}

/** The rows whose header was named in an earlier row; names are alike without regard to case. */
export function repeatedHeaders(rows: readonly HeaderRow[]): readonly number[] {
  const names = rows.map(({ name }) => name.trim().toLowerCase())
  return names.flatMap((name, index) => (name !== '' && names.indexOf(name) < index ? [index] : []))
}

/** The form's field of the header of that name. */
export function placeInHeaders(
  rows: readonly HeaderRow[],
  header: string,
  part: 'name' | 'value',
): string {
  return `headers.${rows.findIndex(({ name }) => name.trim() === header)}.${part}`
}
