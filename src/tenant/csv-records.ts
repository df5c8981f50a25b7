/** Records of CSV exports: a heading, then a row for each. */
import { csvRows, delimiterOf } from './csv.ts'
import type { TenantLimits } from './limits.ts'
import { isKnownHeading, readObject } from './object.ts'
import type { Found } from './reading.ts'
import { indexOfCode, type SourceText, skipBlanks, startsWith } from './source-text.ts'

const LF = 0x0a
/** Lines that programs write before the heading. */
const BEFORE = ['#TYPE', 'sep=']
/** The portal of Azure names the zone of a time beside its column; a time without one is UTC. */
const UTC = / \[UTC\]$/
/** Bytes of the line of a heading. */
const HEADING_BYTES = 64 << 10

interface Heading {
  columns: string[]
  delimiter: number
  /** After the heading. */
  end: number
}

/** The heading of a CSV file; undefined where the first line names no columns of a record. */
export function csvHeading(text: SourceText, limits: TenantLimits): Heading | undefined {
  let at = skipBlanks(text, text.start)
  while (BEFORE.some((line) => startsWith(text, at, line))) at = skipBlanks(text, indexOfCode(text, LF, at))
  const delimiter = delimiterOf(text, at)
  const rows = csvRows(text, at, delimiter, {
    ...limits,
    recordBytes: Math.min(HEADING_BYTES, limits.recordBytes),
  })
  const row = rows.next().value
  if (!row || row.reason !== undefined) return undefined
  const columns = row.fields.map((name: string) => name.replace(UTC, ''))
  return isKnownHeading(columns) ? { columns, delimiter, end: row.end } : undefined
}

export function* csvRecords(text: SourceText, heading: Heading, limits: TenantLimits): Generator<Found> {
  const { columns, delimiter } = heading
  for (const { start, end, fields, reason } of csvRows(text, heading.end, delimiter, limits)) {
    if (reason !== undefined) yield { start, end, unread: reason }
    else if (fields.length !== columns.length)
      yield { start, end, unread: `a row of ${fields.length} fields below a heading of ${columns.length}` }
    else yield { start, end, ...readObject(objectOf(columns, fields)) }
  }
}

function objectOf(columns: readonly string[], fields: readonly string[]): Record<string, string> {
  const object: Record<string, string> = Object.create(null)
  for (let i = 0; i < columns.length; i++) object[columns[i]] = fields[i]
  return object
}
