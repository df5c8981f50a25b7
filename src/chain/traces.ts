/**
 * What hops leave of themselves besides Received: the machines and addresses that other fields name. Each is a word of
 * whoever wrote the field; `confirmed` says whether a Received line names the same.
 */
import { upperSlice } from '../fields/codes.ts'
import { exchangeFields } from '../fields/exchange.ts'
import type { Field } from '../mime/field.ts'
import type { Header } from '../mime/header.ts'
import { type ByteRange, rangeOf } from '../mime/range.ts'
import { addressKey } from './address-range.ts'
import type { Authentication } from './authentication.ts'
import type { ExchangePassage, NamedMachines } from './exchange.ts'
import type { RouteHop } from './hops.ts'
import { operatorOfAddress, operatorOfHost } from './operators.ts'
import type { Route } from './route.ts'

export interface Trace {
  /** What the field is about: a machine on the way, a client, or who sealed the message. */
  kind: 'machine' | 'client' | 'sealer'
  field: Field
  evidence: ByteRange
  host?: string
  ip?: string
  /** Id of the tenant of Exchange Online that the client was taken for. */
  tenant?: string
  /** Name of the operator. */
  operator?: string
  /** A Received line names it; undefined for sealers, which Received does not name. */
  confirmed?: boolean
}

/** What traces are read from. */
interface Source {
  header: Header
  route: Route
  machines: NamedMachines
  exchange: ExchangePassage
  authentication: Authentication
}

export function readTraces(source: Source): Trace[] {
  const { header, exchange } = source
  const { hops } = source.route
  const traces: Trace[] = []
  let addresses: Set<string> | undefined
  let hosts: Set<string> | undefined
  const client = (field: Field, ip: string | undefined, host?: string, tenant?: string) => {
    if (ip === undefined) return
    traces.push({
      kind: 'client',
      field,
      evidence: rangeOf(field),
      host,
      ip,
      tenant,
      operator: operatorOfAddress(ip)?.name,
      confirmed: (addresses ??= addressesOf(hops)).has(addressKey(ip)),
    })
  }

  const { diagnostic, connecting, forefront, path } = exchange
  if (diagnostic) {
    for (const { host, role, start, end } of diagnostic.value) {
      if (role === 'unknown') continue
      traces.push({
        kind: 'machine',
        field: diagnostic.field,
        evidence: diagnostic.field.range(start, end),
        host,
        operator: 'Exchange Online',
        confirmed: source.machines.has(host),
      })
    }
  }
  if (connecting)
    client(connecting.field, connecting.value.ip, connecting.value.helo, connecting.value.tenantId)
  if (forefront && path === 'relay') client(forefront.field, forefront.value.cip, forefront.value.helo)
  for (const field of header.all('x-originating-ip'))
    client(field, exchangeFields['x-originating-ip'](field.raw).value)
  for (const field of header.all('x-clientproxiedby')) {
    const { from, to } = exchangeFields['x-clientproxiedby'](field.raw)
    for (const end of [from, to]) {
      if (!end) continue
      const dot = end.host.indexOf('.')
      const machine = upperSlice(end.host, 0, dot < 0 ? end.host.length : dot)
      const operator = operatorOfHost(end.host)?.name
      traces.push({
        kind: 'machine',
        field,
        evidence: rangeOf(field),
        host: end.host,
        ip: end.ip,
        operator,
        confirmed: source.machines.has(machine),
      })
    }
  }
  for (const { field, value } of source.route.inner) {
    const host = value.by?.host
    if (host === undefined) continue
    const confirmed = (hosts ??= receivingHosts(hops)).has(host.toLowerCase())
    traces.push({ kind: 'machine', field, evidence: rangeOf(field), host, operator: 'Gmail', confirmed })
  }
  for (const { seal } of source.authentication.arc.sets) {
    const domain = seal?.value.domain
    if (!seal || domain === undefined) continue
    const field = source.authentication.arcFields[seal.index]
    const operator = operatorOfHost(domain)?.name
    traces.push({ kind: 'sealer', field, evidence: rangeOf(field), host: domain, operator })
  }
  return inOrder(traces)
}

/** By where they stand, which is where most are already: to look costs less than to sort. */
export function inOrder<T extends { evidence: ByteRange }>(items: T[]): T[] {
  for (let i = 1; i < items.length; i++)
    if (items[i].evidence.start < items[i - 1].evidence.start)
      return items.sort((a, b) => a.evidence.start - b.evidence.start)
  return items
}

function addressesOf(hops: readonly RouteHop[]): Set<string> {
  const keys = new Set<string>()
  for (const { received } of hops) {
    const from = received.from?.ip
    const by = received.by?.ip
    if (from !== undefined) keys.add(addressKey(from))
    if (by !== undefined) keys.add(addressKey(by))
  }
  return keys
}

function receivingHosts(hops: readonly RouteHop[]): Set<string> {
  const hosts = new Set<string>()
  for (const { received } of hops) if (received.by) hosts.add(received.by.host.toLowerCase())
  return hosts
}
