/** Members of a ZIP archive in memory, by its directory. */
import { latin1 } from '../mime/bytes.ts'
import { utf8 } from '../mime/outline.ts'
import { countUnpacked, type Inflated, inflateRaw, type Meter } from './inflate.ts'
import { Unread } from './problems.ts'

export interface ZipMember {
  name: string
  /** @throws Unread where it cannot be unpacked. */
  read(): Inflated
}

/** What a directory ends with: its length without the comment, and that of the comment at most. */
const END = 22
const LONGEST_COMMENT = 0xffff
const ENTRY = 46
const LOCAL = 30

const STORED = 0
const DEFLATED = 8
const ENCRYPTED = 1
const UTF8_NAME = 1 << 11

export const isZip = (bytes: Uint8Array): boolean =>
  bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5)

/** Folders are left out. @throws Unread where there is no directory. */
export function* zipMembers(bytes: Uint8Array, meter: Meter): Generator<ZipMember> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  const end = endOfDirectory(view)
  if (end < 0) throw new Unread('a ZIP archive without its directory')
  const count = view.getUint16(end + 10, true)
  let at = view.getUint32(end + 16, true)
  for (let n = 0; n < count && at + ENTRY <= end && view.getUint32(at, true) === 0x02014b50; n++) {
    const flags = view.getUint16(at + 8, true)
    const nameEnd = at + ENTRY + view.getUint16(at + 28, true)
    const name = (flags & UTF8_NAME ? utf8 : latin1)(bytes.subarray(at + ENTRY, nameEnd))
    const entry = at
    at = nameEnd + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
    if (!name.endsWith('/')) yield { name, read: () => readMember(bytes, view, entry, flags, meter) }
  }
}

function endOfDirectory(view: DataView): number {
  const last = view.byteLength - END
  for (let at = last; at >= 0 && at >= last - LONGEST_COMMENT; at--)
    if (view.getUint32(at, true) === 0x06054b50) return at
  return -1
}

function readMember(bytes: Uint8Array, view: DataView, entry: number, flags: number, meter: Meter): Inflated {
  if (flags & ENCRYPTED) throw new Unread('encrypted')
  const method = view.getUint16(entry + 10, true)
  const size = view.getUint32(entry + 20, true)
  const local = view.getUint32(entry + 42, true)
  if (local + LOCAL > bytes.length || view.getUint32(local, true) !== 0x04034b50)
    throw new Unread('its place in the ZIP archive is wrong')
  const start = local + LOCAL + view.getUint16(local + 26, true) + view.getUint16(local + 28, true)
  const packed = bytes.subarray(start, start + size)
  if (method === DEFLATED) return inflateRaw(packed, meter)
  if (method !== STORED) throw new Unread(`compressed by method ${method}, which is not read`)
  // members may share their bytes
  countUnpacked(meter, packed.length, packed.length, packed.length)
  return { bytes: packed, damaged: packed.length < size }
}
