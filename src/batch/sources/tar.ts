/** Members of a tar archive: V7, ustar, pax and GNU, from a stream. */
import { latin1 } from '../../mime/bytes.ts'
import type { ByteReader } from './byte-reader.ts'

export interface TarMember {
  name: string
  /** Bytes. */
  size: number
  /** Why it is no file whose bytes are here; absent for a file. */
  reason: string | undefined
  /** Its bytes, once; what is not read is passed over. */
  chunks(): AsyncGenerator<Uint8Array>
}

const BLOCK = 512
/** Bytes of a name, or of attributes, that come in members of their own. */
const ATTRIBUTES = 1 << 20
const CUT = 'the archive ends too early'

/** Kinds of members without bytes of a file; directories are not worth a word. */
const NO_FILE: Record<string, string> = {
  1: 'a link within the archive',
  2: 'a symbolic link within the archive',
  3: 'a device',
  4: 'a device',
  6: 'a pipe',
  S: 'a file with holes, which is not read',
  M: 'part of a file of several archives',
}

/** Whether these first bytes are a header of a tar archive. */
export function isTar(head: Uint8Array): boolean {
  return head.length >= BLOCK && head[0] !== 0 && hasChecksum(head)
}

function hasChecksum(header: Uint8Array): boolean {
  const stated = octal(header, 148, 8)
  let sum = 8 * 0x20
  for (let i = 0; i < BLOCK; i++) if (i < 148 || i >= 156) sum += header[i]
  return stated === sum
}

/** A number as octal digits, or in base 256 where the first bit is set; NaN where it is none. */
function octal(header: Uint8Array, at: number, length: number): number {
  if (header[at] & 0x80) {
    let value = header[at] & 0x7f
    for (let i = at + 1; i < at + length; i++) value = value * 256 + header[i]
    return value
  }
  const [, digits] = /^ *([0-7]+)[ \0]*/.exec(latin1(header, at, at + length)) ?? []
  return digits === undefined ? Number.NaN : Number.parseInt(digits, 8)
}

const UTF8 = new TextDecoder()

function text(bytes: Uint8Array, start = 0, end = bytes.length): string {
  const part = bytes.subarray(start, end)
  const zero = part.indexOf(0)
  return UTF8.decode(zero < 0 ? part : part.subarray(0, zero))
}

/** Records `length key=value\n` of a pax header. */
function paxRecords(bytes: Uint8Array): Map<string, string> {
  const records = new Map<string, string>()
  for (let at = 0; at < bytes.length; ) {
    const [, digits] = /^(\d{1,7}) /.exec(latin1(bytes, at, Math.min(bytes.length, at + 8))) ?? []
    const length = Number(digits)
    if (digits === undefined || length <= digits.length || at + length > bytes.length) break
    const record = bytes.subarray(at + digits.length + 1, at + length - 1)
    const equals = record.indexOf(0x3d)
    if (equals > 0) records.set(latin1(record, 0, equals), text(record, equals + 1))
    at += length
  }
  return records
}

function nameOf(header: Uint8Array): string {
  const name = text(header, 0, 100)
  // GNU tar has times where POSIX has the beginning of the name
  const posix = latin1(header, 257, 263) === 'ustar\0'
  const prefix = posix ? text(header, 345, 500) : ''
  return prefix === '' ? name : `${prefix}/${name}`
}

/** @throws Error where the archive is damaged or ends too early: what stands behind cannot be found. */
export async function* tarMembers(reader: ByteReader): AsyncGenerator<TarMember> {
  let pax = new Map<string, string>()
  let longName: string | undefined
  for (let count = 0; await reader.fill(BLOCK); count++) {
    const header = reader.take(BLOCK)
    if (header.every((byte) => byte === 0)) return
    if (!hasChecksum(header)) throw new Error(`damaged behind ${count} headers`)
    const type = latin1(header, 156, 157)
    const statedSize = pax.has('size') && !'xgLK'.includes(type) ? pax.get('size') : octal(header, 124, 12)
    const size = Number(statedSize)
    if (!(Number.isSafeInteger(size) && size >= 0)) throw new Error('a member has no valid size')
    const padding = (BLOCK - (size % BLOCK)) % BLOCK

    if ('xgLK'.includes(type)) {
      if (size > ATTRIBUTES) throw new Error(`a name or attributes of more than ${ATTRIBUTES} bytes`)
      if (!(await reader.fill(size + padding))) throw new Error(CUT)
      const attributes = reader.take(size + padding).subarray(0, size)
      if (type === 'x') pax = paxRecords(attributes)
      else if (type === 'L') longName = text(attributes)
      continue
    }
    let left = size
    const member: TarMember = {
      name: pax.get('path') ?? longName ?? nameOf(header),
      size,
      reason: NO_FILE[type] ?? (pax.has('GNU.sparse.major') ? NO_FILE.S : undefined),
      async *chunks() {
        while (left > 0) {
          if (reader.buffered.length === 0 && !(await reader.more())) throw new Error(CUT)
          const chunk = reader.take(Math.min(left, reader.buffered.length))
          left -= chunk.length
          yield chunk
        }
      },
    }
    pax = new Map()
    longName = undefined
    const isFolder = type === '5' || (type === '\0' && member.name.endsWith('/'))
    if (!isFolder) yield member
    if (!(await reader.skip(left + padding))) throw new Error(CUT)
  }
  if (reader.buffered.length > 0) throw new Error(CUT)
}
