/** Who operates a host or an address, from dated data files. Outside them the answer is undefined, which means unknown. */
import ipaddr from 'ipaddr.js'
import { getDomain } from 'tldts'
import networkData from './data/networks.json' with { type: 'json' }
import operatorData from './data/operators.json' with { type: 'json' }

export interface Operator {
  id: string
  name: string
  /** Hosts, or ends of host names, that take mail over from outside. */
  ingress: string[]
  /** Hosts, or ends of host names, that hand mail on without writing a Received line. */
  silent: string[]
  /** The operator has published the addresses that it sends from, and they are in the table. */
  published: boolean
}

const CACHE_LIMIT = 4096
/** DNS allows no longer name. */
const MAX_HOST = 255
/** Labels of the longest domain in the table. */
const MAX_LABELS = 4

const byDomain = new Map<string, Operator>()
const byId = new Map<string, Operator>()
for (const { id, name, domains, ingress = [], silent = [] } of operatorData.operators as {
  id: string
  name: string
  domains: string[]
  ingress?: string[]
  silent?: string[]
}[]) {
  const published = networkData.networks.some(({ operator }) => operator === id)
  const operator: Operator = { id, name, ingress, silent, published }
  byId.set(id, operator)
  for (const domain of domains) byDomain.set(domain, operator)
}

const ranges = networkData.networks.map(({ operator, ranges }) => ({
  operator: byId.get(operator)!,
  cidrs: ranges.map((range) => ipaddr.parseCIDR(range)),
}))

const domains = new Map<string, string | undefined>()

/** The registered domain of a host name (Public Suffix List, ICANN section), lower case; undefined for addresses and bare names. */
export function registeredDomain(host: string): string | undefined {
  const key = host.length > MAX_HOST ? host.slice(-MAX_HOST) : host
  if (domains.has(key)) return domains.get(key)
  if (domains.size >= CACHE_LIMIT) domains.clear()
  // a slice would keep the text that it was cut from alive as long as the cache
  const own = ` ${key}`.slice(1)
  const domain = getDomain(own, { allowPrivateDomains: false })?.toLowerCase()
  domains.set(own, domain)
  return domain
}

/** The host of a web address, without user, port and path; empty where there is none. */
export function hostOfUrl(url: string): string {
  const slashes = url.indexOf('//')
  if (slashes < 0) return ''
  let start = slashes + 2
  let end = start
  for (; end < url.length; end++) {
    const code = url.charCodeAt(end)
    if (code === 0x2f || code === 0x3f || code === 0x23 || code === 0x5c) break
    if (code === 0x40) start = end + 1
  }
  const colon = url.indexOf(':', start)
  return url.slice(start, colon > 0 && colon < end && url[start] !== '[' ? colon : end).trim()
}

export function operatorById(id: string): Operator | undefined {
  return byId.get(id)
}

/** The operator whose domain the host is in. */
export function operatorOfHost(host: string): Operator | undefined {
  if (host.length > MAX_HOST) return undefined
  const name = (host.endsWith('.') ? host.slice(0, -1) : host).toLowerCase()
  // the domains are known, so the Public Suffix List has nothing to add: their last two or three labels decide
  let dot = name.length
  for (let labels = 1; labels <= MAX_LABELS && dot > 0; labels++) {
    dot = name.lastIndexOf('.', dot - 1)
    const operator = labels > 1 ? byDomain.get(dot < 0 ? name : name.slice(dot + 1)) : undefined
    if (operator) return operator
  }
  return undefined
}

/** An address as ipaddr.js reads it, IPv4 inside IPv6 unwrapped; undefined where it is no address. */
export function parseAddress(ip: string): ipaddr.IPv4 | ipaddr.IPv6 | undefined {
  if (ip.length > 64 || !ipaddr.isValid(ip)) return undefined
  return ipaddr.process(ip)
}

/** The operator that has published the address as its own. */
export function operatorOfAddress(ip: string): Operator | undefined {
  const address = parseAddress(ip)
  if (!address) return undefined
  for (const { operator, cidrs } of ranges)
    for (const cidr of cidrs) if (inRange(address, cidr)) return operator
  return undefined
}

/** Stand for addresses on the Internet in examples (RFC 5737, RFC 3849). */
const DOCUMENTATION = ['192.0.2.0/24', '198.51.100.0/24', '203.0.113.0/24', '2001:db8::/32'].map((range) =>
  ipaddr.parseCIDR(range),
)

/** True for addresses that are routed on the Internet; false for private, loopback, link-local and reserved ones. */
export function isPublicAddress(ip: string): boolean {
  const address = parseAddress(ip)
  return (
    address?.range() === 'unicast' ||
    (address !== undefined && DOCUMENTATION.some((cidr) => inRange(address, cidr)))
  )
}

export type Cidr = [ipaddr.IPv4 | ipaddr.IPv6, number]

export function inRange(address: ipaddr.IPv4 | ipaddr.IPv6, [base, bits]: Cidr): boolean {
  return address.kind() === base.kind() && address.match(base as ipaddr.IPv4, bits)
}

/** Whether `host` is `suffix` or inside it, letter case aside. */
export function isInDomain(host: string, suffix: string): boolean {
  if (host.length < suffix.length) return false
  const end = host.slice(host.length - suffix.length).toLowerCase()
  return end === suffix && (host.length === suffix.length || host[host.length - suffix.length - 1] === '.')
}

/** Whether two address literals are the same address, however they are written. */
export function sameAddress(a: string, b: string): boolean {
  if (a === b) return true
  const one = parseAddress(a)
  return one !== undefined && one.toNormalizedString() === parseAddress(b)?.toNormalizedString()
}
