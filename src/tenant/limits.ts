import { fillLimits } from '../util/arguments.ts'

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
export function resolveTenantLimits(given?: Partial<TenantLimits>): TenantLimits {
  return fillLimits(DEFAULT_TENANT_LIMITS, given)
}
