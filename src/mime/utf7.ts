/** UTF-7 (RFC 2152), by hand: no runtime decodes it, and markup that hides in it must not cost more than other text. */
import { BASE64 } from './transfer.ts'

const PLUS = 0x2b
const DASH = 0x2d

/**
 * Writes the code units of the text, and where `offsets` is given, for each the index of the byte that its first bit came
 * from, the `+` of its stretch for the first one. Returns how many they are, never more than bytes. A `+` that opens
 * nothing stands for itself; bits that are left over at the end of a stretch are dropped; bytes above 0x7f are U+FFFD.
 */
function decodeInto(bytes: Uint8Array, units: Uint16Array, offsets?: Uint32Array): number {
  const n = bytes.length
  let unit = 0
  for (let at = 0; at < n; ) {
    const byte = bytes[at]
    if (byte !== PLUS || BASE64[bytes[at + 1]] === undefined || BASE64[bytes[at + 1]] < 0) {
      if (offsets) offsets[unit] = at
      units[unit++] = byte > 0x7f ? 0xfffd : byte
      at += byte === PLUS && bytes[at + 1] === DASH ? 2 : 1
      continue
    }
    let start = at++
    let bits = 0
    let held = 0
    for (let value = BASE64[bytes[at]]; at < n && value >= 0; value = BASE64[bytes[++at]]) {
      bits = ((bits << 6) | value) & 0x3fffff
      held += 6
      if (held < 16) continue
      held -= 16
      if (offsets) offsets[unit] = start
      units[unit++] = bits >> held
      start = held > 0 ? at : at + 1
    }
    if (at < n && bytes[at] === DASH) at++
  }
  return unit
}

export function decodeUtf7(bytes: Uint8Array): string {
  const units = new Uint16Array(bytes.length)
  const length = decodeInto(bytes, units)
  let out = ''
  for (let at = 0; at < length; at += 8192)
    out += String.fromCharCode.apply(
      null,
      units.subarray(at, Math.min(length, at + 8192)) as unknown as number[],
    )
  return out
}

/** For each code unit the index of its first byte; one entry more holds the number of bytes. */
export function utf7Offsets(bytes: Uint8Array): Uint32Array {
  const offsets = new Uint32Array(bytes.length + 1)
  const length = decodeInto(bytes, new Uint16Array(bytes.length), offsets)
  offsets[length] = bytes.length
  return offsets.subarray(0, length + 1)
}
