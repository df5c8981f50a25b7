/** Entry point `backstamp/report`: reports as text. */
import { csvWriter } from './csv.ts'
import { htmlWriter } from './html/index.ts'
import { jsonWriter } from './json.ts'
import { junitWriter } from './junit.ts'
import { ndjsonWriter } from './ndjson.ts'
import { sarifWriter } from './sarif.ts'
import { tableWriter } from './table.ts'
import { checked, type ReportWriter, type WriterOptions } from './writer.ts'

export { campaignText } from './campaign-text.ts'
export { CSV_COLUMNS, type CsvType } from './csv.ts'
export { escapeBytes, escapeText } from './escape.ts'
export { type ExplainOptions, explain } from './explain.ts'
export { type HtmlOptions, htmlWriter } from './html/index.ts'
export { formatJson } from './json.ts'
export { formatNdjson } from './ndjson.ts'
export { type TenantTextOptions, tenantText } from './tenant-text.ts'
export type { ReportWriter, WriterOptions }

/** The formats of `backstamp scan --format`, by name. Each throws TypeError or RangeError naming the option that is wrong. */
export const WRITERS = {
  table: checked(tableWriter),
  ndjson: checked(ndjsonWriter),
  json: checked(jsonWriter),
  csv: checked(csvWriter),
  html: htmlWriter,
  sarif: checked(sarifWriter),
  junit: checked(junitWriter),
} as const satisfies Record<string, (options?: WriterOptions) => ReportWriter>

export type FormatName = keyof typeof WRITERS
