/** Rows of a CSV file (RFC 4180), with their places; line ends and delimiters may stand in quoted fields. */
import type { TenantLimits } from './limits.ts'
import { codeAt, decode, indexOfCode, type SourceText } from './source-text.ts'

export interface CsvRow {
  start: number
  /** Before the line end. */
  end: number
  fields: string[]
  /** Why this is no row. */
  reason?: string
}

const QUOTE = 0x22
const LF = 0x0a
const CR = 0x0d
/** How many times the bytes of a file may be read again, from inside of rows that are broken. */
const AGAIN = 4
const DELIMITERS = [0x2c, 0x3b, 0x09]

/** The delimiter that the line at `at` has most of, outside of quotation marks. */
export function delimiterOf(text: SourceText, at: number): number {
  const counts = DELIMITERS.map(() => 0)
  let quoted = false
  for (; at < text.end; at += text.width) {
    const code = codeAt(text, at)
    if (code === QUOTE) quoted = !quoted
    else if (!quoted && (code === LF || code === CR)) break
    else if (!quoted && DELIMITERS.includes(code)) counts[DELIMITERS.indexOf(code)]++
  }
  return DELIMITERS[counts.indexOf(Math.max(...counts))]
}

/** Rows from `at` on, blank lines left out. A row whose quotation marks do not match costs its first line. */
export function* csvRows(
  text: SourceText,
  at: number,
  delimiter: number,
  limits: TenantLimits,
): Generator<CsvRow> {
  const { width, end } = text
  let budget = AGAIN * (end - at)
  while (at < end) {
    const code = codeAt(text, at)
    if (code === LF || code === CR) {
      at += width
      continue
    }
    const row = readRow(text, at, delimiter, limits.recordBytes)
    if (row.reason === undefined) yield row
    else {
      let again = indexOfCode(text, LF, at)
      if (row.end - again > budget) again = indexOfCode(text, LF, row.end)
      else budget -= Math.max(0, row.end - again)
      yield { ...row, end: again }
      at = again
      continue
    }
    at = row.end
  }
}

/** The row at `start`; with a reason where it is broken at `end`. */
function readRow(text: SourceText, start: number, delimiter: number, most: number): CsvRow {
  const { width, end: textEnd } = text
  const fields: string[] = []
  const broken = (at: number, reason: string): CsvRow => ({ start, end: at, fields: [], reason })
  let at = start
  for (;;) {
    if (at < textEnd && codeAt(text, at) === QUOTE) {
      let doubled = false
      const from = (at += width)
      for (;;) {
        if (at >= textEnd) return broken(at, 'a quotation mark is missing')
        if (at - start > most) return broken(at, `more than ${most} bytes (limit recordBytes)`)
        if (codeAt(text, at) === QUOTE) {
          if (at + width >= textEnd || codeAt(text, at + width) !== QUOTE) break
          doubled = true
          at += width
        }
        at += width
      }
      const field = decode(text, from, at)
      fields.push(doubled ? field.replaceAll('""', '"') : field)
      at += width
      if (at >= textEnd) break
      const next = codeAt(text, at)
      if (next !== delimiter && next !== LF && next !== CR) return broken(at, 'a quotation mark is missing')
    } else {
      const from = at
      while (at < textEnd) {
        const code = codeAt(text, at)
        if (code === delimiter || code === LF || code === CR) break
        at += width
      }
      if (at - start > most) return broken(at, `more than ${most} bytes (limit recordBytes)`)
      fields.push(decode(text, from, at))
    }
    if (at >= textEnd || codeAt(text, at) !== delimiter) break
    at += width
  }
  return { start, end: at, fields }
}
