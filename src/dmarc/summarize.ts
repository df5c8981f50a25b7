/** Many reports together: what was sent in the name of each domain, from where, and how it fared. */

import { cut } from '../cut.ts'
import {
  fillLimits,
  requireIterable,
  requireOptions,
  requireStrings,
  requireType,
} from '../util/arguments.ts'
import { type DmarcDismissal, type DmarcFinding, findAll } from './findings.ts'
import type { DmarcPolicy, DmarcReading } from './schema.ts'
import { addReport, type Budget, type DomainState, newDomain, type SourceState } from './state.ts'
import { createTally, type DmarcEvidence, type DmarcTally, LONGEST } from './tally.ts'

/** How much an index keeps. */
export interface DmarcIndexLimits {
  /** Policy domains. */
  domains: number
  /** Networks that sent, over all domains. */
  sources: number
  /** Reports whose name and id are kept, to tell those that come again. */
  reports: number
  /** Findings of a summary, and as many dismissals: those with most messages. */
  findings: number
}

export const DEFAULT_DMARC_INDEX_LIMITS: Readonly<DmarcIndexLimits> = Object.freeze({
  domains: 2000,
  sources: 50_000,
  reports: 200_000,
  findings: 500,
})

export interface DmarcIndexOptions {
  /** Microsoft 365 tenants of one's own, such as `contoso.onmicrosoft.com` or `contoso`. */
  ownTenants?: readonly string[]
  /** Counts only reports whose message was verified. */
  verifiedOnly?: boolean
  limits?: Partial<DmarcIndexLimits>
}

const OPTIONS: Record<keyof DmarcIndexOptions, true> = { ownTenants: true, verifiedOnly: true, limits: true }

/** What became of a reading that was added. */
export type DmarcAdded = 'counted' | 'duplicate' | 'unverified' | 'failure' | 'unread'

/** What one network sent in the name of a domain. */
export interface DmarcSource {
  /** A /24 of IPv4, a /48 of IPv6. */
  network: string
  /** Id of who has published the address as its own; absent where unknown. */
  operator?: string
  addresses: DmarcTally
  messages: number
  /** Messages that passed DMARC, and those with an aligned signature, with aligned SPF. */
  passed: number
  dkim: number
  spf: number
  /** Domains whose signature verified. */
  signers: DmarcTally
  headerFrom: DmarcTally
  /** ISO 8601 in UTC: begin of the first report with it, end of the last. */
  firstSeen?: string
  lastSeen?: string
  reporters: DmarcTally
  /** The records with most messages. */
  evidence: DmarcEvidence[]
}

export interface DmarcDomain {
  /** The policy domain; empty where reports name none. */
  domain: string
  reports: number
  messages: number
  /** Messages that passed DMARC. */
  passed: number
  dispositions: DmarcTally
  /** Why receivers did not apply the policy. */
  reasons: DmarcTally
  reporters: DmarcTally
  /** As the report that ends last has it. */
  policy: DmarcPolicy
  begin?: string
  end?: string
  /** By day in UTC of the begin of reports of one or two days, in order. */
  days: { day: string; messages: number; passed: number }[]
  /** Most messages first. */
  sources: DmarcSource[]
}

export interface DmarcSummary {
  /** Readings by what became of them. */
  readings: Record<DmarcAdded, number>
  messages: number
  passed: number
  reporters: DmarcTally
  begin?: string
  end?: string
  /** Most messages first. */
  domains: DmarcDomain[]
  /** Most messages first. */
  findings: DmarcFinding[]
  /** Likewise. */
  dismissed: DmarcDismissal[]
  completeness: {
    complete: boolean
    limits: { limit: keyof DmarcIndexLimits; value: number; skipped: string }[]
  }
}

export interface DmarcIndex {
  /** @throws TypeError when `reading` is none. */
  add(reading: DmarcReading): DmarcAdded
  /** Of what was added so far. */
  summary(): DmarcSummary
}

const SKIPPED: Record<keyof DmarcIndexLimits, string> = {
  domains: 'further domains',
  sources: 'further networks, days and tenants: their messages are counted for the domain only',
  findings: 'findings or dismissals with fewer messages',
  reports: 'names and ids of further reports: those that come again are counted again',
}

/** Names as before `.onmicrosoft.com`. */
function tenantsOf(names: readonly string[]): ReadonlySet<string> {
  requireStrings(names, 'ownTenants')
  return new Set(
    names.map((name, i) => {
      const [label] =
        /^[a-z\d-]+(?=(?:\.mail)?(?:\.onmicrosoft\.com)?$)/.exec(name.trim().toLowerCase()) ?? []
      if (label === undefined)
        throw new RangeError(`ownTenants[${i}] must look like contoso.onmicrosoft.com, not ${name}`)
      return label
    }),
  )
}

/**
 * An index that readings are added to one by one. It keeps counts, no reports. A report that comes again, by the name of its reporter
 * and its id, counts once.
 * @throws TypeError or RangeError naming the option that is wrong.
 */
export function createDmarcIndex(options: DmarcIndexOptions = {}): DmarcIndex {
  requireOptions(options, OPTIONS)
  const { verifiedOnly = false } = options
  requireType(verifiedOnly, 'boolean', 'verifiedOnly')
  const ownTenants = tenantsOf(options.ownTenants ?? [])
  const limits = fillLimits(DEFAULT_DMARC_INDEX_LIMITS, options.limits)
  const budget: Budget = { sources: limits.sources, others: limits.sources }
  const domains = new Map<string, DomainState>()
  const known = new Set<string>()
  const hit = new Set<keyof DmarcIndexLimits>()
  const readings: Record<DmarcAdded, number> = {
    counted: 0,
    duplicate: 0,
    unverified: 0,
    failure: 0,
    unread: 0,
  }

  const addOne = (reading: DmarcReading): DmarcAdded => {
    if (reading.kind !== 'aggregate') return reading.kind
    const { report, path, carrier } = reading
    if (verifiedOnly && carrier?.verified !== true) return 'unverified'
    if (report.reportId !== undefined) {
      const key = `${report.orgName?.toLowerCase().slice(0, LONGEST) ?? ''}\n${report.reportId.slice(0, LONGEST)}`
      if (known.has(key)) return 'duplicate'
      if (known.size < limits.reports) known.add(key)
      else hit.add('reports')
    }
    const name = cut(report.policy.domain ?? '', LONGEST)
    let domain = domains.get(name)
    if (!domain) {
      if (domains.size >= limits.domains) {
        hit.add('domains')
        return 'counted'
      }
      domains.set(name, (domain = newDomain(name)))
    }
    if (!addReport(domain, { path, report, verified: carrier?.verified }, budget)) hit.add('sources')
    return 'counted'
  }

  return {
    add(reading) {
      if (reading === null || typeof reading !== 'object' || !('kind' in reading))
        throw new TypeError('reading must be one of readDmarcReports')
      const added = addOne(reading)
      readings[added]++
      return added
    },
    summary() {
      const states = [...domains.values()].sort(
        (a, b) => b.messages - a.messages || (a.domain < b.domain ? -1 : 1),
      )
      const found = states.map((state) => findAll(state, ownTenants))
      const findings = found.flatMap((one) => one.findings).sort(byMessages)
      const dismissed = found.flatMap((one) => one.dismissed).sort(byMessages)
      const hits = new Set(hit)
      if (Math.max(findings.length, dismissed.length) > limits.findings) hits.add('findings')
      const reporters = createTally()
      for (const state of states)
        for (const { value, messages } of state.reporters.get().values) reporters.add(value, messages)
      return {
        readings: { ...readings },
        messages: states.reduce((sum, { messages }) => sum + messages, 0),
        passed: states.reduce((sum, { passed }) => sum + passed, 0),
        reporters: reporters.get(),
        ...range(
          states.flatMap(({ first }) => first ?? []).sort()[0],
          states
            .flatMap(({ last }) => last ?? [])
            .sort()
            .at(-1),
        ),
        domains: states.map(domainOf),
        findings: findings.slice(0, limits.findings),
        dismissed: dismissed.slice(0, limits.findings),
        completeness: {
          complete: hits.size === 0,
          limits: [...hits].map((limit) => ({ limit, value: limits[limit], skipped: SKIPPED[limit] })),
        },
      }
    },
  }
}

/**
 * All readings together; as {@link createDmarcIndex}.
 * @throws TypeError or RangeError naming the argument that is wrong.
 */
export function summarizeDmarc(
  readings: Iterable<DmarcReading>,
  options: DmarcIndexOptions = {},
): DmarcSummary {
  requireIterable(readings, 'readings', 'readings of readDmarcReports')
  const index = createDmarcIndex(options)
  for (const reading of readings) index.add(reading)
  return index.summary()
}

const byMessages = (a: { messages: number }, b: { messages: number }): number => b.messages - a.messages

const range = (begin: string | undefined, end: string | undefined): { begin?: string; end?: string } => ({
  ...(begin !== undefined && { begin }),
  ...(end !== undefined && { end }),
})

function domainOf(state: DomainState): DmarcDomain {
  const { domain, reports, messages, passed, policy, first, last } = state
  return {
    domain,
    reports,
    messages,
    passed,
    dispositions: state.dispositions.get(),
    reasons: state.reasons.get(),
    reporters: state.reporters.get(),
    policy,
    ...range(first, last),
    days: [...state.days]
      .map(([day, one]) => ({ day, messages: one.messages, passed: one.passed }))
      .sort((a, b) => (a.day < b.day ? -1 : 1)),
    sources: [...state.sources.values()]
      .sort((a, b) => b.messages - a.messages || (a.network < b.network ? -1 : 1))
      .map(sourceOf),
  }
}

function sourceOf(state: SourceState): DmarcSource {
  const { network, operator, messages, passed, dkim, spf, first, last, evidence } = state
  return {
    network,
    ...(operator !== undefined && { operator }),
    addresses: state.addresses.get(),
    messages,
    passed,
    dkim,
    spf,
    signers: state.signers.get(),
    headerFrom: state.headerFrom.get(),
    ...(first !== undefined && { firstSeen: first }),
    ...(last !== undefined && { lastSeen: last }),
    reporters: state.reporters.get(),
    evidence,
  }
}
