/** Who operates a host or an address, from dated data files. Outside them the answer is undefined, which means unknown. */
import ipaddr from 'ipaddr.js'
import { getDomain } from 'tldts'
import { lowerCode, textIs } from '../fields/codes.ts'
import { addressKey, type Cidr, RangeTable } from './address-range.ts'
import networkData from './data/networks.json' with { type: 'json' }
import operatorData from './data/operators.json' with { type: 'json' }

export interface Operator {
  id: string
  name: string
  /** Hosts, or ends of host names, that take mail over from outside. */
  ingress: string[]
  /** Hosts, or ends of host names, that hand mail on without writing a Received line. */
  silent: string[]
  /** Keeps people's mailboxes, and its hosts hand over under names of their own, none by the bare domain (as those of QQ do). */
  mailboxes: boolean
  /** Ids of operators through whose hosts it sends. */
  over: string[]
  /** Filters mail for those who have their mailboxes elsewhere. */
  gateway: boolean
  /** The operator has published the addresses that it sends from, and they are in the table. */
  published: boolean
}

const CACHE_LIMIT = 4096
/** DNS allows no longer name. */
const MAX_HOST = 255
/** Labels of the longest domain in the table. */
const MAX_LABELS = 4

const networks: { operator: string; partial?: boolean; ranges: string[] }[] = networkData.networks

/** Domains by a hash of their code units from the last to the first. */
const byHash = new Map<number, { domain: string; operator: Operator }[]>()
const byId = new Map<string, Operator>()
for (const {
  id,
  name,
  domains,
  ingress = [],
  silent = [],
  mailboxes = false,
  over = [],
  gateway = false,
} of operatorData.operators as {
  id: string
  name: string
  domains: string[]
  ingress?: string[]
  silent?: string[]
  mailboxes?: boolean
  over?: string[]
  gateway?: boolean
}[]) {
  const published = networks.some(({ operator, partial }) => operator === id && !partial)
  const operator: Operator = { id, name, ingress, silent, mailboxes, over, gateway, published }
  byId.set(id, operator)
  for (const domain of domains) {
    let hash = 0
    for (let i = domain.length - 1; i >= 0; i--) hash = nextHash(hash, domain.charCodeAt(i))
    const same = byHash.get(hash)
    if (same) same.push({ domain, operator })
    else byHash.set(hash, [{ domain, operator }])
  }
}

const published = networks.flatMap(({ operator, ranges }) =>
  ranges.map((range) => ({ operator: byId.get(operator)!, cidr: ipaddr.parseCIDR(range) })),
)
const publishedRanges = new RangeTable(published.map(({ cidr }) => cidr))

const domains = new Map<string, string | undefined>()

/** The registered domain of a host name (Public Suffix List, ICANN section), lower case; undefined for addresses and bare names. */
export function registeredDomain(host: string): string | undefined {
  const key = host.length > MAX_HOST ? host.slice(-MAX_HOST) : host
  const known = domains.get(key)
  if (known !== undefined || domains.has(key)) return known
  if (domains.size >= CACHE_LIMIT) domains.clear()
  // a slice would keep the text that it was cut from alive as long as the cache
  const own = ` ${key}`.slice(1)
  const domain = getDomain(own, { allowPrivateDomains: false })?.toLowerCase()
  domains.set(own, domain)
  return domain
}

/** Top-level domains that name nobody on the Internet (RFC 6761, RFC 6762 appendix G; `internal`: ICANN 2024). */
const PRIVATE_USE = new Set([
  'corp',
  'home',
  'internal',
  'intranet',
  'lan',
  'local',
  'localdomain',
  'localhost',
  'private',
])

/** Whether a registered domain, in lower case, is one that any network may use inside. */
function isPrivateUse(domain: string): boolean {
  return PRIVATE_USE.has(domain.slice(domain.lastIndexOf('.') + 1))
}

/** The registered domain of a host that has a public name. */
export function publicDomain(host: string): string | undefined {
  const domain = registeredDomain(host)
  return domain === undefined || isPrivateUse(domain) ? undefined : domain
}

/** Ids of operators that contracts and checks know by name. */
export const EXCHANGE_ONLINE = 'exchange-online'
export const GOOGLE = 'google'

export function operatorById(id: string): Operator | undefined {
  return byId.get(id)
}

function nextHash(hash: number, code: number): number {
  return (Math.imul(hash, 31) + code) | 0
}

/** The operator whose domain the host is in. */
export function operatorOfHost(host: string): Operator | undefined {
  if (host.length > MAX_HOST) return undefined
  const end = host.endsWith('.') ? host.length - 1 : host.length
  // the domains are known, so the Public Suffix List has nothing to add: their last two or three labels decide
  let hash = 0
  let labels = 1
  for (let i = end - 1; i >= -1; i--) {
    const code = i < 0 ? 0x2e : lowerCode(host.charCodeAt(i))
    if (code === 0x2e) {
      const operator = labels > 1 ? operatorAt(hash, host, i + 1, end) : undefined
      if (operator || labels++ === MAX_LABELS) return operator
    }
    hash = nextHash(hash, code)
  }
  return undefined
}

function operatorAt(hash: number, host: string, start: number, end: number): Operator | undefined {
  const same = byHash.get(hash)
  if (!same) return undefined
  for (const { domain, operator } of same) if (textIs(host, start, end, domain)) return operator
  return undefined
}

/** The operator that has published the address as its own. */
export function operatorOfAddress(ip: string): Operator | undefined {
  const index = publishedRanges.find(ip)
  return index < 0 ? undefined : published[index].operator
}

/** Stand for addresses on the Internet in examples (RFC 5737, RFC 3849). */
const DOCUMENTATION = ['192.0.2.0/24', '198.51.100.0/24', '203.0.113.0/24', '2001:db8::/32'].map((range) =>
  ipaddr.parseCIDR(range),
)
const specialRanges = new RangeTable([...DOCUMENTATION, ...rangesOf(ipaddr.IPv4), ...rangesOf(ipaddr.IPv6)])

/** All ranges that ipaddr.js has a name for. */
function rangesOf({ prototype }: { prototype: object }): Cidr[] {
  const { SpecialRanges } = prototype as { SpecialRanges: Record<string, Cidr | Cidr[]> }
  return Object.values(SpecialRanges).flatMap((ranges) =>
    Array.isArray(ranges[0]) ? (ranges as Cidr[]) : [ranges as Cidr],
  )
}

/** True for addresses that are routed on the Internet; false for private, loopback, link-local and reserved ones. */
export function isPublicAddress(ip: string): boolean {
  const index = specialRanges.find(ip)
  return index === -1 || (index >= 0 && index < DOCUMENTATION.length)
}

/** Whether `host` is `suffix` or inside it, letter case aside. */
export function isInDomain(host: string, suffix: string): boolean {
  const start = host.length - suffix.length
  if (start < 0 || (start > 0 && host.charCodeAt(start - 1) !== 0x2e)) return false
  return host.slice(start).toLowerCase() === suffix
}

/** Whether two address literals are the same address, however they are written. */
export function sameAddress(a: string, b: string): boolean {
  return a === b || addressKey(a) === addressKey(b)
}
