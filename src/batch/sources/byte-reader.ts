/** A run of chunks as one run of bytes that can be looked at before it is taken. */

export interface ByteReader {
  /** The bytes that are in memory, from the current place on. What is handed out is never written over. */
  readonly buffered: Buffer
  /** Whether there is nothing behind what is buffered. */
  readonly ended: boolean
  /** Reads another chunk; false at the end. Throws what the source throws, and again when called again. */
  more(): Promise<boolean>
  /** Reads until so many bytes are buffered; false where there are not as many. */
  fill(count: number): Promise<boolean>
  /** The next bytes, which must be buffered. */
  take(count: number): Buffer
  /** Passes over bytes, buffered or not; false where there are not as many. */
  skip(count: number): Promise<boolean>
  close(): Promise<void>
}

const LEAST = 1 << 17

export function createByteReader(source: AsyncIterable<Uint8Array>): ByteReader {
  const iterator = source[Symbol.asyncIterator]()
  let memory: Buffer = Buffer.alloc(0)
  let start = 0
  let end = 0
  let ended = false
  let failure: { error: unknown } | undefined

  const append = (chunk: Uint8Array): void => {
    const kept = end - start
    if (kept === 0) {
      memory = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length)
      start = 0
      end = chunk.length
      return
    }
    if (end + chunk.length > memory.length) {
      const larger = Buffer.allocUnsafeSlow(Math.max(kept + chunk.length, kept * 2, LEAST))
      memory.copy(larger, 0, start, end)
      memory = larger
      start = 0
      end = kept
    }
    memory.set(chunk, end)
    end += chunk.length
  }

  const reader: ByteReader = {
    get buffered() {
      return memory.subarray(start, end)
    },
    get ended() {
      return ended
    },
    async more() {
      if (failure) throw failure.error
      if (ended) return false
      try {
        const { done, value } = await iterator.next()
        if (done) ended = true
        else append(value)
      } catch (error) {
        failure = { error }
        throw error
      }
      return !ended
    },
    async fill(count) {
      while (end - start < count) if (!(await reader.more())) return false
      return true
    },
    take(count) {
      const taken = memory.subarray(start, start + count)
      start += taken.length
      return taken
    },
    async skip(count) {
      let left = count
      for (;;) {
        left -= reader.take(Math.min(left, end - start)).length
        if (left === 0) return true
        if (!(await reader.more())) return false
      }
    },
    async close() {
      ended = true
      await iterator.return?.()
    },
  }
  return reader
}
