/**
 * The trust boundary: the oldest hop that the recipient's side wrote. Trace fields are prepended, so everything above it
 * was written later, on that side; everything below it was handed over and is a claim.
 */

import { type Cidr, inRange, isAddress, parseAddress } from './address-range.ts'
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
  const owner = hops.find((hop) => hop.owner !== undefined)?.owner
  if (owner === undefined) return undefined
  let last: number | undefined
  for (const hop of hops) {
    if (hop.owner !== undefined && hop.owner !== owner) break
    if (hop.owner === undefined && !isInternal(hop)) break
    last = hop.index
    if (takesOver(hop, owner)) break
  }
  return last
}

function takesOver(hop: RouteHop, owner: string): boolean {
  const { from, by } = hop.received
  const ingress = hop.operator?.ingress.some((suffix) => by !== undefined && isInDomain(by.host, suffix))
  if (ingress) return true
  if (!from) return false
  if (hop.fromOwner !== undefined) return hop.fromOwner !== owner
  return from.ip !== undefined && isPublicAddress(from.ip)
}

/** A hop at a host without a public name: a local delivery, a filter on the same machine, an address inside the operator. */
function isInternal(hop: RouteHop): boolean {
  const { from, by } = hop.received
  if (from?.ip !== undefined && isPublicAddress(from.ip) && hop.fromOwner === undefined) return false
  return by === undefined || !by.host.includes('.') || isAddress(by.host.replace(/^\[|\]$/g, ''))
}
