/**
 * Content transfer encodings (RFC 2045 6.7, 6.8). The decoders keep going on damage and say where it first was; a map from decoded to
 * raw bytes is made only when asked for.
 */
import { newOffsets, type OffsetRoom } from './bytes.ts'
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

function decoded(bytes: Uint8Array, code: DefectCode, at: number, count: number): Decoded {
  return { bytes, problems: count === 0 ? [] : [{ code, at, count }] }
}

/**
 * Quoted-printable. Digits of either case are read; `=` before anything else stands for itself and is damage; white space at
 * a line's end is dropped, also between `=` and the line end.
 */
export function decodeQuotedPrintable(bytes: Uint8Array): Decoded {
  return quotedPrintable(bytes, undefined)
}

function quotedPrintable(bytes: Uint8Array, map: Uint32Array | undefined): Decoded {
  const n = bytes.length
  const out = new Uint8Array(n)
  let o = 0
  /** White space before this place was written as an escape and stays. */
  let fixed = 0
  let at = -1
  let count = 0
  const from = new DataView(bytes.buffer, bytes.byteOffset, n)
  const to = new DataView(out.buffer)
  for (let i = 0; i < n; ) {
    // four bytes at once, while none of them is an equals sign or a line end
    if (!map)
      while (i + 4 <= n) {
        const four = from.getInt32(i)
        const equals = four ^ 0x3d3d3d3d
        const ends = four ^ 0x0a0a0a0a
        if (((((equals - 0x01010101) & ~equals) | ((ends - 0x01010101) & ~ends)) & 0x80808080) !== 0) break
        to.setInt32(o, four)
        o += 4
        i += 4
      }
    if (i === n) break
    let byte = bytes[i]
    if (map) for (let k = i, at = o; k < n && bytes[k] !== 0x3d && bytes[k] !== 0x0a; k++) map[at++] = k
    while (byte > 0x3d || (byte !== 0x3d && byte !== 0x0a)) {
      out[o++] = byte
      if (++i === n) break
      byte = bytes[i]
    }
    if (i === n) break
    if (byte === 0x0a) {
      // the white space before the line end, its CR moved over
      const cr = o > fixed && out[o - 1] === 0x0d ? 1 : 0
      let end = o - cr
      while (end > fixed && isBlank(out[end - 1])) end--
      if (end < o - cr) {
        if (cr === 1) {
          if (map) map[end] = map[o - 1]
          out[end++] = 0x0d
        }
        o = end
      }
      if (map) map[o] = i
      out[o++] = byte
      i++
      continue
    }
    const high = i + 2 < n ? HEX[bytes[i + 1]] : -1
    const low = high < 0 ? -1 : HEX[bytes[i + 2]]
    if (low >= 0) {
      if (map) map[o] = i
      out[o++] = (high << 4) | low
      fixed = o
      i += 3
      continue
    }
    let end = i + 1
    while (end < n && isBlank(bytes[end])) end++
    if (end === n || bytes[end] === 0x0a || bytes[end] === 0x0d) {
      i = bytes[end] === 0x0d && bytes[end + 1] === 0x0a ? end + 2 : Math.min(end + 1, n)
      fixed = o
      continue
    }
    if (count++ === 0) at = i
    if (map) map[o] = i
    out[o++] = byte
    i++
  }
  while (o > fixed && isBlank(out[o - 1])) o--
  if (map) map[o] = n
  return decoded(out.subarray(0, o), 'bad-quoted-printable', at, count)
}

function isBlank(byte: number): boolean {
  return byte === 0x20 || byte === 0x09
}

/**
 * Base64. White space is skipped; other bytes outside the alphabet are skipped and are damage, and so are padding that is
 * missing, misplaced or followed by more data, which is read on as a new stretch.
 */
export function decodeBase64(bytes: Uint8Array): Decoded {
  return base64(bytes, undefined)
}

function base64(bytes: Uint8Array, map: Uint32Array | undefined): Decoded {
  const n = bytes.length
  const out = new Uint8Array(base64Room(n))
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
  for (let i = 0; i < n; ) {
    if (digits === 0 && !closed) {
      while (i + 4 <= n) {
        const group =
          (BASE64[bytes[i]] << 18) |
          (BASE64[bytes[i + 1]] << 12) |
          (BASE64[bytes[i + 2]] << 6) |
          BASE64[bytes[i + 3]]
        if (group < 0) break
        if (map) {
          map[o] = i
          map[o + 1] = i + 1
          map[o + 2] = i + 2
        }
        out[o] = group >> 16
        out[o + 1] = group >> 8
        out[o + 2] = group
        o += 3
        i += 4
      }
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
      if (digits > 0) {
        if (map) map[o] = previous
        out[o++] = bits >> (6 - 2 * digits)
      }
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
  if (map) map[o] = n
  return decoded(out.subarray(0, o), 'bad-base64', at, count)
}

/** Room for what {@link decodeBase64} gives out for so many bytes. */
function base64Room(length: number): number {
  return Math.ceil((length * 3) / 4) + 3
}

/**
 * For each decoded byte the index of the first raw byte it came from; one entry more holds the number of raw bytes. Undefined where the
 * encoding changes nothing.
 */
export function transferOffsets(
  encoding: TransferEncoding,
  bytes: Uint8Array,
  room: OffsetRoom = newOffsets,
): Uint32Array | undefined {
  if (encoding !== 'quoted-printable' && encoding !== 'base64') return undefined
  const quoted = encoding === 'quoted-printable'
  const map = room(1 + (quoted ? bytes.length : base64Room(bytes.length)))
  const { length } = (quoted ? quotedPrintable(bytes, map) : base64(bytes, map)).bytes
  return map.subarray(0, length + 1)
}

/** Index after the last raw byte of the decoded byte whose first raw byte is at `at`. */
export function transferEnd(encoding: TransferEncoding, bytes: Uint8Array, at: number): number {
  if (encoding === 'quoted-printable') {
    const escaped =
      bytes[at] === 0x3d && at + 2 < bytes.length && HEX[bytes[at + 1]] >= 0 && HEX[bytes[at + 2]] >= 0
    return escaped ? at + 3 : at + 1
  }
  if (encoding !== 'base64') return at + 1
  let end = at + 1
  while (end < bytes.length && BASE64[bytes[end]] < 0) end++
  return Math.min(end + 1, bytes.length)
}
