/** Whom the caller trusts, as options name it. */
import ipaddr from 'ipaddr.js'
import { requireStrings } from '../util/arguments.ts'
import type { Trust } from './boundary.ts'

export interface TrustOptions {
  /** Host names on the recipient's side; each also stands for the hosts inside it. Without them, and without
   * `trustedNetworks`, the trust boundary is inferred. */
  trustedHosts?: readonly string[]
  /** Addresses or CIDR ranges on the recipient's side. */
  trustedNetworks?: readonly string[]
}

/** Labels of letters, digits, hyphens and underscores, of any script. */
const HOST = /^[\p{L}\p{M}\p{N}_-]+(?:\.[\p{L}\p{M}\p{N}_-]+)*$/u
/** Octets of a domain (RFC 5321 4.5.3.1.2). */
const LONGEST = 255

/** @throws TypeError or RangeError naming the option that is wrong. */
export function resolveTrust({ trustedHosts = [], trustedNetworks = [] }: TrustOptions): Trust {
  requireStrings(trustedHosts, 'trustedHosts')
  requireStrings(trustedNetworks, 'trustedNetworks')
  return {
    hosts: trustedHosts.map((host, i) => {
      const name = host
        .trim()
        .replace(/^\.|\.$/g, '')
        .toLowerCase()
      if (name === '') throw new RangeError(`trustedHosts[${i}] is empty`)
      if (name.length > LONGEST || !HOST.test(name))
        throw new RangeError(
          `trustedHosts[${i}] must be a host name, which also stands for the hosts inside it: mx.example.net or example.net, not ${host.slice(0, LONGEST)}`,
        )
      return name
    }),
    networks: trustedNetworks.map((range, i) => {
      const bits = range.includes('/') ? '' : range.includes(':') ? '/128' : '/32'
      if (!ipaddr.isValidCIDR(range + bits))
        throw new RangeError(`trustedNetworks[${i}] is neither an address nor a CIDR range: ${range}`)
      return ipaddr.parseCIDR(range + bits)
    }),
  }
}
