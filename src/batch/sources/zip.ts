/** Members of a ZIP archive, in the order of its directory. */
import { crc32 } from 'node:zlib'
import yauzl, { type Entry, type ZipFile } from 'yauzl'
import { unpack } from './gzip.ts'
import type { Meter } from './limits.ts'

export interface ZipMember {
  name: string
  /** Bytes of it in the archive. */
  packed: number
  /** Why it cannot be read; absent where it can. */
  failure: string | undefined
  chunks(): AsyncGenerator<Uint8Array>
}

const STORED = 0
const DEFLATED = 8
const OPTIONS = {
  lazyEntries: true,
  decodeStrings: false,
  validateEntrySizes: false,
  autoClose: false,
} as const

function failureOf(entry: Entry): string | undefined {
  if (entry.isEncrypted()) return 'encrypted'
  const method = entry.compressionMethod
  if (method !== STORED && method !== DEFLATED) return `compressed by method ${method}, which is not read`
  return undefined
}

async function* bytesOf(zip: ZipFile, entry: Entry, meter: Meter): AsyncGenerator<Uint8Array> {
  const packed = await zip.openReadStreamPromise(entry, { decodeFileData: false })
  let checksum = 0
  try {
    const unpacked =
      entry.compressionMethod === DEFLATED ? unpack(packed, meter, true) : stored(packed, meter)
    for await (const chunk of unpacked) {
      checksum = crc32(chunk, checksum)
      yield chunk
    }
  } finally {
    packed.destroy()
  }
  if (checksum !== entry.crc32) throw new Error('damaged: its checksum is another')
}

async function* stored(chunks: AsyncIterable<Uint8Array>, meter: Meter): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    // members may share their bytes
    meter.unpacked(chunk.length)
    yield chunk
  }
}

async function* entriesOf(archive: number | Buffer): AsyncGenerator<[ZipFile, Entry]> {
  try {
    const zip = await (typeof archive === 'number'
      ? yauzl.fromFdPromise(archive, OPTIONS)
      : yauzl.fromBufferPromise(archive, OPTIONS))
    for await (const entry of zip.eachEntry()) yield [zip, entry]
  } catch (error) {
    throw new Error(`its directory cannot be read: ${(error as Error).message}`)
  }
}

/** @throws Error where the directory is damaged: what it would list cannot be found. */
export async function* zipMembers(archive: number | Buffer, meter: Meter): AsyncGenerator<ZipMember> {
  for await (const [zip, entry] of entriesOf(archive)) {
    const { generalPurposeBitFlag, fileNameRaw, extraFields, compressedSize } = entry
    const name = yauzl.getFileNameLowLevel(generalPurposeBitFlag, fileNameRaw, extraFields, false)
    if (name.endsWith('/')) continue
    yield {
      name: name.replaceAll('\0', '\ufffd'),
      packed: compressedSize,
      failure: failureOf(entry),
      chunks: () => bytesOf(zip, entry, meter),
    }
  }
}
