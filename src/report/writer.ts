import type { Report } from '../schema.ts'

/** Turns a run of reports into text, piece by piece: `begin`, then `entry` for each message, then `end`. */
export interface ReportWriter {
  begin(): string
  /** `path` names the message for the reader: a file name, or `-` for standard input. */
  entry(path: string, report: Report): string
  /** The same from the report as `JSON.stringify` writes it, in a format that passes it on unread. */
  entryOfJson?(path: string, json: string): string
  end(): string
}

export interface WriterOptions {
  /** Columns of the terminal; absent where the output goes to a file or a pipe, and nothing is cut to fit. */
  width?: number
  /** Whether to style with ANSI sequences. Default false. */
  colour?: boolean
}
