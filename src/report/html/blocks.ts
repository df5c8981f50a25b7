/**
 * Data blocks of the page: bytes that are deflated and written as base64, so that nothing of a message stands in the page
 * as text. Entries are packed together, since messages of one archive are much alike.
 *
 * A block holds, before compression, the number of its entries, the length of each, then the entries; numbers are of
 * 32 bits, little-endian.
 */
import { deflateSync } from 'fflate'
import type { BlockKind } from './shape.ts'

/** Bytes taken in one call of `fromCharCode`. */
const CHUNK = 0x6000

export function base64(bytes: Uint8Array): string {
  const parts: string[] = []
  // a multiple of three, so that the parts can be joined
  for (let i = 0; i < bytes.length; i += CHUNK)
    parts.push(btoa(String.fromCharCode(...bytes.subarray(i, i + CHUNK))))
  return parts.join('')
}

/** The entries as the bytes of one block. */
function joinEntries(entries: readonly Uint8Array[]): Uint8Array {
  let size = 4 + 4 * entries.length
  for (const { length } of entries) size += length
  const bytes = new Uint8Array(size)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, entries.length, true)
  let at = 4 + 4 * entries.length
  entries.forEach((entry, i) => {
    view.setUint32(4 + 4 * i, entry.length, true)
    bytes.set(entry, at)
    at += entry.length
  })
  return bytes
}

/** One block as an element of the page. `first` is the number of the first row that it is about. */
export function blockElement(kind: BlockKind, first: number, entries: readonly Uint8Array[]): string {
  const text = base64(deflateSync(joinEntries(entries), { level: 6 }))
  return `<script type="application/octet-stream" data-block="${kind}" data-first="${first}">${text}</script>\n`
}

export interface BlockWriter {
  /** Takes an entry. Returns the element of a block that is full, or ''. */
  add(entry: Uint8Array): string
  /** The element of what is left, or ''. */
  flush(): string
}

/** Collects entries into blocks of `most` bytes or more. */
export function createBlockWriter(kind: BlockKind, most: number): BlockWriter {
  let entries: Uint8Array[] = []
  let size = 0
  let first = 0
  const flush = (): string => {
    if (entries.length === 0) return ''
    const element = blockElement(kind, first, entries)
    first += entries.length
    entries = []
    size = 0
    return element
  }
  return {
    flush,
    add(entry) {
      entries.push(entry)
      size += entry.length
      return size >= most ? flush() : ''
    },
  }
}
