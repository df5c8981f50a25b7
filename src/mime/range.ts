/** Bytes `start` (inclusive) to `end` (exclusive) of the original message. */
export interface ByteRange {
  start: number
  end: number
}

/** The range alone, out of anything that has one: evidence keeps no field alive. */
export function rangeOf({ start, end }: ByteRange): ByteRange {
  return { start, end }
}
