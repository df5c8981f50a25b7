/** Bounds on what is unpacked, counted on the bytes that come out rather than on what an archive says. */
import { fillLimits } from '../../util/arguments.ts'

export interface SourceLimits {
  /** Members of one archive. */
  members: number
  /** Bytes of one member of an archive, or of what a compressed file holds. */
  memberBytes: number
  /** Bytes unpacked of one file, members of archives within it included. */
  unpackedBytes: number
  /** Bytes unpacked of one file for each byte of it, once 64 MiB were unpacked. */
  unpackedRatio: number
  /** Bytes of a ZIP archive that comes as a stream, from standard input or out of another archive: it is read into memory. */
  streamedZipBytes: number
}

export const DEFAULT_SOURCE_LIMITS: Readonly<SourceLimits> = {
  members: 5_000_000,
  memberBytes: 16 * 2 ** 30,
  unpackedBytes: 256 * 2 ** 30,
  unpackedRatio: 250,
  streamedZipBytes: 64 << 20,
}

/** Bytes that may be unpacked of however small a file. */
const RATIO_FROM = 64 << 20

/** Files are larger than what is held in memory. */
const MOSTS = Object.fromEntries(
  Object.keys(DEFAULT_SOURCE_LIMITS).map((name) => [name, Number.MAX_SAFE_INTEGER]),
)

/** @throws TypeError or RangeError naming the limit that is wrong. */
export function resolveSourceLimits(given?: Partial<SourceLimits>): SourceLimits {
  return fillLimits(DEFAULT_SOURCE_LIMITS, given, MOSTS)
}

/** Counts what is read and unpacked of one file on disk or one stream. */
export interface Meter {
  /** Bytes of the file itself; where its size is not known, those that were read. */
  size: number
  /** @throws Error saying which limit is passed. */
  unpacked(bytes: number): void
  /** @throws the same where that was so before: nothing more is to be unpacked. */
  check(): void
}

export function createMeter(limits: SourceLimits): Meter {
  let unpacked = 0
  const meter: Meter = {
    size: 0,
    unpacked(bytes) {
      unpacked += bytes
      meter.check()
    },
    check() {
      if (unpacked > limits.unpackedBytes)
        throw new Error(`unpacks to more than ${limits.unpackedBytes} bytes (limit unpackedBytes)`)
      if (unpacked > RATIO_FROM && unpacked > meter.size * limits.unpackedRatio)
        throw new Error(`unpacks to more than ${limits.unpackedRatio} times its size (limit unpackedRatio)`)
    },
  }
  return meter
}

/** The same chunks. @throws Error once there are more bytes than that. */
export async function* bounded(chunks: AsyncIterable<Uint8Array>, most: number): AsyncGenerator<Uint8Array> {
  let bytes = 0
  for await (const chunk of chunks) {
    bytes += chunk.length
    if (bytes > most) throw new Error(`more than ${most} bytes (limit memberBytes)`)
    yield chunk
  }
}
