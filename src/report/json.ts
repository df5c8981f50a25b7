import type { Report } from '../schema.ts'
import { escapeJson } from './escape.ts'
import { placeOf } from './place.ts'
import { type ReportWriter, requireMessageReport } from './writer.ts'

/** One report as indented JSON, safe to show on a terminal. @throws TypeError where it is no report. */
export function formatJson(report: Report): string {
  requireMessageReport(report)
  return escapeJson(JSON.stringify(report, null, 2))
}

/** One JSON array of `{ path, member, ...report }`, whatever the number of messages. */
export function jsonWriter(): ReportWriter {
  let separator = '\n'
  return {
    begin: () => '[',
    entry(path, report, _source, member) {
      const record = { ...placeOf(path, member), ...report }
      const text = separator + escapeJson(JSON.stringify(record, null, 2)).replace(/^/gm, '  ')
      separator = ',\n'
      return text
    },
    end: () => '\n]\n',
  }
}
