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
/** Bytes whose lines are counted at once, and kept. */
const BLOCK = 4096
/** Bytes of a line before a place, beyond which its columns are not counted. */
const LONGEST = 1 << 14

/** Tells where ranges of a message stand. Reads on only as far as it is asked; knows nothing where there are no bytes. */
export function lineFinder(source: Uint8Array | undefined): (range: ByteRange) => TextRegion | undefined {
  if (!source) return () => undefined
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  /** Line ends before each block, as far as was asked. */
  const before = [0]

  const lineEnds = (start: number, end: number): number => {
    let count = 0
    for (let i = start; i < end; i++) if (source[i] === LF) count++
    return count
  }
  const lineAt = (offset: number): number => {
    const block = Math.floor(offset / BLOCK)
    for (let next = before.length; next <= block; next++)
      before.push(before[next - 1] + lineEnds((next - 1) * BLOCK, next * BLOCK))
    return 1 + before[block] + lineEnds(block * BLOCK, offset)
  }
  /** Column of the place `offset` in the line that the byte at `inside` is in. */
  const columnAt = (offset: number, inside: number): number | undefined => {
    const from = Math.max(0, inside - LONGEST)
    const end = source.subarray(from, inside).lastIndexOf(LF)
    if (end < 0 && from > 0) return undefined
    return decoder.decode(source.subarray(from + end + 1, offset)).length + 1
  }

  return ({ start, end }) => {
    // the end is the first byte behind: where that begins a line, the range ends with the line before
    const last = Math.max(start, end - 1)
    const lines = { startLine: lineAt(start), endLine: lineAt(last) }
    const startColumn = columnAt(start, start)
    const endColumn = columnAt(end, last)
    return startColumn === undefined || endColumn === undefined ? lines : { ...lines, startColumn, endColumn }
  }
}
