import { pipeline, Readable } from 'node:stream'
import { createGunzip, createInflateRaw } from 'node:zlib'
import type { Meter } from './limits.ts'

const CODES: Record<string, string> = {
  Z_BUF_ERROR: 'its compressed data ends too early',
  Z_DATA_ERROR: 'its compressed data is damaged',
}

/** What is compressed, in chunks; `raw` is deflate without a header, as in ZIP archives. */
export async function* unpack(
  chunks: AsyncIterable<Uint8Array>,
  meter: Meter,
  raw = false,
): AsyncGenerator<Uint8Array> {
  const options = { chunkSize: 1 << 16 }
  const unpacker = raw ? createInflateRaw(options) : createGunzip(options)
  // an error of either comes out of the unpacker below
  pipeline(Readable.from(chunks), unpacker, () => {})
  try {
    for await (const chunk of unpacker) {
      meter.unpacked(chunk.length)
      yield chunk
    }
  } catch (error) {
    const reason = CODES[(error as NodeJS.ErrnoException).code ?? '']
    throw reason === undefined ? error : new Error(reason)
  } finally {
    unpacker.destroy()
  }
}
