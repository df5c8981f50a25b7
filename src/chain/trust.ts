/** Whom the caller trusts, as options name it. */
import ipaddr from 'ipaddr.js'
import type { Trust } from './boundary.ts'

export interface TrustOptions {
  /** Host names on the recipient's side; each also stands for the hosts inside it. Without them, and without
   * `trustedNetworks`, the trust boundary is inferred. */
  trustedHosts?: readonly string[]
  /** Addresses or CIDR ranges on the recipient's side. */
  trustedNetworks?: readonly string[]
}

/** @throws TypeError or RangeError naming the option that is wrong. */
export function resolveTrust({ trustedHosts = [], trustedNetworks = [] }: TrustOptions): Trust {
  return {
    hosts: strings(trustedHosts, 'trustedHosts').map((host, i) => {
      const name = host
        .trim()
        .replace(/^\.|\.$/g, '')
        .toLowerCase()
      if (name === '') throw new RangeError(`trustedHosts[${i}] is empty`)
      return name
    }),
    networks: strings(trustedNetworks, 'trustedNetworks').map((range, i) => {
      const bits = range.includes('/') ? '' : range.includes(':') ? '/128' : '/32'
      if (!ipaddr.isValidCIDR(range + bits))
        throw new RangeError(`trustedNetworks[${i}] is neither an address nor a CIDR range: ${range}`)
      return ipaddr.parseCIDR(range + bits)
    }),
  }
}

function strings(value: readonly string[], name: string): readonly string[] {
  if (!Array.isArray(value)) throw new TypeError(`${name} must be an array of strings`)
  value.forEach((item, i) => {
    if (typeof item !== 'string') throw new TypeError(`${name}[${i}] must be a string, not ${typeof item}`)
  })
  return value
}
