import type { Report } from '../schema.ts'
import { escapeJson } from './escape.ts'
import type { ReportWriter } from './writer.ts'

/** One line `{ path, ...report }` with its line end, safe to show on a terminal. */
export function formatNdjson(path: string, report: Report): string {
  return `${escapeJson(JSON.stringify({ path, ...report }))}\n`
}

export function ndjsonWriter(): ReportWriter {
  return { begin: () => '', entry: formatNdjson, end: () => '' }
}
