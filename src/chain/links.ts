/** How neighbouring hops fit: whether the host that handed over is the host that had received. */
import { parseExchangeHost } from '../fields/exchange-host.ts'
import type { RouteHop } from './hops.ts'
import { isPublicAddress, registeredDomain, sameAddress } from './operators.ts'

/** `host`: the same name or address; `domain`: another host of the same registered domain or operator; `none`: neither. */
export type Link = 'host' | 'domain' | 'none'

/** Undefined where one of the two names nobody. */
export function linkOf(newer: RouteHop, older: RouteHop | undefined): Link | undefined {
  const from = newer.received.from
  const by = older?.received.by
  if (!older || !from || !by) return undefined
  const names = [from.helo, from.rdns].filter((name) => name !== undefined)
  if (names.length === 0 && from.ip === undefined) return undefined
  const host = machineOf(by.host)
  // a program on the same machine handed over
  const local = from.ip?.startsWith('127.') || from.ip === '::1'
  if (local && newer.received.by && machineOf(newer.received.by.host) === host) return 'host'
  if (names.some((name) => machineOf(name) === host)) return 'host'
  if (from.ip !== undefined && by.ip !== undefined && sameAddress(from.ip, by.ip)) return 'host'
  if (newer.fromOwner !== undefined && newer.fromOwner === older.owner) return 'domain'
  const domain = registeredDomain(by.host)
  return domain !== undefined && names.some((name) => registeredDomain(name) === domain) ? 'domain' : 'none'
}

/** Where the host that handed over stands; undefined without an address. */
export function scopeOf({ received: { from } }: RouteHop): 'public' | 'private' | undefined {
  if (from?.ip === undefined) return undefined
  return isPublicAddress(from.ip) ? 'public' : 'private'
}

/** Exchange Online names one machine in several domains, and calls it by its first label; others by the whole name. */
export function machineOf(host: string): string {
  return parseExchangeHost(host)?.machine ?? host.toLowerCase()
}
