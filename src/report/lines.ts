/** Lines and columns of byte ranges, as an editor counts them: a line ends at LF, a column is a UTF-16 code unit, both from 1. */
import type { ByteRange } from '../schema.ts'

export interface TextRegion {
  startLine: number
  endLine: number
  /** Absent, with the other one, where a line is too long to count in. */
  startColumn?: number
  endColumn?: number
}

const LF = 10
/** Bytes of a line before a place, beyond which its columns are not counted. */
const LONGEST = 1 << 14

/** Tells where ranges of a message stand. Reads on only as far as it is asked; knows nothing where there are no bytes. */
export function lineFinder(source: Uint8Array | undefined): (range: ByteRange) => TextRegion | undefined {
  if (!source) return () => undefined
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  /** Where lines begin, as far as `read`. */
  const starts = [0]
  let read = 0

  const readTo = (offset: number): void => {
    while (read < offset) {
      const at = source.indexOf(LF, read)
      read = at < 0 ? source.length : at + 1
      if (at < 0) break
      starts.push(read)
    }
  }
  /** Index of the line that the byte is in. */
  const lineAt = (offset: number): number => {
    let low = 0
    let high = starts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (starts[middle] <= offset) low = middle
      else high = middle - 1
    }
    return low
  }
  const columnAt = (offset: number, line: number): number | undefined =>
    offset - starts[line] > LONGEST
      ? undefined
      : decoder.decode(source.subarray(starts[line], offset)).length + 1

  return ({ start, end }) => {
    readTo(end)
    const startLine = lineAt(start)
    // the end is the first byte behind: where that begins a line, the range ends with the line before
    const endLine = lineAt(Math.max(start, end - 1))
    const startColumn = columnAt(start, startLine)
    const endColumn = columnAt(end, endLine)
    const lines = { startLine: startLine + 1, endLine: endLine + 1 }
    return startColumn === undefined || endColumn === undefined ? lines : { ...lines, startColumn, endColumn }
  }
}
