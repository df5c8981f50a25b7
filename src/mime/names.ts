/** Names of fields met lately, so that most fields need no new string for theirs. */
import { latin1 } from './bytes.ts'

/** A power of two. */
const SLOTS = 4096
const LONGEST = 80

/** Names as they were written and in lower case, each in the slot that its bytes hash to. */
const spelled = new DataView(new ArrayBuffer(SLOTS * LONGEST))
const lengths = new Uint8Array(SLOTS)
const lowered: string[] = new Array(SLOTS).fill('')

/** The bytes, to be read four at a time. */
export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
}

/** The slot of the name of `length` bytes. */
function slotOf(view: DataView, start: number, length: number): number {
  // names differ in length and at these places; to hash every byte would cost more than it finds
  const hash =
    length +
    31 * view.getUint8(start + Math.max(0, length - 3)) +
    101 * view.getUint8(start + (length >> 1)) +
    211 * view.getUint8(start + length - 1) +
    491 * view.getUint8(start + ((3 * length) >> 2))
  return hash & (SLOTS - 1)
}

/** The name `start..end`, which must be in the view, in lower case; undefined where it was not met lately. */
export function knownName(view: DataView, start: number, end: number): string | undefined {
  const length = end - start
  if (length <= 0 || length > LONGEST) return undefined
  const slot = slotOf(view, start, length)
  if (lengths[slot] !== length) return undefined
  const at = slot * LONGEST
  let i = 0
  for (; i + 4 <= length; i += 4) if (view.getInt32(start + i) !== spelled.getInt32(at + i)) return undefined
  for (; i < length; i++) if (view.getUint8(start + i) !== spelled.getUint8(at + i)) return undefined
  return lowered[slot]
}

/** The name `bytes[start..end]`, which is ASCII, in lower case; `view` is of the bytes. */
export function lowerName(bytes: Uint8Array, view: DataView, start: number, end: number): string {
  const known = knownName(view, start, end)
  if (known !== undefined) return known
  const name = latin1(bytes, start, end).toLowerCase()
  const { length } = name
  if (length > LONGEST) return name
  const slot = slotOf(view, start, length)
  lengths[slot] = length
  for (let i = 0; i < length; i++) spelled.setUint8(slot * LONGEST + i, bytes[start + i])
  lowered[slot] = interned(name)
  return lowered[slot]
}

/** The engine's one string of that text, which is compared by its address: keys are such strings. */
function interned(text: string): string {
  const keys = Object.create(null)
  keys[text] = true
  return Object.keys(keys)[0]
}
