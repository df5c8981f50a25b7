/** The report's plain data, out of the document. */
import { rangeOf as sourceRange } from './body/body.ts'
import type { RouteHop } from './chain/hops.ts'
import { linkOf, scopeOf } from './chain/links.ts'
import { hostOfUrl, isPublicAddress, registeredDomain } from './chain/operators.ts'
import { gatherDefects } from './defects.ts'
import type { Message } from './message.ts'
import type { Field } from './mime/field.ts'
import type { LimitHit } from './mime/limits.ts'
import { type ByteRange, rangeOf } from './mime/range.ts'
import type {
  AuthenticationClaim,
  HiddenSummary,
  Hop,
  LinkSummary,
  Origin,
  Report,
  RouteTrace,
} from './schema.ts'
import { excerpt, measure } from './text/measure.ts'

/** What the floors above the document have decided. */
interface Judgement
  extends Pick<
    Report,
    'expected' | 'assessments' | 'findings' | 'dismissed' | 'score' | 'verdict' | 'engine'
  > {
  sha256: string
  /** The body has not been read. */
  headerOnly: boolean
}

/** Summaries of at most `limits.listed` items, with their places; that some are left out is a limit that was hit. */
type List = <T, U>(
  items: readonly T[],
  place: (item: T) => ByteRange,
  summary: (item: T, place: ByteRange) => U,
) => U[]

const NO_TEXT = { characters: 0, words: 0, excerpt: '' }

export function summarize(message: Message, judgement: Judgement): Report {
  const { sha256, headerOnly, expected, assessments, findings, dismissed, score, verdict, engine } = judgement
  const limits: LimitHit[] = [...message.entity.limitHits]
  const list: List = (items, place, summary) => {
    const { listed: value } = message.limits
    if (items.length > value && !limits.some(({ limit }) => limit === 'listed')) {
      const { start } = place(items[value])
      limits.push({ limit: 'listed', value, start, skipped: 'further entries of a list' })
    }
    return items.slice(0, value).map((item) => summary(item, place(item)))
  }
  const defects = gatherDefects(message, headerOnly)
  const report: Report = {
    schema: 1,
    message: identity(message, sha256),
    route: {
      hops: list(
        message.route.hops,
        ({ field }) => rangeOf(field),
        (hop, evidence) => hopSummary(message, hop, evidence),
      ),
      traces: list(
        message.traces,
        ({ evidence }) => evidence,
        ({ kind, field, host, ip, operator, confirmed }, evidence): RouteTrace => ({
          kind,
          field: field.rawName,
          host,
          ip,
          operator,
          confirmed,
          side: message.sideOf(field),
          evidence,
        }),
      ),
      ...boundarySummary(message),
      ...originSummary(message),
      operators: [
        ...new Set(message.route.hops.flatMap(({ operator }) => (operator ? [operator.name] : []))),
      ],
    },
    expected,
    authentication: {
      claimed: list(
        claims(message),
        ({ evidence }) => evidence,
        (claim) => claim,
      ),
      signatures: list(
        message.authentication.signatures,
        ({ field }) => rangeOf(field),
        ({ field, value }, evidence) => ({
          domain: value.domain,
          selector: value.selector,
          algorithm: value.algorithm,
          signed: value.signed,
          side: message.sideOf(field),
          evidence,
        }),
      ),
      ...arcSummary(message),
    },
    body: headerOnly
      ? { visibleText: NO_TEXT, hiddenText: [], images: [], links: { count: 0, domains: [] } }
      : bodySummary(message, list),
    assessments,
    findings,
    dismissed,
    score,
    verdict,
    defects: defects.list,
    completeness: { complete: false, limits },
    engine,
  }
  if (!headerOnly) limits.push(...message.body.limitHits)
  if (defects.droppedAt !== undefined)
    limits.push({
      limit: 'defects',
      value: message.limits.defects,
      start: defects.droppedAt,
      skipped: 'further defects',
    })
  report.completeness.complete = limits.length === 0 && !headerOnly
  return report
}

function identity(message: Message, sha256: string): Report['message'] {
  const { id, from, date, header } = message
  return {
    sha256,
    size: message.size,
    id: id?.id,
    from: header.has('from')
      ? from.mailboxes
          .slice(0, message.limits.listed)
          .map(({ name, address }) => (name === undefined ? { address } : { name, address }))
      : undefined,
    subject: header.has('subject') ? message.subject.text : undefined,
    date: date && isoTime(date.time),
  }
}

/** Whole seconds, UTC; undefined where the year does not fit. */
function isoTime(time: number | undefined): string | undefined {
  if (time === undefined || !(Math.abs(time) <= 8.64e15)) return undefined
  return `${new Date(time).toISOString().slice(0, -5)}Z`
}

function hopSummary(message: Message, hop: RouteHop, evidence: ByteRange): Hop {
  const { received, operator } = hop
  const { helo, rdns, ip } = received.from ?? {}
  return {
    evidence,
    side: message.sideOf(hop.field),
    from: received.from && { helo, rdns, ip },
    by: received.by?.host,
    with: received.with,
    tls: received.tlsUsed,
    id: received.id,
    for: received.for,
    time: isoTime(hop.time),
    delay: hop.delay,
    link: linkOf(hop, message.route.hops[hop.index + 1]),
    scope: scopeOf(hop),
    operator: operator?.name,
  }
}

function boundarySummary({ route: { boundary, handover } }: Message): Pick<Report['route'], 'boundary'> {
  return boundary && handover ? { boundary: { ...boundary, evidence: rangeOf(handover.field) } } : {}
}

/**
 * Where the message came from: what the last Exchange Online recorded of the connecting client, which no sender can
 * change, or of its own front end; else the oldest hop that names a public address; else the address that the author's program
 * is said to have had; else the host that handed over.
 */
function originSummary(message: Message): { origin?: Origin } {
  const { connecting } = message.exchange
  const { hops, handover } = message.route
  if (connecting?.value.ip !== undefined) {
    const { ip, helo } = connecting.value
    return { origin: originOf(message, connecting.field, ip, helo) }
  }
  const { forefront, path } = message.exchange
  if (path === 'relay' && forefront?.value.cip !== undefined) {
    const { cip, helo } = forefront.value
    return { origin: originOf(message, forefront.field, cip, helo) }
  }
  const oldest = hops.findLast(({ received: { from } }) => from?.ip !== undefined && isPublicAddress(from.ip))
  const client = message.traces.find(({ field, ip }) => field.name === 'x-originating-ip' && ip !== undefined)
  if (!oldest && client) return { origin: originOf(message, client.field, client.ip) }
  const hop = oldest ?? handover
  const from = hop?.received.from
  if (!hop || !from) return {}
  return { origin: originOf(message, hop.field, from.ip, from.rdns ?? from.helo) }
}

function originOf(message: Message, field: Field, ip?: string, host?: string): Origin {
  return { ip, host, field: field.rawName, evidence: rangeOf(field), side: message.sideOf(field) }
}

type Claim = Pick<AuthenticationClaim, 'authservId' | 'method' | 'result' | 'properties'>

function claims(message: Message): AuthenticationClaim[] {
  const { results, renamed, spf } = message.authentication
  const out: AuthenticationClaim[] = []
  const add = (field: Field, claim: Claim, evidence: ByteRange) =>
    out.push({ field: field.rawName, ...claim, side: message.sideOf(field), evidence })
  for (const { field, value } of [...results, ...renamed]) {
    for (const { method, result, properties, start, end } of value.results) {
      const claim = { authservId: value.authservId, method, result, properties: { ...properties } }
      add(field, claim, field.range(start, end))
    }
  }
  for (const { field, value } of spf)
    add(field, { method: 'spf', result: value.result ?? '', properties: { ...value.pairs } }, rangeOf(field))
  return out.sort((a, b) => a.evidence.start - b.evidence.start)
}

function arcSummary({ authentication: { arc } }: Message): Pick<Report['authentication'], 'arc'> {
  if (arc.sets.length === 0 && arc.problems.length === 0) return {}
  const sealers = arc.sets.flatMap(({ seal }) =>
    seal?.value.domain === undefined ? [] : [seal.value.domain],
  )
  return {
    arc: {
      instances: arc.instances,
      chainValidation: arc.chainValidation,
      problems: arc.problems.map(({ message }) => message),
      sealers: [...new Set(sealers)],
    },
  }
}

/** Channels of text that a style keeps from the reader, or that no program shows him. */
function bodySummary(message: Message, list: List): Report['body'] {
  const { visibleText, visible, runs, images, links } = message.body
  return {
    visibleText: { ...visible, excerpt: excerpt(visibleText) },
    hiddenText: list(
      runs.filter(({ channel }) => channel === 'hidden'),
      ({ run, source }) => sourceRange(run, source),
      ({ technique, value }, evidence): HiddenSummary => ({
        technique: technique ?? 'unknown',
        evidence,
        ...measure(value),
        excerpt: excerpt(value),
      }),
    ),
    images: list(
      images,
      (image) => sourceRange(image, image.source),
      ({ width, height, link, hidden, mapped, alt, src }, evidence) => ({
        width,
        height,
        linked: link !== undefined || mapped === true,
        hidden,
        alt: alt === undefined ? undefined : excerpt(alt),
        source: excerpt(src),
        evidence,
      }),
    ),
    links: linkSummary(
      links.map(({ href }) => href),
      message.limits.listed,
    ),
  }
}

function linkSummary(hrefs: readonly string[], limit: number): LinkSummary {
  const counts = new Map<string, number>()
  for (const href of hrefs) {
    const domain = registeredDomain(hostOfUrl(href))
    if (domain !== undefined) counts.set(domain, (counts.get(domain) ?? 0) + 1)
  }
  const domains = [...counts].map(([domain, count]) => ({ domain, count }))
  domains.sort((a, b) => b.count - a.count || (a.domain < b.domain ? -1 : 1))
  return { count: hrefs.length, domains: domains.slice(0, limit) }
}
