/** Subjects and beginnings of texts, as bytes in a bounded room. */
import { DIGEST } from './fingerprint.ts'

export interface Texts {
  /** Keeps what the messages of a row of marks say, once. */
  add(row: number, marks: Int32Array, subject: string, text: string): void
  /** Undefined where it was given up. */
  get(row: number): { subject: string; text: string } | undefined
}

const CHUNK = 1 << 20
/** Bytes of the longest subject and text together; three for each code unit of a fingerprint. */
const LONGEST = 2048

/**
 * Where there are more bytes than `most`, the texts of messages with the higher digests are given up, half of all each time: what is
 * left does not depend on the order in which they came.
 */
export function createTexts(most: number): Texts {
  let chunks: Buffer[] = []
  let used = CHUNK
  /** By row: where its text is, -1 where it is not kept; and its digest. */
  let places = new Float64Array(64).fill(-1)
  let digests = new Uint32Array(64)
  let rows = 0
  let limit = 2 ** 32

  const put = (bytes: Uint8Array): number => {
    if (used + bytes.length + 2 > CHUNK) {
      chunks.push(Buffer.allocUnsafeSlow(CHUNK))
      used = 0
    }
    const chunk = chunks[chunks.length - 1]
    const place = (chunks.length - 1) * CHUNK + used
    chunk.writeUInt16LE(bytes.length, used)
    chunk.set(bytes, used + 2)
    used += bytes.length + 2
    return place
  }
  const bytesAt = (from: readonly Buffer[], place: number): Buffer => {
    const chunk = from[Math.floor(place / CHUNK)]
    const at = place % CHUNK
    return chunk.subarray(at + 2, at + 2 + chunk.readUInt16LE(at))
  }
  const halve = (): void => {
    limit /= 2
    const old = chunks
    chunks = []
    used = CHUNK
    for (let row = 0; row < rows; row++) {
      if (places[row] < 0) continue
      places[row] = digests[row] < limit ? put(bytesAt(old, places[row])) : -1
    }
  }

  return {
    add(row, marks, subject, text) {
      if (row < rows) return
      rows = row + 1
      if (row >= places.length) {
        const more = new Float64Array(2 * places.length).fill(-1)
        more.set(places)
        places = more
        const moreDigests = new Uint32Array(2 * digests.length)
        moreDigests.set(digests)
        digests = moreDigests
      }
      digests[row] = marks[DIGEST]
      if (digests[row] >= limit) return
      const bytes = Buffer.from(`${subject}\0${text}`)
      if (bytes.length > LONGEST) return
      places[row] = put(bytes)
      while (chunks.length * CHUNK > most && limit > 1) halve()
    },
    get(row) {
      if (!(places[row] >= 0)) return undefined
      const whole = bytesAt(chunks, places[row]).toString()
      const end = whole.indexOf('\0')
      return { subject: whole.slice(0, end), text: whole.slice(end + 1) }
    },
  }
}
