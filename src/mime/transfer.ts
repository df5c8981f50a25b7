/**
 * Content transfer encodings (RFC 2045 6.7, 6.8). The decoders keep going on damage and say where it first was; from marks that they
 * leave on their way, the raw bytes of a decoded one are found again.
 */
import type { DefectCode } from './defects.ts'

/** `unknown` is read as it stands. */
export type TransferEncoding = '7bit' | '8bit' | 'binary' | 'quoted-printable' | 'base64' | 'unknown'

/** Damage of one kind: the index of the byte where it was first met and how often it was met. */
export interface Damage {
  code: DefectCode
  at: number
  count: number
}

export interface Decoded {
  bytes: Uint8Array
  problems: Damage[]
  /** Places to read on from, in order: raw index and decoded index in turn. */
  marks: number[]
}

/** Value of a hexadecimal digit of either case, or -1. */
export const HEX = new Int8Array(256).fill(-1)
for (let i = 0; i < 16; i++) {
  HEX['0123456789ABCDEF'.charCodeAt(i)] = i
  HEX['0123456789abcdef'.charCodeAt(i)] = i
}

/** Value of a base64 digit, or -1. */
export const BASE64 = new Int32Array(256).fill(-1)
for (let i = 0; i < 64; i++)
  BASE64['ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'.charCodeAt(i)] = i

/** The encoding that a Content-Transfer-Encoding value names: its first token, whatever follows it. */
export function parseTransferEncoding(raw: string): TransferEncoding {
  let start = 0
  while (start < raw.length && !isToken(raw.charCodeAt(start))) start++
  let end = start
  while (end < raw.length && isToken(raw.charCodeAt(end))) end++
  const token = end - start > 20 ? '' : raw.slice(start, end).toLowerCase()
  switch (token) {
    case '7bit':
    case '8bit':
    case 'binary':
    case 'quoted-printable':
    case 'base64':
      return token
    default:
      return 'unknown'
  }
}

/** ASCII letter, digit or hyphen. */
function isToken(code: number): boolean {
  return (
    (code >= 0x61 && code <= 0x7a) ||
    (code >= 0x41 && code <= 0x5a) ||
    (code >= 0x30 && code <= 0x39) ||
    code === 0x2d
  )
}

/** Raw bytes between marks, about; a multiple of a base64 group. */
const STRIDE = 512

function decoded(bytes: Uint8Array, code: DefectCode, at: number, count: number, marks: number[]): Decoded {
  return { bytes, problems: count === 0 ? [] : [{ code, at, count }], marks }
}

/**
 * Quoted-printable. Digits of either case are read; `=` before anything else stands for itself and is damage; white space at
 * a line's end is dropped, also between `=` and the line end.
 */
export function decodeQuotedPrintable(bytes: Uint8Array): Decoded {
  const n = bytes.length
  const out = new Uint8Array(n)
  let o = 0
  /** White space before this place was written as an escape and stays. */
  let fixed = 0
  let at = -1
  let count = 0
  const marks: number[] = []
  let due = STRIDE
  const from = new DataView(bytes.buffer, bytes.byteOffset, n)
  const to = new DataView(out.buffer)
  for (let i = 0; i < n; ) {
    const start = i
    // four bytes at once, while none of them is an equals sign or a line end
    while (i + 4 <= n) {
      const four = from.getInt32(i)
      const equals = four ^ 0x3d3d3d3d
      const ends = four ^ 0x0a0a0a0a
      if (((((equals - 0x01010101) & ~equals) | ((ends - 0x01010101) & ~ends)) & 0x80808080) !== 0) break
      to.setInt32(o, four)
      o += 4
      i += 4
    }
    let byte = i < n ? bytes[i] : 0x0a
    while (byte > 0x3d || (byte !== 0x3d && byte !== 0x0a)) {
      out[o++] = byte
      if (++i === n) break
      byte = bytes[i]
    }
    if (i >= due) due = markLiterals(bytes, start, i, o, marks)
    if (i === n) break
    if (byte === 0x0a) {
      // the white space before the line end, its CR moved over
      const cr = o > fixed && out[o - 1] === 0x0d ? 1 : 0
      let end = o - cr
      while (end > fixed && isBlank(out[end - 1])) end--
      if (end < o - cr) {
        if (cr === 1) out[end++] = 0x0d
        o = end
      }
      out[o++] = byte
      i++
      continue
    }
    const high = i + 2 < n ? HEX[bytes[i + 1]] : -1
    const low = high < 0 ? -1 : HEX[bytes[i + 2]]
    if (low >= 0) {
      out[o++] = (high << 4) | low
      fixed = o
      i += 3
      continue
    }
    const end = softBreakEnd(bytes, i)
    if (end > 0) {
      i = end
      fixed = o
      continue
    }
    if (count++ === 0) at = i
    out[o++] = byte
    i++
  }
  while (o > fixed && isBlank(out[o - 1])) o--
  return decoded(out.subarray(0, o), 'bad-quoted-printable', at, count, marks)
}

/** Index after the soft line break that the `=` at `at` opens, or 0 where it opens none. */
function softBreakEnd(bytes: Uint8Array, at: number): number {
  const n = bytes.length
  let end = at + 1
  while (end < n && isBlank(bytes[end])) end++
  if (end < n && bytes[end] !== 0x0a && bytes[end] !== 0x0d) return 0
  return bytes[end] === 0x0d && bytes[end + 1] === 0x0a ? end + 2 : Math.min(end + 1, n)
}

/** Marks bytes that stand for themselves and end in `end` decoded ones. Returns from where on the next mark is due. */
function markLiterals(bytes: Uint8Array, start: number, end: number, o: number, marks: number[]): number {
  const shift = o - end
  marks.push(start, start + shift)
  let at = start + STRIDE
  // white space may turn out to be dropped
  for (; at < end; at += STRIDE) if (bytes[at] > 0x20) marks.push(at, at + shift)
  return at
}

function isBlank(byte: number): boolean {
  return byte === 0x20 || byte === 0x09
}

/**
 * Base64. White space is skipped; other bytes outside the alphabet are skipped and are damage, and so are padding that is
 * missing, misplaced or followed by more data, which is read on as a new stretch.
 */
export function decodeBase64(bytes: Uint8Array): Decoded {
  const n = bytes.length
  const out = new Uint8Array(Math.ceil((n * 3) / 4) + 3)
  let o = 0
  let at = -1
  let count = 0
  /** Digits of the open group, how many they are, and where the last one stands. */
  let bits = 0
  let digits = 0
  let previous = 0
  /** Set once padding closed a group, and how much of that padding is still to come. */
  let closed = false
  let padding = 0
  const marks: number[] = []
  let due = STRIDE
  for (let i = 0; i < n; ) {
    if (digits === 0) {
      const start = i
      const from = o
      while (!closed && i + 4 <= n) {
        const group =
          (BASE64[bytes[i]] << 18) |
          (BASE64[bytes[i + 1]] << 12) |
          (BASE64[bytes[i + 2]] << 6) |
          BASE64[bytes[i + 3]]
        if (group < 0) break
        out[o] = group >> 16
        out[o + 1] = group >> 8
        out[o + 2] = group
        o += 3
        i += 4
      }
      if (i >= due) for (due = start; due <= i; due += STRIDE) marks.push(due, from + ((due - start) / 4) * 3)
      if (i === n) break
    }
    const byte = bytes[i]
    const value = BASE64[byte]
    let sound = true
    if (value >= 0) {
      sound = !closed
      closed = false
      padding = 0
      bits = (bits << 6) | value
      if (digits > 0) out[o++] = bits >> (6 - 2 * digits)
      previous = i
      digits = (digits + 1) & 3
    } else if (byte === 0x3d) {
      if (digits > 1) {
        closed = true
        padding = 3 - digits
      } else if (digits === 1 || padding-- <= 0) {
        sound = false
        padding = 0
      }
      digits = 0
    } else sound = byte === 0x20 || byte === 0x0d || byte === 0x0a || byte === 0x09
    if (!sound && count++ === 0) at = i
    i++
  }
  if ((digits > 0 || padding > 0) && count++ === 0) at = previous
  return decoded(out.subarray(0, o), 'bad-base64', at, count, marks)
}

/** Finds the raw bytes of decoded ones: from the last answer or the nearest mark on, so that places in order cost one pass. */
export class TransferPlaces {
  readonly #quoted: boolean
  readonly #raw: Uint8Array
  readonly #length: number
  readonly #marks: readonly number[]
  /** Where to read on: what stands at the raw index decodes to the decoded one. */
  #i = 0
  #o = 0

  constructor(encoding: 'quoted-printable' | 'base64', raw: Uint8Array, { bytes, marks }: Decoded) {
    this.#quoted = encoding === 'quoted-printable'
    this.#raw = raw
    this.#length = bytes.length
    this.#marks = marks
  }

  /** Index of the first raw byte of the decoded byte at `at`; at the end, the number of raw bytes. */
  of(at: number): number {
    if (at >= this.#length) return this.#raw.length
    this.#approach(at)
    return this.#quoted ? this.#inQuotedPrintable(at) : this.#inBase64(at)
  }

  /** Goes to the nearest known place at or before `at`. */
  #approach(at: number): void {
    const marks = this.#marks
    let low = 0
    let high = marks.length >> 1
    while (low < high) {
      const middle = (low + high) >> 1
      if (marks[2 * middle + 1] <= at) low = middle + 1
      else high = middle
    }
    const known = low > 0 ? marks[2 * low - 1] : 0
    if (this.#o <= at && this.#o >= known) return
    this.#i = low > 0 ? marks[2 * low - 2] : 0
    this.#o = known
  }

  #inQuotedPrintable(at: number): number {
    const raw = this.#raw
    let i = this.#i
    let o = this.#o
    for (;;) {
      /** Where the byte stands if those up to it are literals. */
      const stop = i + at - o
      let end = i
      while (end <= stop && raw[end] !== 0x3d && raw[end] !== 0x0a) end++
      if (end > stop) end = lineEndAfter(raw, stop)
      if (end < 0) {
        i = stop
        break
      }
      if (raw[end] === 0x0a) {
        const cr = end > i && raw[end - 1] === 0x0d ? 1 : 0
        let kept = end - cr
        while (kept > i && isBlank(raw[kept - 1])) kept--
        const after = o + kept - i + cr + 1
        if (after > at) {
          i = stop < kept ? stop : end + 1 - (after - at)
          break
        }
        i = end + 1
        o = after
        continue
      }
      o += end - i
      i = end
      const length = quotedLength(raw, i)
      const next = length > 1 ? 0 : softBreakEnd(raw, i)
      if (next > 0) i = next
      else if (o === at) break
      else {
        i += length
        o++
      }
    }
    this.#i = i
    this.#o = at
    return i
  }

  #inBase64(at: number): number {
    const raw = this.#raw
    let i = this.#i
    let o = this.#o
    let group = i
    let before = o
    let previous = i
    for (let digits = 0; ; i++) {
      const byte = raw[i]
      if (byte === 0x3d) digits = 0
      if (BASE64[byte] < 0) continue
      if (digits === 0) {
        group = i
        before = o
      } else if (o++ === at) break
      previous = i
      digits = (digits + 1) & 3
    }
    this.#i = group
    this.#o = before
    return previous
  }
}

/** Index of the newline that makes the white space or CR at `at` the end of its line, or -1. */
function lineEndAfter(raw: Uint8Array, at: number): number {
  let end = at
  while (isBlank(raw[end])) end++
  if (raw[end] === 0x0d) end++
  return raw[end] === 0x0a ? end : -1
}

/** Length of what the decoded byte whose first raw byte is at `at` is written with. */
function quotedLength(raw: Uint8Array, at: number): number {
  return raw[at] === 0x3d && at + 2 < raw.length && HEX[raw[at + 1]] >= 0 && HEX[raw[at + 2]] >= 0 ? 3 : 1
}

/** Index after the last raw byte of the decoded byte whose first raw byte is at `at`. */
export function transferEnd(encoding: TransferEncoding, bytes: Uint8Array, at: number): number {
  if (encoding === 'quoted-printable') return at + quotedLength(bytes, at)
  if (encoding !== 'base64') return at + 1
  let end = at + 1
  while (end < bytes.length && BASE64[bytes[end]] < 0) end++
  return Math.min(end + 1, bytes.length)
}
