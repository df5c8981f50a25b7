import type { Report } from '../schema.ts'
import { escapeJson } from './escape.ts'
import { type ReportWriter, requireEntry } from './writer.ts'

/** One line `{ path, ...report }` with its line end, safe to show on a terminal. @throws TypeError naming the argument that is wrong. */
export function formatNdjson(path: string, report: Report): string {
  requireEntry(path, report)
  return lineOf(path, JSON.stringify(report))
}

/** The same from a report's JSON. */
function lineOf(path: string, json: string): string {
  return `${escapeJson(`{"path":${JSON.stringify(path)},${json.slice(1)}`)}\n`
}

export function ndjsonWriter(): ReportWriter {
  return { begin: () => '', entry: formatNdjson, entryOfJson: lineOf, end: () => '' }
}
