/** Bounds on what one input may cost. All are counted on what is really there, never on what an archive says of itself. */

export interface DmarcLimits {
  /** Bytes unpacked of one input, over all members of archives and compressed files in it. */
  inflatedBytes: number
  /** Bytes unpacked for each byte that was packed, once 4 MiB were unpacked. */
  inflatedRatio: number
  /** Members of one ZIP archive, and attachments of one message, that are opened. */
  attachments: number
  /** Records of one report that are kept. */
  records: number
  /** Depth of the elements of a report. */
  depth: number
  /** Bytes of one record, and of each other part of a report. */
  recordBytes: number
}

export const DEFAULT_DMARC_LIMITS: Readonly<DmarcLimits> = Object.freeze({
  inflatedBytes: 50 << 20,
  inflatedRatio: 200,
  attachments: 100,
  records: 100_000,
  depth: 32,
  recordBytes: 64 << 10,
})

/** Elements are read one within the other, by calls. */
const MOST_DEPTH = 256

/** @throws TypeError or RangeError naming the limit that is unknown or out of bounds. */
export function resolveDmarcLimits(given: Partial<DmarcLimits> = {}): DmarcLimits {
  return resolveBounds(DEFAULT_DMARC_LIMITS, given, { depth: MOST_DEPTH })
}

/** Limits with defaults filled in. @throws TypeError or RangeError naming the one that is unknown or out of bounds. */
export function resolveBounds<K extends string>(
  defaults: Readonly<Record<K, number>>,
  given: Partial<Record<K, number>> = {},
  mosts: Partial<Record<string, number>> = {},
): Record<K, number> {
  if (given === null || typeof given !== 'object') throw new TypeError('limits must be an object')
  const limits: Record<K, number> = { ...defaults }
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined) continue
    if (!Object.hasOwn(defaults, name))
      throw new TypeError(`limits.${name} is not a limit; there are ${Object.keys(defaults).join(', ')}`)
    if (typeof value !== 'number') throw new TypeError(`limits.${name} must be a number, not ${typeof value}`)
    const most = mosts[name] ?? 0x7fffffff
    if (!Number.isInteger(value) || value < 1 || value > most)
      throw new RangeError(`limits.${name} must be an integer from 1 to ${most}, not ${value}`)
    limits[name as K] = value
  }
  return limits
}
