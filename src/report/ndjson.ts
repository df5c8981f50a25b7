import type { Report } from '../schema.ts'
import { escapeJson } from './escape.ts'
import { placeOf } from './place.ts'
import { type ReportWriter, requireEntry } from './writer.ts'

/**
 * One line `{ path, ...report }` with its line end, safe to show on a terminal; `{ path, member, ...report }` of a message in an archive,
 * whose `path` is `archive!/member`. @throws TypeError naming the argument that is wrong.
 */
export function formatNdjson(path: string, report: Report, member?: string): string {
  requireEntry(path, report)
  return lineOf(path, JSON.stringify(report), member)
}

/** The same from a report's JSON. */
function lineOf(path: string, json: string, member?: string): string {
  return `${escapeJson(`${JSON.stringify(placeOf(path, member)).slice(0, -1)},${json.slice(1)}`)}\n`
}

export function ndjsonWriter(): ReportWriter {
  return {
    begin: () => '',
    entry: (path, report, _source, member) => formatNdjson(path, report, member),
    entryOfJson: lineOf,
    end: () => '',
  }
}
