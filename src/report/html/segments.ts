/** Which bytes of a message the page keeps, so that their source can be shown. */
import type { ByteRange } from '../../schema.ts'

/** Bytes that are kept around evidence, bytes of one range of evidence, and ranges that are looked at. */
const AROUND = 256
const LONGEST = 2048
const RANGES = 200

/** Lines of base64 from which on they are left out, and those that are kept of them. */
const RUN = 16
const KEPT = 4
const SHORTEST_LINE = 56
const LONGEST_LINE = 80

const LF = 0x0a
const CR = 0x0d

/** Letters, digits, `+`, `/` and `=`. */
const BASE64 = new Uint8Array(256)
for (const character of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=')
  BASE64[character.charCodeAt(0)] = 1

function isBase64(bytes: Uint8Array, start: number, end: number): boolean {
  const length = end - start
  if (length < SHORTEST_LINE || length > LONGEST_LINE) return false
  for (let i = start; i < end; i++) if (BASE64[bytes[i]] === 0) return false
  return true
}

/** Where a message holds long runs of base64, without their first lines: nobody reads them, and they do not deflate. */
function base64Runs(bytes: Uint8Array, until: number): ByteRange[] {
  const runs: ByteRange[] = []
  let lines = 0
  let kept = 0
  for (let start = 0; start < until; ) {
    const at = bytes.indexOf(LF, start)
    const next = at < 0 ? bytes.length : at + 1
    const end = at < 0 ? bytes.length : at > start && bytes[at - 1] === CR ? at - 1 : at
    if (isBase64(bytes, start, end)) {
      lines++
      if (lines === KEPT) kept = next
    } else {
      if (lines >= RUN) runs.push({ start: kept, end: start })
      lines = 0
    }
    start = next
    // what is too long to read on is left out by the limit
    if (start >= until && lines >= RUN) runs.push({ start: kept, end: start })
  }
  return runs
}

/** Ranges in order, those that touch made one. */
function merged(ranges: readonly ByteRange[]): ByteRange[] {
  const out: ByteRange[] = []
  for (const { start, end } of [...ranges].sort((a, b) => a.start - b.start)) {
    const last = out.at(-1)
    if (last && start <= last.end) last.end = Math.max(last.end, end)
    else if (start < end) out.push({ start, end })
  }
  return out
}

/**
 * The first `most` bytes of a message apart from long runs of base64, and what is around the evidence elsewhere.
 * Ascending, apart from one another.
 */
export function keptSegments(bytes: Uint8Array, evidence: readonly ByteRange[], most: number): ByteRange[] {
  const kept: ByteRange[] = []
  let left = most
  let at = 0
  // a run that is left out does not count, and there is at most one for so many bytes that are kept
  const until = Math.min(bytes.length, most * 8)
  for (const { start, end } of [...base64Runs(bytes, until), { start: until, end: until }]) {
    if (left <= 0) break
    const upTo = Math.min(start, at + left)
    kept.push({ start: at, end: upTo })
    left -= upTo - at
    at = end
  }
  for (const { start, end } of evidence.slice(0, RANGES))
    kept.push({
      start: Math.max(0, start - AROUND),
      end: Math.min(bytes.length, Math.min(end, start + LONGEST) + AROUND),
    })
  return merged(kept)
}

/** The bytes of the segments, one after another. */
export function segmentBytes(bytes: Uint8Array, segments: readonly ByteRange[]): Uint8Array {
  const out = new Uint8Array(segments.reduce((sum, { start, end }) => sum + end - start, 0))
  let at = 0
  for (const { start, end } of segments) {
    out.set(bytes.subarray(start, end), at)
    at += end - start
  }
  return out
}
