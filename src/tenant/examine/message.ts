/** Which rules and connectors of a tenant explain what a message of it lacks. */
import ipaddr from 'ipaddr.js'
import { inRange, parseAddress } from '../../chain/address-range.ts'
import type { Report } from '../../schema.ts'
import { requireReport } from '../../util/arguments.ts'
import type { Place } from '../record.ts'
import type { TenantReport, ToolSummary } from '../report.ts'
import { listed, short } from './words.ts'

/** Something that a rule or a connector explains of a message. */
export interface Explanation {
  kind: 'rule' | 'connector'
  name: string
  /** Of a rule: the headers that it removes and that the message lacks. */
  headers: string[]
  /** Of a connector: the address that it let in, and that the message came from. */
  ip?: string
  /** `yes`: it was at work when the message passed, on all mail; `possible`: that, or its conditions, are not known for sure. */
  atWork: 'yes' | 'possible'
  summary: string
  evidence: Place[]
}

export interface MessageExplanation {
  /** Whether the message names the tenant; `unknown` where it names none, or the records do not. */
  tenant: 'same' | 'another' | 'unknown'
  /** ISO 8601, UTC: when the recipient's side took the message over, as far as known. */
  time?: string
  /** Headers of the twelve that the message lacks, or that a finding says were removed. */
  lacks: string[]
  /** Empty for a message of another tenant, and one that did not pass Exchange Online. */
  explanations: Explanation[]
}

/** As reports name it. */
const EXCHANGE_ONLINE = 'Exchange Online'
/** Rules take effect late and act a while after they are gone, and messages wait in queues. */
const SLACK = 3_600_000

/**
 * Holds a message against a tenant: which of the rules and connectors in its records explain what the message lacks, and where it
 * came from. Rules are matched by the header and the time, connectors by the address of the client and the time.
 * @throws TypeError naming the argument that is no report.
 */
export function explainMessage(tenant: TenantReport, report: Report): MessageExplanation {
  requireReport(tenant, 'tenant', ['rules', 'connectors', 'tenants'], 'examineTenant')
  requireReport(report, 'report', ['route', 'expected'], 'an analyzer')
  const { hops, boundary, traces, operators } = report.route
  const time = boundary && hops[boundary.hop].time
  const when = time === undefined ? undefined : Date.parse(time)
  const named = traces.flatMap((trace) => trace.tenant ?? [])
  const relation =
    named.length === 0 || tenant.tenants.length === 0
      ? 'unknown'
      : named.some((id) => tenant.tenants.includes(id))
        ? 'same'
        : 'another'
  const lacks = report.expected
    .filter(({ found, answer }) => found === 0 || answer === 'removed')
    .map(({ header }) => header)
  const explanations: Explanation[] = []
  if (relation === 'same' || (relation === 'unknown' && operators.includes(EXCHANGE_ONLINE))) {
    const missing = new Set(lacks.map((name) => name.toLowerCase()))
    const clients = traces.flatMap(({ kind, ip }) => (kind === 'client' && ip !== undefined ? [ip] : []))
    for (const rule of tenant.rules) {
      const headers = rule.removes.filter((name) => missing.has(name.toLowerCase()))
      const certainty = headers.length > 0 ? atWork(rule, when) : undefined
      if (certainty) explanations.push(explanationOf(rule, certainty, { headers }))
    }
    for (const connector of tenant.connectors) {
      const ip = clients.find((client) => connector.addresses.some((range) => holds(range, client)))
      const certainty = ip === undefined ? undefined : atWork(connector, when)
      if (certainty) explanations.push(explanationOf(connector, certainty, { ip }))
    }
  }
  return { tenant: relation, ...(time === undefined ? {} : { time }), lacks, explanations }
}

function atWork(
  { from, to, guarded }: ToolSummary,
  when: number | undefined,
): Explanation['atWork'] | undefined {
  if (when === undefined) return 'possible'
  const [begin, end] = [from, to].map((time) => (time === undefined ? undefined : Date.parse(time)))
  if ((begin !== undefined && when < begin - SLACK) || (end !== undefined && when > end + SLACK))
    return undefined
  const sure = begin !== undefined && when >= begin && (end === undefined || when <= end)
  return sure && !guarded ? 'yes' : 'possible'
}

function explanationOf(
  { kind, name, from, to, guarded, evidence }: ToolSummary,
  certainty: Explanation['atWork'],
  { headers = [], ip }: { headers?: string[]; ip?: string },
): Explanation {
  const did = ip === undefined ? `removed ${listed(headers)}` : `let mail in from ${ip}`
  const life = `${from === undefined ? '' : ` from ${from}`}${to === undefined ? (from === undefined ? '' : ' on') : ` until ${to}`}`
  const summary = `${kind} ${short(name)} ${did}${life}${guarded ? ', under conditions' : ''}`
  return { kind, name, headers, ...(ip === undefined ? {} : { ip }), atWork: certainty, summary, evidence }
}

/** Whether an address or a range such as 198.51.100.0/24 holds the address. */
function holds(range: string, ip: string): boolean {
  const address = parseAddress(ip)
  if (address === undefined || range.length > 64) return false
  const alone = parseAddress(range)
  if (alone !== undefined) return alone.toNormalizedString() === address.toNormalizedString()
  return ipaddr.isValidCIDR(range) && inRange(address, ipaddr.parseCIDR(range))
}
