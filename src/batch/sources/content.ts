/** Bytes under a name: those of a file, of a stream, of a member of an archive. */
import { closeSync, createReadStream, fstatSync, openSync, type ReadStream, readSync } from 'node:fs'
import type { Meter } from './limits.ts'
import { containerOf, notMail, SNIFFED } from './sniff.ts'

export interface Content {
  path: string
  /** All bytes where `whole`, else the first ones. */
  head: Uint8Array
  whole: boolean
  /** Why there are no bytes behind the first ones, where they could not be read. */
  failure?: { error: unknown }
  /** All bytes from the first on; once. */
  chunks(): AsyncIterable<Uint8Array>
  /** Where they are in a file. */
  fd?: number
  close(): void | Promise<void>
}

/** What is told while a file is read. */
interface Reading {
  meter: Meter
  /** Bytes were read. */
  read(bytes: number): void
}

/** What is larger is streamed. */
export const IN_MEMORY = 8 << 20
const CHUNK = 1 << 18

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  if (bytes.length > 0) yield bytes
}

function readFully(fd: number, size: number): Uint8Array {
  const bytes = Buffer.allocUnsafeSlow(size)
  let length = 0
  while (length < size) {
    const got = readSync(fd, bytes, length, size - length, length)
    if (got === 0) break
    length += got
  }
  return bytes.subarray(0, length)
}

/** @throws the system's error where the file cannot be read. */
export function contentOfFile(path: string, file: Buffer, { meter, read }: Reading): Content {
  const fd = openSync(file, 'r')
  try {
    const { size } = fstatSync(fd)
    const whole = size <= IN_MEMORY
    const head = readFully(fd, whole ? size : SNIFFED)
    if (whole) {
      closeSync(fd)
      meter.size = head.length
      return { path, head, whole, chunks: () => once(head), close() {} }
    }
    meter.size = size
    let stream: ReadStream | undefined
    return {
      path,
      head,
      whole,
      fd,
      async *chunks() {
        stream = createReadStream('', { fd, start: 0, highWaterMark: CHUNK })
        for await (const chunk of stream as AsyncIterable<Buffer>) {
          read(chunk.length)
          yield chunk
        }
      },
      // a stream closes its file once it has no read under way
      close: () => void (stream ? stream.destroy() : closeSync(fd)),
    }
  } catch (error) {
    closeSync(fd)
    throw error
  }
}

/** In memory where it turns out small; what is no mail is not read any further. */
export async function contentOfChunks(path: string, chunks: AsyncIterable<Uint8Array>): Promise<Content> {
  const iterator = chunks[Symbol.asyncIterator]()
  const close = async (): Promise<void> => void (await iterator.return?.())
  const read: Uint8Array[] = []
  let size = 0
  let sniffed = false
  let failure: Content['failure']
  while (size <= IN_MEMORY) {
    try {
      const { done, value } = await iterator.next()
      if (done) {
        const head = new Uint8Array(read.length === 1 ? read[0] : Buffer.concat(read))
        return { path, head, whole: true, chunks: () => once(head), close }
      }
      read.push(value)
      size += value.length
    } catch (error) {
      failure = { error }
      break
    }
    if (sniffed || size < SNIFFED) continue
    sniffed = true
    if (!isOfUse(Buffer.concat(read))) break
  }
  const head = Buffer.concat(read)
  async function* all(): AsyncGenerator<Uint8Array> {
    yield* once(head)
    if (failure) throw failure.error
    yield* { [Symbol.asyncIterator]: () => iterator }
  }
  return { path, head, whole: false, failure, chunks: all, close }
}

const isOfUse = (head: Uint8Array): boolean => containerOf(head) !== undefined || notMail(head) === undefined
