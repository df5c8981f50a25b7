/**
 * The passage of a message through Exchange Online, put together from the traces that its hops leave besides Received
 * (X-MS-TrafficTypeDiagnostic, X-Forefront-Antispam-Report, OriginalAttributedTenantConnectingIp).
 */
import { upperSlice } from '../fields/codes.ts'
import { exchangeFields } from '../fields/exchange.ts'
import { type ForefrontClient, parseForefrontClient } from '../fields/exchange-antispam.ts'
import type { ConnectingIp, DiagnosticHop } from '../fields/exchange-trace.ts'
import type { Field } from '../mime/field.ts'
import type { Header } from '../mime/header.ts'
import type { Authentication, Read } from './authentication.ts'
import type { RouteHop } from './hops.ts'
import { EXCHANGE_ONLINE, isInDomain, operatorOfAddress, sameAddress } from './operators.ts'
import { type Route, sideOf } from './route.ts'

export interface ExchangePassage {
  /** Hops by machine name, oldest first. */
  diagnostic?: Read<DiagnosticHop[]>
  /** The newest hop at which Exchange Online handed the message to somebody. */
  handover?: RouteHop
  /** What the sending tenant's front end saw of the connecting client. */
  forefront?: Read<ForefrontClient>
  connecting?: Read<ConnectingIp>
  /**
   * How the message came into the sending tenant: `relay` by SMTP from outside, through a connector or a forward;
   * `submission` by a mailbox of the tenant.
   */
  path: 'relay' | 'submission' | 'unknown'
}

/** Whether Exchange Online received at the hop, or handed over. */
function isAtExchangeOnline({ owner, fromOwner }: RouteHop): boolean {
  return owner === EXCHANGE_ONLINE || fromOwner === EXCHANGE_ONLINE
}

/** Whether Exchange Online sealed the message on the sender's side: a recipient of Exchange Online seals what came sealed. */
export function isSealedByExchange({ arc, arcFields }: Authentication, route: Route): boolean {
  return arc.sets.some(
    ({ seal }) =>
      seal?.value.domain === 'microsoft.com' && sideOf(route, arcFields[seal.index]) !== 'recipient',
  )
}

/** Whether a host of Exchange Online stands on the sender's side, or handed over. */
export function cameByExchange({ hops, handover }: Route): boolean {
  if (!handover) return hops.some(isAtExchangeOnline)
  const ip = handover.received.from?.ip
  return (
    handover.fromOwner === EXCHANGE_ONLINE ||
    (ip !== undefined && operatorOfAddress(ip)?.id === EXCHANGE_ONLINE) ||
    hops.some((hop) => hop.index > handover.index && isAtExchangeOnline(hop))
  )
}

/** Host names under which Exchange Online hands mail to others. */
const OUTBOUND = 'outbound.protection.outlook.com'
/** CIP of a message that was submitted inside the tenant. */
const SUBMITTED = '255.255.255.255'

export function readExchangePassage(header: Header, route: Route): ExchangePassage {
  const diagnostic = read(header.first('x-ms-traffictypediagnostic'), (raw) => {
    return exchangeFields['x-ms-traffictypediagnostic'](raw).hops
  })
  const connecting = read(
    header.first('x-ms-exchange-crosstenant-originalattributedtenantconnectingip'),
    exchangeFields['x-ms-exchange-crosstenant-originalattributedtenantconnectingip'],
  )
  const handover = route.hops.find(
    ({ received: { from } }) => from !== undefined && (isOutbound(from.helo) || isOutbound(from.rdns)),
  )
  // A recipient at Exchange renames the sending tenant's report; elsewhere it keeps its name.
  const forefront = read(
    header.first('x-forefront-antispam-report-untrusted') ??
      (route.handover?.owner === EXCHANGE_ONLINE ? undefined : header.first('x-forefront-antispam-report')),
    parseForefrontClient,
  )
  const cip = forefront?.value.cip
  const relayed =
    (connecting !== undefined && !isOwnEntrance(connecting.value, route, handover)) ||
    (cip !== undefined && cip !== SUBMITTED)
  return {
    diagnostic,
    handover,
    forefront,
    connecting,
    path: relayed ? 'relay' : cip === SUBMITTED ? 'submission' : 'unknown',
  }
}

/**
 * Whether the address is that of the host from which the recipient's own Exchange took the message over, as a hybrid tenant
 * writes of its servers, and so says nothing of the tenant that had sent it.
 */
function isOwnEntrance({ ip }: ConnectingIp, route: Route, outbound: RouteHop | undefined): boolean {
  const entrance = route.handover
  if (ip === undefined || entrance?.owner !== EXCHANGE_ONLINE || entrance === outbound) return false
  const client = entrance.received.from?.ip
  return client !== undefined && sameAddress(client, ip)
}

function isOutbound(host: string | undefined): boolean {
  return host !== undefined && isInDomain(host, OUTBOUND)
}

function read<T>(field: Field | undefined, parse: (raw: string) => T): Read<T> | undefined {
  return field && { field, value: parse(field.raw) }
}

/** Exchange machines that Received fields name, upper case. */
export interface NamedMachines {
  has(machine: string): boolean
  /** Whether a host name or a line that was damaged, by redaction for instance, may have been this machine's. */
  mayHave(machine: string): boolean
}

/** The machine is the first label of a host name. */
export function namedMachines(hops: readonly RouteHop[]): NamedMachines {
  const machines = new Set<string>()
  const damaged: string[] = []
  const unreadable: RouteHop[] = []
  const add = (host: string | undefined) => {
    if (host === undefined) return
    const label = firstLabel(host)
    if (label.length === host.length || host[label.length] === '.') machines.add(label)
    else if (label.length >= MIN_DAMAGED) damaged.push(label)
  }
  for (const hop of hops) {
    const { from, by } = hop.received
    if (from && !by) unreadable.push(hop)
    add(by?.host)
    add(from?.helo)
    if (from?.rdns !== from?.helo) add(from?.rdns)
  }
  return {
    has: (machine) => machines.has(machine),
    mayHave: (machine) =>
      damaged.some((start) => machine.startsWith(start)) ||
      unreadable.some(({ field }) => field.raw.toUpperCase().includes(machine)),
  }
}

/** What is left of a damaged name must be this long to stand for a machine: site and kind, such as `MW2PR07`. */
const MIN_DAMAGED = 5

/** Letters, digits and hyphens from the start of a host name, upper case. */
function firstLabel(host: string): string {
  let end = 0
  while (end < host.length) {
    const code = host.charCodeAt(end)
    const letter = (code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a
    if (!letter && !(code >= 0x30 && code <= 0x39) && code !== 0x2d) break
    end++
  }
  return upperSlice(host, 0, end)
}
