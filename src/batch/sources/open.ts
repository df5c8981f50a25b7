/** The message in a file or a stream. */
import { closeSync, createReadStream, fstatSync, openSync, readSync } from 'node:fs'
import { notMail, SNIFFED } from './sniff.ts'
import { type Found, type Missed, missed, skipped } from './source.ts'
import type { Candidate } from './walk.ts'

/** Messages above this size are streamed. */
const IN_MEMORY = 8 << 20

function noMessage(path: string, head: Uint8Array): Missed | undefined {
  if (head.length === 0) return skipped(path, 'an empty file')
  const reason = notMail(head)
  return reason === undefined ? undefined : skipped(path, reason)
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

/** A file by its descriptor, which is closed here or by the stream that is handed out. */
export function openFile({ path, file }: Candidate): Found | Missed {
  let fd: number | undefined
  try {
    fd = openSync(file, 'r')
    const { size } = fstatSync(fd)
    const head = readFully(fd, size <= IN_MEMORY ? size : SNIFFED)
    const missed = noMessage(path, head)
    if (missed) return missed
    if (size <= IN_MEMORY) return { kind: 'message', path, bytes: head }
    const chunks = createReadStream('', { fd, start: 0, highWaterMark: 1 << 18 })
    fd = undefined
    return { kind: 'message', path, chunks }
  } catch (error) {
    return missed(path, error)
  } finally {
    if (fd !== undefined) closeSync(fd)
  }
}

/** A stream whose size is not known: in memory where it turns out small. */
export async function openStream(path: string, stream: AsyncIterable<Uint8Array>): Promise<Found | Missed> {
  const iterator = stream[Symbol.asyncIterator]()
  const read: Uint8Array[] = []
  let size = 0
  try {
    while (size <= IN_MEMORY) {
      const { done, value } = await iterator.next()
      if (done) {
        const bytes = Buffer.concat(read)
        return noMessage(path, bytes) ?? { kind: 'message', path, bytes }
      }
      read.push(value)
      size += value.length
    }
  } catch (error) {
    return missed(path, error)
  }
  const head = Buffer.concat(read)
  const reason = noMessage(path, head)
  if (reason) {
    await iterator.return?.()
    return reason
  }
  async function* chunks(): AsyncGenerator<Uint8Array> {
    yield head
    yield* { [Symbol.asyncIterator]: () => iterator }
  }
  return { kind: 'message', path, chunks: chunks() }
}
