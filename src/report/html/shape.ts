/** What the writer puts into the page, and the page's script reads: the one thing that both sides share. */
import type { ByteRange, Question, Report } from '../../schema.ts'
import type { Turning } from '../../scoring/turning.ts'

/**
 * Kinds of data blocks. `details` and `sources` have an entry for each row; reports are alike, and so are sources, so each
 * deflates best among its own.
 */
export type BlockKind = 'columns' | 'details' | 'sources' | 'campaigns'

/** Rows of the table, column by column. All columns are of the same length. */
export interface Columns {
  path: string[]
  subject: string[]
  from: string[]
  /** Seconds since 1970: the latest time that a trusted hop wrote, that of the newest hop, or the Date field. */
  time: (number | null)[]
  /** Indices into the verdicts of the schema. */
  verdict: number[]
  score: number[]
  /** In ten-thousandths, as exact as the report has them, by question. */
  probabilities: Record<Question, number[]>
  /** Indices into `names`, each once a row. */
  checks: number[][]
  operators: number[][]
  names: string[]
}

/** Text that may have been cut: `of` is how many characters (UTF-16) it had. */
export interface CutText {
  text: string
  of: number
}

/** Text up to `most` characters, no surrogate pair cut in two. */
export function cutText(text: string, most: number): CutText {
  if (text.length <= most) return { text, of: text.length }
  const last = text.charCodeAt(most - 1)
  return { text: text.slice(0, last >= 0xd800 && last < 0xdc00 ? most - 1 : most), of: text.length }
}

export interface Unseen extends CutText {
  channel: string
  technique: string
  evidence: ByteRange
}

/** Everything about one message but its bytes. */
export interface Detail {
  report: Report
  /** For each finding, how often it was met on labelled mail; empty where the report is of another model. */
  counted: string[]
  turnings: Turning[]
  /** What each defect of the report means. */
  defects: string[]
  /** What of the source is kept, in order. Empty where it is not known. */
  segments: ByteRange[]
  /** Absent where the source is not known. */
  visible?: CutText
  unseen: Unseen[]
  /** How many stretches there are, the ones left out included. */
  unseenOf: number
}
