import { fillLimits } from '../util/arguments.ts'

/** Upper bounds on what one message may cost. Every one that is hit is named in `Report.completeness`. */
export interface Limits {
  /** Bytes of all header blocks of a message, those of its parts included, that are kept and read. */
  headerBytes: number
  /** Bytes of one header field that are kept and read. */
  fieldBytes: number
  /** Parameters of one Content-Type or Content-Disposition, the pieces of RFC 2231 3 counted singly. */
  parameters: number
  /** Header fields of a message, those of its parts included. */
  fields: number
  /** Parts of a message, itself included. */
  parts: number
  /** Depth of nested multiparts and attached messages; the message itself has depth 0. */
  depth: number
  /** Raw bytes of text parts that are kept and read, over the whole message. */
  textBytes: number
  /** Different defects (by code and part) that are listed. */
  defects: number
  /** Elements open at once while HTML is read. */
  htmlDepth: number
  /** HTML tags that are read, over the whole message. */
  htmlTags: number
  /** Style rules of one HTML part that are read. */
  styleRules: number
  /** Links of a message, and other addresses that its HTML names, whose destinations are looked at. */
  links: number
  /** Entries of each list of a report: hops, claims, hidden runs, pictures and so on. */
  listed: number
  /** Findings, and dismissals, of one check. */
  findings: number
}

export type LimitName = keyof Limits

/**
 * Forms of a header that are not read: `bareCr`, fields, bodies and parts behind a CR without LF, which programs split or do not; `wideCharacters`, UTF-16 or
 * UTF-32; `longBoundary`, a boundary longer than a line may be, whose parts are not taken apart. No limit bears these names.
 */
export type UnreadForm = 'bareCr' | 'longBoundary' | 'wideCharacters'

/** A limit that a message reached, or a form that is not read. Content from `start` (byte offset into the message) on was not, or not all, examined. */
export interface LimitHit {
  limit: LimitName | UnreadForm
  /** The limit's value; 0 of a form that is not read. */
  value: number
  /** Byte offset into the message where examination stopped. */
  start: number
  /** What was left out, in words. */
  skipped: string
}

export const DEFAULT_LIMITS: Readonly<Limits> = Object.freeze({
  headerBytes: 2 << 20,
  fieldBytes: 128 << 10,
  parameters: 200,
  fields: 5000,
  parts: 1000,
  depth: 50,
  textBytes: 4 << 20,
  defects: 100,
  htmlDepth: 256,
  htmlTags: 100_000,
  styleRules: 2000,
  links: 500,
  listed: 100,
  findings: 20,
})

/**
 * Fills in defaults.
 * @throws TypeError naming the limit when one is unknown or no number; RangeError when it is no integer in 1..2^31-1.
 */
export function resolveLimits(given?: Partial<Limits>): Limits {
  return fillLimits(DEFAULT_LIMITS, given)
}
