/** How neighbouring hops fit: whether the host that handed over is the host that had received. */
import { machineOf, type RouteHop } from './hops.ts'
import { isPublicAddress, registeredDomain, sameAddress } from './operators.ts'

/** `host`: the same name or address; `domain`: another host of the same registered domain or operator; `none`: neither. */
export type Link = 'host' | 'domain' | 'none'

/** Undefined where one of the two names nobody. */
export function linkOf(newer: RouteHop, older: RouteHop | undefined): Link | undefined {
  const from = newer.received.from
  const by = older?.received.by
  if (!older || !from || !by) return undefined
  const { helo, rdns } = from
  if (helo === undefined && rdns === undefined && from.ip === undefined) return undefined
  const host = older.machine
  // a program on the same machine handed over
  const local = from.ip?.startsWith('127.') || from.ip === '::1'
  if (local && newer.received.by && newer.machine === host) return 'host'
  if (helo !== undefined && (newer.heloMachine === host || isFirstLabel(helo, by.host))) return 'host'
  if (rdns !== undefined && rdns !== helo && machineOf(rdns) === host) return 'host'
  if (from.ip !== undefined && by.ip !== undefined && sameAddress(from.ip, by.ip)) return 'host'
  if (newer.fromOwner !== undefined && newer.fromOwner === older.owner) return 'domain'
  const domain = registeredDomain(by.host)
  return domain !== undefined && (isIn(helo, domain) || isIn(rdns, domain)) ? 'domain' : 'none'
}

/** Some hosts give their first label for their name. */
function isFirstLabel(helo: string, host: string): boolean {
  return (
    !helo.includes('.') &&
    host[helo.length] === '.' &&
    host.slice(0, helo.length).toLowerCase() === helo.toLowerCase()
  )
}

function isIn(name: string | undefined, domain: string): boolean {
  return name !== undefined && registeredDomain(name) === domain
}

/** Where the host that handed over stands; undefined without an address. */
export function scopeOf({ received: { from } }: RouteHop): 'public' | 'private' | undefined {
  if (from?.ip === undefined) return undefined
  return isPublicAddress(from.ip) ? 'public' : 'private'
}
