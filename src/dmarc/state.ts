/** What is kept of reports while they are added: counts of bounded number, no records. */

import { parseAddress } from '../chain/address-range.ts'
import { EXCHANGE_ONLINE, isInDomain, operatorOfAddress } from '../chain/operators.ts'
import { cut } from '../cut.ts'
import type { DmarcPolicy, DmarcRecord, DmarcReport } from './schema.ts'
import { addEvidence, createTally, type DmarcEvidence, LONGEST, type Tally } from './tally.ts'

/** Messages that look like something, apart by what they turn out to be. */
export interface Suspects {
  /** Nothing explains them. */
  messages: number
  evidence: DmarcEvidence[]
  /** Let go, by reason. */
  explained: Map<string, { messages: number; evidence: DmarcEvidence[] }>
}

export interface TenantState extends Suspects {
  spfPassed: number
  days: Set<string>
}

export interface SourceState {
  network: string
  operator: string | undefined
  addresses: Tally
  messages: number
  passed: number
  dkim: number
  spf: number
  /** Messages whose failure an intermediary explains. */
  overridden: number
  signers: Tally
  headerFrom: Tally
  reporters: Tally
  first: string | undefined
  last: string | undefined
  evidence: DmarcEvidence[]
}

export interface DayState {
  messages: number
  passed: number
  /** Messages with an aligned signature. */
  signed: number
  evidence: DmarcEvidence[]
}

export interface DomainState {
  domain: string
  reports: number
  messages: number
  passed: number
  dispositions: Tally
  reasons: Tally
  reporters: Tally
  /** That of the report that ends last. */
  policy: DmarcPolicy
  first: string | undefined
  last: string | undefined
  sources: Map<string, SourceState>
  /** By day in UTC, of reports of one or two days. */
  days: Map<string, DayState>
  tenants: Map<string, TenantState>
  /** Mail from Exchange Online that SPF of the domain does not allow. */
  exchange: Suspects & { addresses: Tally }
}

/** How much more may be kept, over all domains. */
export interface Budget {
  sources: number
  /** Days and tenants. */
  others: number
}

const DAY = 86_400_000
/** Days on which a tenant was seen that are told apart. */
const MOST_DAYS = 400
const TENANT = /(?:^|\.)([a-z\d-]+)(?:\.mail)?\.onmicrosoft\.com$/
/** What intermediaries do to honest mail. */
const OVERRIDES: Record<string, string> = {
  forwarded: 'forwarded, as its receiver says',
  trusted_forwarder: 'forwarded by a host that its receiver trusts',
  mailing_list: 'from a mailing list, as its receiver says',
}

const newSuspects = (): Suspects => ({ messages: 0, evidence: [], explained: new Map() })

export function newDomain(domain: string): DomainState {
  return {
    domain,
    reports: 0,
    messages: 0,
    passed: 0,
    dispositions: createTally(),
    reasons: createTally(),
    reporters: createTally(),
    policy: {},
    first: undefined,
    last: undefined,
    sources: new Map(),
    days: new Map(),
    tenants: new Map(),
    exchange: { ...newSuspects(), addresses: createTally() },
  }
}

/** Why a receiver let a failure go, where an intermediary explains it. */
function overrideOf({ reasons }: DmarcRecord): string | undefined {
  for (const { type, comment } of reasons) {
    if (type !== undefined && Object.hasOwn(OVERRIDES, type)) return OVERRIDES[type]
    if (comment !== undefined && /\barc=pass\b/i.test(comment))
      return 'its receiver trusts the ARC seal of who passed it on'
  }
  return undefined
}

/** An address by its network: /24 of IPv4, /48 of IPv6; what is no address stands for itself. */
function networkOf(ip: string): string {
  const address = parseAddress(ip)
  if (!address) return cut(ip, LONGEST)
  if (address.kind() === 'ipv4') return `${address.toByteArray().slice(0, 3).join('.')}.0/24`
  const groups = address.toByteArray().slice(0, 6)
  const words = [0, 2, 4].map((i) => ((groups[i] << 8) | groups[i + 1]).toString(16))
  return `${words.join(':')}::/48`
}

/** The earlier one. */
const earlier = (a: string | undefined, b: string | undefined): string | undefined =>
  a === undefined || (b !== undefined && b < a) ? b : a
const later = (a: string | undefined, b: string | undefined): string | undefined =>
  a === undefined || (b !== undefined && b > a) ? b : a

/** Adds one to a map where there is room. */
function entry<K, V>(
  map: Map<K, V>,
  key: K,
  budget: Budget,
  kind: keyof Budget,
  make: () => V,
): V | undefined {
  let value = map.get(key)
  if (value === undefined) {
    if (budget[kind] === 0) return undefined
    budget[kind]--
    value = make()
    map.set(key, value)
  }
  return value
}

export interface AddedReport {
  path: string
  report: DmarcReport
  verified: boolean | undefined
}

/** Returns false where there was no room for all that the report says. */
export function addReport(
  state: DomainState,
  { path, report, verified }: AddedReport,
  budget: Budget,
): boolean {
  const { begin, end, policy } = report
  state.reports++
  if (end !== undefined && (state.last === undefined || end >= state.last)) state.policy = policy
  state.first = earlier(state.first, begin)
  state.last = later(state.last, end)
  const short = begin !== undefined && end !== undefined && Date.parse(end) - Date.parse(begin) <= 2 * DAY
  const day = short ? begin.slice(0, 10) : undefined
  let whole = true
  for (const record of report.records) {
    const evidence: DmarcEvidence = {
      path,
      record: record.number,
      evidence: record.evidence,
      messages: record.count,
      ...(verified !== undefined && { verified }),
    }
    addRecord(state, record, report)
    const kept = [
      addToSource(state, record, report, evidence, budget),
      day === undefined || addToDay(state, day, record, evidence, budget),
      addToTenants(state, day, record, evidence, budget),
    ]
    addToExchange(state, record, evidence)
    whole &&= kept.every(Boolean)
  }
  return whole
}

const passes = ({ dkim, spf }: DmarcRecord): boolean => dkim === 'pass' || spf === 'pass'
const reporterOf = ({ orgName, email }: DmarcReport): string => orgName ?? email ?? ''

function addRecord(state: DomainState, record: DmarcRecord, report: DmarcReport): void {
  const { count } = record
  state.messages += count
  if (passes(record)) state.passed += count
  if (record.disposition !== undefined) state.dispositions.add(record.disposition, count)
  for (const type of new Set(record.reasons.map((reason) => reason.type ?? 'other')))
    state.reasons.add(type, count)
  state.reporters.add(reporterOf(report), count)
}

function addToSource(
  state: DomainState,
  record: DmarcRecord,
  report: DmarcReport,
  evidence: DmarcEvidence,
  budget: Budget,
): boolean {
  const { sourceIp = '', count } = record
  const network = networkOf(sourceIp)
  const source = entry(state.sources, network, budget, 'sources', () => ({
    network,
    operator: operatorOfAddress(sourceIp)?.id,
    addresses: createTally(),
    messages: 0,
    passed: 0,
    dkim: 0,
    spf: 0,
    overridden: 0,
    signers: createTally(),
    headerFrom: createTally(),
    reporters: createTally(),
    first: undefined,
    last: undefined,
    evidence: [],
  }))
  if (!source) return false
  source.addresses.add(sourceIp, count)
  source.messages += count
  if (passes(record)) source.passed += count
  else if (overrideOf(record) !== undefined) source.overridden += count
  if (record.dkim === 'pass') source.dkim += count
  if (record.spf === 'pass') source.spf += count
  for (const signer of signersOf(record)) source.signers.add(signer, count)
  if (record.headerFrom !== undefined) source.headerFrom.add(record.headerFrom, count)
  source.reporters.add(reporterOf(report), count)
  source.first = earlier(source.first, report.begin)
  source.last = later(source.last, report.end)
  addEvidence(source.evidence, evidence)
  return true
}

/** Domains whose signature verified. */
const signersOf = ({ dkimResults }: DmarcRecord): Set<string> =>
  new Set(dkimResults.flatMap(({ domain, result }) => (domain && result === 'pass' ? [domain] : [])))

function addToDay(
  state: DomainState,
  day: string,
  record: DmarcRecord,
  evidence: DmarcEvidence,
  budget: Budget,
): boolean {
  const one = entry(state.days, day, budget, 'others', () => ({
    messages: 0,
    passed: 0,
    signed: 0,
    evidence: [],
  }))
  if (!one) return false
  one.messages += record.count
  if (passes(record)) one.passed += record.count
  if (record.dkim === 'pass') one.signed += record.count
  else addEvidence(one.evidence, evidence)
  return true
}

/** Files messages under what explains them, or among those that nothing does. */
function addSuspect(suspects: Suspects, evidence: DmarcEvidence, explanation: string | undefined): void {
  if (explanation === undefined) {
    suspects.messages += evidence.messages
    addEvidence(suspects.evidence, evidence)
    return
  }
  const known = suspects.explained.get(explanation) ?? { messages: 0, evidence: [] }
  known.messages += evidence.messages
  addEvidence(known.evidence, evidence)
  suspects.explained.set(explanation, known)
}

const inDomain = ({ headerFrom }: DmarcRecord, domain: string): boolean =>
  headerFrom !== undefined && domain !== '' && isInDomain(headerFrom, domain)

function addToTenants(
  state: DomainState,
  day: string | undefined,
  record: DmarcRecord,
  evidence: DmarcEvidence,
  budget: Budget,
): boolean {
  if (TENANT.test(state.domain) || !inDomain(record, state.domain)) return true
  const names = new Set([...signersOf(record)].flatMap((signer) => TENANT.exec(signer)?.[1] ?? []))
  let whole = true
  for (const name of names) {
    const tenant = entry(state.tenants, name, budget, 'others', () => ({
      ...newSuspects(),
      spfPassed: 0,
      days: new Set<string>(),
    }))
    if (!tenant) {
      whole = false
      continue
    }
    if (day !== undefined && tenant.days.size < MOST_DAYS) tenant.days.add(day)
    const own = record.dkim === 'pass' ? "signed with the domain's own key as well" : overrideOf(record)
    if (own === undefined && record.spf === 'pass') tenant.spfPassed += record.count
    addSuspect(tenant, evidence, own)
  }
  return whole
}

function addToExchange(state: DomainState, record: DmarcRecord, evidence: DmarcEvidence): void {
  const { sourceIp, spfResults } = record
  if (passes(record) || sourceIp === undefined || !inDomain(record, state.domain)) return
  if (operatorOfAddress(sourceIp)?.id !== EXCHANGE_ONLINE) return
  const failed = spfResults.some(
    ({ domain, result }) =>
      (result === 'fail' || result === 'softfail') &&
      domain !== undefined &&
      isInDomain(domain, state.domain),
  )
  if (!failed) return
  state.exchange.addresses.add(sourceIp, record.count)
  addSuspect(state.exchange, evidence, overrideOf(record))
}
