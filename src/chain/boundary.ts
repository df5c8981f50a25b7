/**
 * The trust boundary: the oldest hop that the recipient's side wrote. Trace fields are prepended, so everything above it
 * was written later, on that side; everything below it was handed over and is a claim.
 */

import { type Cidr, inRange, parseAddress } from './address-range.ts'
import type { RouteHop } from './hops.ts'
import { isInDomain, isPublicAddress } from './operators.ts'

export interface Trust {
  /** Lower-case host names; each also stands for the hosts inside it. */
  hosts: string[]
  networks: Cidr[]
}

export interface Boundary {
  /** Index of the hop. */
  hop: number
  how: 'configured' | 'inferred'
}

export function findBoundary(hops: readonly RouteHop[], trust: Trust): Boundary | undefined {
  if (hops.length === 0) return undefined
  const configured = trust.hosts.length + trust.networks.length > 0
  const hop = configured ? configuredBoundary(hops, trust) : inferredBoundary(hops)
  return hop === undefined ? undefined : { hop, how: configured ? 'configured' : 'inferred' }
}

function trusts(trust: Trust, host: string | undefined, ip: string | undefined): boolean {
  if (host !== undefined && trust.hosts.some((suffix) => isInDomain(host, suffix))) return true
  const address = ip === undefined ? undefined : parseAddress(ip)
  return address !== undefined && trust.networks.some((cidr) => inRange(address, cidr))
}

/**
 * The caller's own hosts, from the top down without a break. What a trusted host says of the host that handed over to it
 * decides whether the next line is still ours; a HELO name alone does not, since anybody may say it.
 */
function configuredBoundary(hops: readonly RouteHop[], trust: Trust): number | undefined {
  let last: number | undefined
  for (const { index, received } of hops) {
    const ours = trusts(trust, received.by?.host, received.by?.ip)
    if (!ours) break
    last = index
    const from = received.from
    if (from && !trusts(trust, from.rdns, from.ip) && from.ip !== undefined && isPublicAddress(from.ip)) break
  }
  return last
}

/**
 * The unbroken run, from the top, of hops at hosts of one owner. It ends where mail was taken over from somebody else's
 * host, or at a host whose job is to take mail over from outside even where the sender is a customer of the same operator.
 */
function inferredBoundary(hops: readonly RouteHop[]): number | undefined {
  let owner: string | undefined
  let last: number | undefined
  /** Some hop said whose it was, or whose the host before. */
  let known = false
  for (const hop of hops) {
    if (owner !== undefined && hop.owner !== undefined && hop.owner !== owner) break
    if (hop.owner === undefined && owner !== undefined && !isInternal(hop)) break
    last = hop.index
    const collected = isCollected(hop)
    known ||= collected || hop.owner !== undefined || hop.fromOwner !== undefined
    // who collects mail from a mailbox of his own trusts the host that keeps it
    if (collected) {
      owner = undefined
      continue
    }
    owner ??= hop.owner
    if (takesOver(hop, owner)) return last
  }
  return known ? last : undefined
}

function takesOver(hop: RouteHop, owner: string | undefined): boolean {
  const { from, by } = hop.received
  const ingress = hop.operator?.ingress.some((suffix) => by !== undefined && isInDomain(by.host, suffix))
  if (ingress) return true
  if (!from || isLoopback(from.ip)) return false
  const outside = from.ip !== undefined && isPublicAddress(from.ip)
  if (owner === undefined) return outside && !isDelivery(hop)
  return hop.fromOwner === undefined ? outside : hop.fromOwner !== owner
}

/** A filter on the same machine may repeat the name that the client had given. */
function isLoopback(ip: string | undefined): boolean {
  return ip !== undefined && (ip.startsWith('127.') || ip === '::1')
}

/** LMTP ends at the mailbox and is not spoken between organisations (RFC 2033). */
function isDelivery({ received }: RouteHop): boolean {
  return received.with?.slice(0, 4).toUpperCase() === 'LMTP'
}

const COLLECTED = ['POP', 'IMAP']

/** Fetched from a mailbox, with POP3 or IMAP. */
function isCollected({ received }: RouteHop): boolean {
  const protocol = received.with?.slice(0, 4).toUpperCase()
  return protocol !== undefined && COLLECTED.some((name) => protocol.startsWith(name))
}

/** A hop at a host without a public name: a local delivery, a filter on the same machine, an address inside the operator. */
function isInternal(hop: RouteHop): boolean {
  const { from } = hop.received
  return from?.ip === undefined || !isPublicAddress(from.ip) || hop.fromOwner !== undefined
}
