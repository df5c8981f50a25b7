/** The report's plain data, out of the document. */
import { rangeOf as sourceRange } from './body/body.ts'
import { shownSize } from './body/pictures.ts'
import type { Read } from './chain/authentication.ts'
import type { RouteHop } from './chain/hops.ts'
import { scopeOf } from './chain/links.ts'
import { isPublicAddress } from './chain/operators.ts'
import { inOrder } from './chain/traces.ts'
import { gatherDefects } from './defects.ts'
import type { AuthenticationResults } from './fields/authentication-results.ts'
import { isoTime } from './fields/iso-time.ts'
import { linkSummary } from './links.ts'
import type { Message } from './message.ts'
import type { Field } from './mime/field.ts'
import type { LimitHit } from './mime/limits.ts'
import { type ByteRange, rangeOf } from './mime/range.ts'
import type {
  AuthenticationClaim,
  HiddenSummary,
  Hop,
  ImageSummary,
  LayoutSummary,
  Origin,
  Report,
  RouteTrace,
  SignatureSummary,
} from './schema.ts'
import { excerpt } from './text/measure.ts'

/** What the floors above the document have decided. */
interface Judgement
  extends Pick<
    Report,
    'expected' | 'assessments' | 'findings' | 'dismissed' | 'score' | 'verdict' | 'engine'
  > {
  sha256: string
  /** Limits that the checks hit. */
  limitHits: readonly LimitHit[]
  /** The body has not been read. */
  headerOnly: boolean
}

const NO_TEXT = { characters: 0, words: 0, excerpt: '' }

export function summarize(message: Message, judgement: Judgement): Report {
  const { sha256, headerOnly, expected, assessments, findings, dismissed, score, verdict, engine } = judgement
  const limits: LimitHit[] = [...message.entity.limitHits]
  const defects = gatherDefects(message, headerOnly)
  const report: Report = {
    schema: 1,
    message: identity(message, sha256),
    route: {
      hops: hopSummaries(message, limits),
      traces: traceSummaries(message, limits),
      ...boundarySummary(message),
      ...originSummary(message),
      operators: operators(message),
    },
    expected,
    authentication: {
      claimed: claims(message, limits),
      signatures: signatureSummaries(message, limits),
      ...arcSummary(message),
    },
    body: headerOnly
      ? {
          visibleText: NO_TEXT,
          hiddenText: [],

          images: [],
          links: { count: 0, domains: [], ips: [], list: [] },
        }
      : bodySummary(message, limits),
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
  limits.push(...judgement.limitHits)
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

/** How many items of a list are shown; that some are left out is a limit that was hit. */
function shownOf<T>(
  { limits: { listed: value } }: Message,
  limits: LimitHit[],
  items: readonly T[],
  place: (item: T) => ByteRange,
): number {
  if (items.length <= value) return items.length
  if (!limits.some(({ limit }) => limit === 'listed')) {
    const { start } = place(items[value])
    limits.push({ limit: 'listed', value, start, skipped: 'further entries of a list' })
  }
  return value
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

function hopSummaries(message: Message, limits: LimitHit[]): Hop[] {
  const { hops } = message.route
  const out: Hop[] = []
  const shown = shownOf(message, limits, hops, ({ field }) => field)
  for (let i = 0; i < shown; i++) out.push(hopSummary(message, hops[i], rangeOf(hops[i].field)))
  return out
}

function traceSummaries(message: Message, limits: LimitHit[]): RouteTrace[] {
  const { traces } = message
  const out: RouteTrace[] = []
  const shown = shownOf(message, limits, traces, ({ evidence }) => evidence)
  for (let i = 0; i < shown; i++) {
    const { kind, field, host, ip, tenant, operator, confirmed, evidence } = traces[i]
    const side = message.sideOf(field)
    out.push({ kind, field: field.rawName, host, ip, tenant, operator, confirmed, side, evidence })
  }
  return out
}

function hopSummary(message: Message, hop: RouteHop, evidence: ByteRange): Hop {
  const { received, operator } = hop
  const { from } = received
  return {
    evidence,
    side: message.sideOf(hop.field),
    from: from && { helo: from.helo, rdns: from.rdns, ip: from.ip },
    by: received.by?.host,
    software: received.by?.software,
    with: received.with,
    tls: received.tlsUsed,
    id: received.id,
    for: received.for,
    time: hop.time === undefined ? undefined : isoTime(hop.time),
    delay: hop.delay,
    link: message.route.links[hop.index],
    scope: scopeOf(hop),
    operator: operator?.name,
  }
}

function boundarySummary({ route: { boundary, handover } }: Message): Pick<Report['route'], 'boundary'> {
  if (!boundary || !handover) return {}
  return { boundary: { hop: boundary.hop, how: boundary.how, evidence: rangeOf(handover.field) } }
}

/** Each once, newest first. */
function operators({ route: { hops } }: Message): string[] {
  const names: string[] = []
  let last: RouteHop['operator']
  for (const { operator } of hops) {
    // those of one operator stand together, and there are few operators
    if (!operator || operator === last) continue
    last = operator
    if (!names.includes(operator.name)) names.push(operator.name)
  }
  return names
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
  const client = oldest ? undefined : message.traces.find(({ field }) => field.name === 'x-originating-ip')
  if (client) return { origin: originOf(message, client.field, client.ip) }
  const hop = oldest ?? handover
  const from = hop?.received.from
  if (!hop || !from) return {}
  return { origin: originOf(message, hop.field, from.ip, from.rdns ?? from.helo) }
}

function originOf(message: Message, field: Field, ip?: string, host?: string): Origin {
  return { ip, host, field: field.rawName, evidence: rangeOf(field), side: message.sideOf(field) }
}

function claims(message: Message, limits: LimitHit[]): AuthenticationClaim[] {
  const { results, renamed, sealed, spf } = message.authentication
  const out: AuthenticationClaim[] = []
  for (const read of results) addClaims(out, message, read)
  for (const read of renamed) addClaims(out, message, read)
  for (const read of sealed) addClaims(out, message, read)
  for (const { field, value } of spf)
    out.push({
      field: field.rawName,
      authservId: undefined,
      method: 'spf',
      result: value.result ?? '',
      properties: { ...value.pairs },
      side: message.sideOf(field),
      evidence: rangeOf(field),
    })
  inOrder(out)
  const shown = shownOf(message, limits, out, ({ evidence }) => evidence)
  return shown < out.length ? out.slice(0, shown) : out
}

function addClaims(
  out: AuthenticationClaim[],
  message: Message,
  { field, value }: Read<AuthenticationResults>,
): void {
  const name = field.rawName
  const side = message.sideOf(field)
  const { authservId, results } = value
  for (const { method, result, properties, start, end } of results)
    out.push({
      field: name,
      authservId,
      method,
      result,
      properties: { ...properties },
      side,
      evidence: field.range(start, end),
    })
}

function signatureSummaries(message: Message, limits: LimitHit[]): SignatureSummary[] {
  const { signatures } = message.authentication
  const out: SignatureSummary[] = []
  const shown = shownOf(message, limits, signatures, ({ field }) => field)
  for (let i = 0; i < shown; i++) {
    const { field, value } = signatures[i]
    out.push({
      domain: value.domain,
      selector: value.selector,
      algorithm: value.algorithm,
      signed: value.signed,
      side: message.sideOf(field),
      evidence: rangeOf(field),
    })
  }
  return out
}

function arcSummary({ authentication: { arc } }: Message): Pick<Report['authentication'], 'arc'> {
  if (arc.sets.length === 0 && arc.problems.length === 0) return {}
  const sealers = new Set<string>()
  for (const { seal } of arc.sets) if (seal?.value.domain !== undefined) sealers.add(seal.value.domain)
  return {
    arc: {
      instances: arc.instances,
      chainValidation: arc.chainValidation,
      problems: arc.problems.map(({ message }) => message),
      sealers: [...sealers],
    },
  }
}

/** Channels of text that a style keeps from the reader, or that no program shows him. */
function bodySummary(message: Message, limits: LimitHit[]): Report['body'] {
  const { visibleText, visible } = message.body
  const { characters, words } = visible
  return {
    visibleText: { characters, words, excerpt: excerpt(visibleText) },
    hiddenText: hiddenSummaries(message, limits),
    ...layoutSummary(message),
    images: imageSummaries(message, limits),
    links: linkSummary(message, limits),
  }
}

function hiddenSummaries(message: Message, limits: LimitHit[]): HiddenSummary[] {
  const out: HiddenSummary[] = []
  const { hidden } = message.body
  const shown = shownOf(message, limits, hidden, sourceRange)
  for (let i = 0; i < shown; i++) {
    const { technique, value, measured } = hidden[i]
    const { characters, words } = measured
    out.push({
      technique: technique ?? 'unknown',
      evidence: sourceRange(hidden[i]),
      characters,
      words,
      excerpt: excerpt(value),
    })
  }
  return out
}

function layoutSummary({ layout, body }: Message): { layout?: LayoutSummary } {
  if (layout.pictures.length + body.attached.length === 0) return {}
  const { blocks, linkedBlocks } = layout
  const pictures = blocks.filter(({ kind }) => kind === 'picture').length
  if (pictures === 0) return {}
  const { text, footer, trackers, altCoverage, pictureShare } = layout
  return {
    layout: {
      text: text - footer,
      footer,
      pictures,
      linked: linkedBlocks.length,
      trackers,
      gaps: body.gaps.length,
      altCoverage: hundredths(altCoverage),
      pictureShare: hundredths(pictureShare),
    },
  }
}

function hundredths(share: number): number {
  return Math.round(100 * share) / 100
}

function imageSummaries(message: Message, limits: LimitHit[]): ImageSummary[] {
  const out: ImageSummary[] = []
  const { images } = message.body
  const shown = shownOf(message, limits, images, sourceRange)
  for (let i = 0; i < shown; i++) {
    const image = images[i]
    const { link, hidden, mapped, alt, src } = image
    const { width, height } = shownSize(image)
    out.push({
      width: width && Math.round(width),
      height: height && Math.round(height),
      linked: link !== undefined || mapped === true,
      hidden,
      alt: alt === undefined ? undefined : excerpt(alt),
      source: excerpt(src),
      evidence: sourceRange(image),
    })
  }
  return out
}
