import type { Campaign } from '../campaign.ts'
import type { Report, Verdict } from '../schema.ts'
import { type Names, requireInteger, requireOptions, requireReport, requireType } from '../util/arguments.ts'

/** Turns a run of reports into text, piece by piece: `begin`, then `entry` for each message, then `end`. */
export interface ReportWriter {
  begin(): string
  /**
   * `path` names the message for the reader: a file name, or `-` for standard input. `source` is the message's bytes, which
   * the report's ranges refer to; absent where they are not at hand, as of a message that was streamed. `member` is its name within
   * the outermost archive, where `path` is `archive!/member`.
   */
  entry(path: string, report: Report, source?: Uint8Array, member?: string): string
  /** Whether `entry` makes use of `source`. Default false. */
  readonly needsSource?: boolean
  /** Whether `end` makes use of campaigns. Default false. */
  readonly showsCampaigns?: boolean
  /** The same from the report as `JSON.stringify` writes it, in a format that passes it on unread. */
  entryOfJson?(path: string, json: string, member?: string): string
  /** A path without a report, in a format that has a place for it: it was left out, or could not be read. */
  missed?(path: string, kind: 'skipped' | 'failed', reason: string): string
  /** `campaigns` are the groups that the messages fall into, in a format that shows them. */
  end(campaigns?: readonly Campaign[]): string
}

export interface WriterOptions {
  /** Columns of the terminal; absent where the output goes to a file or a pipe, and nothing is cut to fit. */
  width?: number
  /** Whether to style with ANSI sequences. Default false. */
  colour?: boolean
  /** The verdict from which on a message counts as failed, in a format that knows that. Default `hostile`. */
  failOn?: Exclude<Verdict, 'clean'>
}

const OPTIONS: Record<keyof WriterOptions, true> = { width: true, colour: true, failOn: true }
const FAILING: readonly unknown[] = ['suspicious', 'hostile']

/** `own` are the options that a writer has beside those of all. @throws TypeError or RangeError naming the option that is wrong. */
export function requireWriterOptions(options: WriterOptions, own: Names = {}): void {
  requireOptions(options, { ...OPTIONS, ...own })
  const { width, colour, failOn } = options
  if (width !== undefined) requireInteger(width, 'width', 0)
  if (colour !== undefined) requireType(colour, 'boolean', 'colour')
  if (failOn !== undefined && !FAILING.includes(failOn))
    throw new RangeError(`failOn must be suspicious or hostile, not ${failOn}`)
}

/** @throws TypeError where it is no report on a message. */
export function requireMessageReport(report: Report): void {
  requireReport(report, 'report', ['message', 'route', 'assessments', 'findings'], 'an analyzer')
}

/** @throws TypeError naming the argument of {@link ReportWriter.entry} that is wrong. */
export function requireEntry(path: string, report: Report): void {
  requireType(path, 'string', 'path')
  requireMessageReport(report)
}

/** The writer that `make` makes, which refuses wrong arguments. */
export function checked(
  make: (options: WriterOptions) => ReportWriter,
): (options?: WriterOptions) => ReportWriter {
  return (options = {}) => {
    requireWriterOptions(options)
    const writer = make(options)
    return {
      ...writer,
      entry(path, report, source, member) {
        requireEntry(path, report)
        return writer.entry(path, report, source, member)
      },
    }
  }
}
