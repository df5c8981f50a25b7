/** What reports of a domain show that its owner should look at, and what looks like it and is fine. */

import { registeredDomain } from '../chain/operators.ts'
import { plural } from '../plural.ts'
import type { DomainState, SourceState } from './state.ts'
import type { DmarcEvidence } from './tally.ts'

export type DmarcCheck = 'foreign-tenant' | 'exchange-spf-fail' | 'new-source' | 'sudden-growth'

export interface DmarcFinding {
  check: DmarcCheck
  /** The policy domain. */
  domain: string
  /** What was seen, in words. */
  summary: string
  messages: number
  /** The records with most of these messages. */
  evidence: DmarcEvidence[]
  data: Record<string, string | number | string[]>
}

/** Looked at and let go. */
export interface DmarcDismissal {
  check: DmarcCheck
  domain: string
  /** What it is about: a tenant, a network, a day. */
  subject: string
  reason: string
  messages: number
  evidence: DmarcEvidence[]
}

export interface Found {
  findings: DmarcFinding[]
  dismissed: DmarcDismissal[]
}

/** Days that reports must cover before something is called usual, new or sudden: a week has one of each kind of day. */
const USUAL_DAYS = 7
/** Share of those days on which a tenant that is one's own signs. */
const USUAL_SHARE = 0.5
/** Messages of a source that is worth a look, and their share of the domain's: forwarders and single senders come and go. */
const NEW_SOURCE_MESSAGES = 20
const NEW_SOURCE_SHARE = 0.01
/** Share of a source's or a day's messages that one explanation must hold for. */
const NEARLY_ALL = 0.9
/** A day against the median one: mailings double or triple a day, and small numbers jump by themselves. */
const GROWTH = 5
const GROWTH_MESSAGES = 100
const DAY = 86_400_000

/** `ownTenants` are names as before `.onmicrosoft.com`. */
export function findAll(state: DomainState, ownTenants: ReadonlySet<string>): Found {
  const found: Found = { findings: [], dismissed: [] }
  findTenants(state, ownTenants, found)
  findExchange(state, found)
  findNewSources(state, found)
  findGrowth(state, found)
  return found
}

/** Days that the domain's reports cover, from the first to the last. */
function daysOf({ first, last }: DomainState): number {
  if (first === undefined || last === undefined) return 0
  return Math.max(0, Math.ceil((Date.parse(last) - Date.parse(first)) / DAY))
}

function findTenants(
  state: DomainState,
  ownTenants: ReadonlySet<string>,
  { findings, dismissed }: Found,
): void {
  const { domain } = state
  const tenants = [...state.tenants].sort(
    ([a, one], [b, other]) => other.days.size - one.days.size || (a < b ? -1 : 1),
  )
  const label = registeredDomain(domain)?.split('.')[0]
  for (const [i, [name, tenant]] of tenants.entries()) {
    const subject = `${name}.onmicrosoft.com`
    const dismiss = (reason: string, messages: number, evidence: DmarcEvidence[]): void =>
      void dismissed.push({ check: 'foreign-tenant', domain, subject, reason, messages, evidence })
    for (const [reason, { messages, evidence }] of tenant.explained) dismiss(reason, messages, evidence)
    const { messages, evidence, spfPassed } = tenant
    if (messages === 0) continue
    const regular =
      i === 0 &&
      tenant.days.size >= USUAL_DAYS &&
      tenant.days.size >= USUAL_SHARE * state.days.size &&
      spfPassed >= NEARLY_ALL * messages
    if (ownTenants.has(name)) dismiss('named as a tenant of its own', messages, evidence)
    else if (name === label) dismiss("the tenant bears the domain's own name", messages, evidence)
    else if (regular)
      dismiss(
        `signs on ${tenant.days.size} of ${state.days.size} days, more than any other tenant, and SPF allows it: likely its own`,
        messages,
        evidence,
      )
    else
      findings.push({
        check: 'foreign-tenant',
        domain,
        summary:
          `${plural(messages, 'message')} in the name of ${domain} signed by ${subject}, a Microsoft 365 tenant that is not ` +
          `known as its own, and not by ${domain}; ${spfPassed} passed DMARC by SPF all the same`,
        messages,
        evidence,
        data: { tenant: subject, spfPassed, days: tenant.days.size },
      })
  }
}

function findExchange({ domain, exchange }: DomainState, { findings, dismissed }: Found): void {
  const check = 'exchange-spf-fail'
  const { messages, evidence, explained } = exchange
  for (const [reason, one] of explained)
    dismissed.push({ check, domain, subject: 'Exchange Online', reason, ...one })
  if (messages === 0) return
  const addresses = exchange.addresses.get().values.map(({ value }) => value)
  findings.push({
    check,
    domain,
    summary:
      `${plural(messages, 'message')} in the name of ${domain} handed over by Exchange Online, which the SPF of ${domain} does ` +
      'not allow: sent by a tenant of somebody else',
    messages,
    evidence,
    data: { addresses },
  })
}

function findNewSources(state: DomainState, { findings, dismissed }: Found): void {
  const { domain, first, last } = state
  if (first === undefined || last === undefined || daysOf(state) < USUAL_DAYS) return
  const middle = (Date.parse(first) + Date.parse(last)) / 2
  const least = Math.max(NEW_SOURCE_MESSAGES, NEW_SOURCE_SHARE * state.messages)
  for (const source of [...state.sources.values()].sort((a, b) => (a.network < b.network ? -1 : 1))) {
    const { network, messages, evidence, operator } = source
    if (messages < least || source.first === undefined || Date.parse(source.first) < middle) continue
    const reason = whyNew(source)
    if (reason !== undefined) {
      dismissed.push({ check: 'new-source', domain, subject: network, reason, messages, evidence })
      continue
    }
    findings.push({
      check: 'new-source',
      domain,
      summary:
        `${plural(messages, 'message')} in the name of ${domain} from ${network}${operator ? ` (${operator})` : ''}, first seen ` +
        `${source.first.slice(0, 10)}; ${source.passed} passed DMARC, ${source.dkim} by a signature of ${domain}`,
      messages,
      evidence,
      data: { network, ...(operator && { operator }), firstSeen: source.first, passed: source.passed },
    })
  }
}

function whyNew({ messages, dkim, overridden }: SourceState): string | undefined {
  if (dkim >= NEARLY_ALL * messages) return "signed with the domain's own key"
  if (overridden >= NEARLY_ALL * messages) return 'passed on by an intermediary, as its receivers say'
  return undefined
}

function findGrowth(state: DomainState, { findings, dismissed }: Found): void {
  const { domain, days } = state
  if (days.size < USUAL_DAYS) return
  const counts = [...days.values()].map(({ messages }) => messages).sort((a, b) => a - b)
  const median = counts[counts.length >> 1]
  for (const [day, { messages, passed, signed, evidence }] of [...days].sort(([a], [b]) =>
    a < b ? -1 : 1,
  )) {
    if (messages < GROWTH * median || messages - median < GROWTH_MESSAGES) continue
    if (signed >= NEARLY_ALL * messages) {
      const reason = "a mailing of its own: signed with the domain's own key"
      dismissed.push({ check: 'sudden-growth', domain, subject: day, reason, messages, evidence })
      continue
    }
    findings.push({
      check: 'sudden-growth',
      domain,
      summary:
        `${plural(messages, 'message')} in the name of ${domain} on ${day}, where the median day has ${median}; ${passed} passed ` +
        `DMARC, ${signed} by a signature of ${domain}`,
      messages,
      evidence,
      data: { day, median, passed },
    })
  }
}
