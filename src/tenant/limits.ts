/** Upper bounds on what one file of a tenant may cost. Every one that is hit is said as an `Unread`. */
export interface TenantLimits {
  /** Bytes of one record, and of a script or an XML document without records. */
  recordBytes: number
  /** Records of one file, those that could not be read included. */
  records: number
  /** Depth of nested values in one record. */
  depth: number
  /** Records of one file that are reported one by one as unread; the others are counted. */
  unread: number
}

export const DEFAULT_TENANT_LIMITS: Readonly<TenantLimits> = Object.freeze({
  recordBytes: 4 << 20,
  records: 10_000_000,
  depth: 64,
  unread: 1000,
})

/**
 * Fills in defaults.
 * @throws TypeError naming the limit when one is unknown or no number; RangeError when it is no integer in 1..2^31-1.
 */
export function resolveTenantLimits(given: Partial<TenantLimits> = {}): TenantLimits {
  if (given === null || typeof given !== 'object') throw new TypeError('limits must be an object')
  const limits: TenantLimits = { ...DEFAULT_TENANT_LIMITS }
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined) continue
    if (!Object.hasOwn(DEFAULT_TENANT_LIMITS, name))
      throw new TypeError(
        `limits.${name} is not a limit; there are ${Object.keys(DEFAULT_TENANT_LIMITS).join(', ')}`,
      )
    if (typeof value !== 'number') throw new TypeError(`limits.${name} must be a number, not ${typeof value}`)
    if (!Number.isInteger(value) || value < 1 || value > 0x7fffffff)
      throw new RangeError(`limits.${name} must be an integer from 1 to ${0x7fffffff}, not ${value}`)
    limits[name as keyof TenantLimits] = value
  }
  return limits
}
