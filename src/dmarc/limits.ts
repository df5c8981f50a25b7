/** Bounds on what one input may cost. All are counted on what is really there, never on what an archive says of itself. */
import { fillLimits } from '../util/arguments.ts'

export interface DmarcLimits {
  /** Bytes unpacked of one input, over all members of archives and compressed files in it. */
  inflatedBytes: number
  /** Bytes unpacked for each byte that was packed, once 4 MiB were unpacked. */
  inflatedRatio: number
  /** Members of one ZIP archive, and attachments of one message, that are opened. */
  attachments: number
  /** Records of one report that are kept. */
  records: number
  /** Depth of the elements of a report. */
  depth: number
  /** Bytes of one record, and of each other part of a report. */
  recordBytes: number
}

export const DEFAULT_DMARC_LIMITS: Readonly<DmarcLimits> = Object.freeze({
  inflatedBytes: 50 << 20,
  inflatedRatio: 200,
  attachments: 100,
  records: 100_000,
  depth: 32,
  recordBytes: 64 << 10,
})

/** Elements are read one within the other, by calls. */
const MOST_DEPTH = 256

/** @throws TypeError or RangeError naming the limit that is unknown or out of bounds. */
export function resolveDmarcLimits(given: Partial<DmarcLimits> = {}): DmarcLimits {
  return fillLimits(DEFAULT_DMARC_LIMITS, given, { depth: MOST_DEPTH })
}
