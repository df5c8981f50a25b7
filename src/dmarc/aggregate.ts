/** Aggregate reports (RFC 7489 appendix C, RFC 9990), and all that reporters write instead. */
import { latin1 } from '../mime/bytes.ts'
import { decodeCharset } from '../mime/charset.ts'
import type { ByteRange } from '../mime/range.ts'
import { type Element, parseElement } from '../xml-element.ts'
import { createDecoder } from './decoder.ts'
import type { DmarcLimits } from './limits.ts'
import { createProblems, type DmarcProblem, type Problems, Unread } from './problems.ts'
import type { DkimResult, DmarcPolicy, DmarcReason, DmarcRecord, DmarcReport, SpfResult } from './schema.ts'
import { type Note, readAlignment, readCount, readPercent, readSource, readTime, readWord } from './values.ts'
import { scanReport } from './xml.ts'

const RFC9990_NAMESPACE = 'urn:ietf:params:xml:ns:dmarc-2.0'
/** The older schema has one, which few reporters set. */
const NAMESPACES = new Set([RFC9990_NAMESPACE, 'http://dmarc.org/dmarc-xml/0.1'])

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '))
const ALIGNED = words('pass fail')
const DISPOSITIONS = words('none pass quarantine reject')
const POLICIES = words('none quarantine reject')
const DKIM_RESULTS = words('none pass fail policy neutral temperror permerror')
const SPF_RESULTS = words('none pass fail softfail policy neutral temperror permerror')
const REASONS = words(
  'forwarded sampled_out trusted_forwarder mailing_list local_policy policy_test_mode other',
)
const OLD_RESULTS: Record<string, string> = { hardfail: 'fail', unknown: 'permerror', error: 'temperror' }

/** The order of both schemas. */
const ORDER: Record<string, readonly string[]> = {
  feedback: ['version', 'report_metadata', 'policy_published', 'extension', 'record'],
  record: ['row', 'identifiers', 'auth_results'],
}

/** What may be in what; names with a prefix are extensions. */
const CHILDREN: Record<string, ReadonlySet<string>> = {
  report_metadata: words('org_name email extra_contact_info report_id date_range error generator'),
  date_range: words('begin end'),
  policy_published: words('domain adkim aspf p sp np pct fo discovery_method testing'),
  record: words('row identifiers auth_results'),
  row: words('source_ip count policy_evaluated'),
  policy_evaluated: words('disposition dkim spf reason'),
  reason: words('type comment'),
  identifiers: words('envelope_to envelope_from header_from'),
  auth_results: words('dkim spf'),
  dkim: words('domain selector result human_result'),
  spf: words('domain scope result human_result'),
}
const REPEATED = words('error reason dkim spf')

/** Errors of a reporter, reasons and results of a record that are kept. */
const MOST_LISTED = 100
const DAY = 86_400_000

/** Parts of a report that are read however short they are; a record takes some 300 bytes, so of the others one in two hundred bytes. */
const FEW_PARTS = 500
const BYTES_OF_PART = 200

/**
 * The report in a file of XML, `problems` that are known already among its own.
 * @throws Unread where there is none, or something that may do harm.
 */
export function readAggregate(
  bytes: Uint8Array,
  limits: DmarcLimits,
  problems: Problems = createProblems(),
): { report: DmarcReport; problems: DmarcProblem[] } {
  const { xml, charset } = encodingOf(bytes, problems)
  const parts = new Map<string, Element>()
  const report: DmarcReport = { schema: 'rfc7489', errors: [], policy: {}, records: [] }
  // every one is given to the parser, which takes as long for an empty one as for twenty bytes of one that is full
  const mostParts = FEW_PARTS + xml.length / BYTES_OF_PART
  let number = 0
  let read = 0
  let order = 0
  let where: { record?: number; evidence?: ByteRange } = {}
  const note: Note = (code) => problems.add(code, where)
  const decode = createDecoder(charset, () => note('bad-utf8'))

  scanReport(xml, limits, problems, ({ name, start, end, xml: written }, { namespace }) => {
    const evidence = { start, end }
    const isRecord = name === 'record'
    where = isRecord ? { record: ++number, evidence } : { evidence }
    const place = ORDER.feedback.indexOf(name)
    if (place >= 0 && place < order) note('element-order')
    else if (place >= 0) order = place
    if (namespace !== undefined) report.namespace = namespace
    const enough = read >= mostParts || (isRecord && report.records.length >= limits.records)
    if (enough) return note(isRecord ? 'too-many-records' : 'repeated-element')
    if (written === undefined) return note('record-too-long')
    if (place < 0 && !name.includes(':')) note('unknown-element')
    if (place < 0 || name === 'extension') return
    read++
    const element = parseElement(decode(written), () => note('unknown-entity'))
    if (!element) return note('bad-record')
    checkChildren(element, note)
    if (isRecord) {
      // what comes behind the records, where others have it before them, is too late to change how these are read
      const record = readRecord(element, { number, evidence }, schemaOf(namespace, parts), note)
      report.records.push(record)
    } else if (parts.has(name)) note('repeated-element')
    else parts.set(name, element)
  })
  if (parts.size === 0 && number === 0) throw new Unread('a DMARC report with nothing in it')

  where = {}
  readMetadata(report, parts.get('report_metadata'), note)
  report.policy = readPolicy(parts.get('policy_published'), note)
  report.schema = schemaOf(report.namespace, parts)
  if (report.namespace === undefined ? report.schema === 'rfc9990' : !NAMESPACES.has(report.namespace))
    note(report.namespace === undefined ? 'no-namespace' : 'other-namespace')
  const version = parts.get('version')?.text.trim()
  if (version) {
    report.version = version
    if (!/^1(?:\.0)?$/.test(version)) note('bad-version')
  } else if (report.schema === 'rfc7489') note('no-version')
  return { report, problems: problems.list() }
}

/** Charsets in which markup is not ASCII. */
const NOT_ASCII = /^(?:utf-?7|utf-?(?:16|32)|ucs-?[24]|iso-2022|hz|cp037|ibm037|ebcdic)/i
const DECLARATION = /^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})["']/

/** Bytes in which markup is ASCII, and the charset of its text where that is not UTF-8. */
function encodingOf(bytes: Uint8Array, problems: Problems): { xml: Uint8Array; charset?: string } {
  const utf16 =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? 'utf-16le'
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? 'utf-16be'
        : bytes[0] === 0x3c && bytes[1] === 0
          ? 'utf-16le'
          : bytes[0] === 0 && bytes[1] === 0x3c
            ? 'utf-16be'
            : undefined
  if (utf16) {
    problems.add('charset')
    return { xml: new TextEncoder().encode(decodeCharset(bytes, utf16).text) }
  }
  const head = latin1(bytes, 0, Math.min(bytes.length, 300)).replace(/^\xef\xbb\xbf/, '')
  if (!/^\s*(?:<|$)/.test(head)) problems.add('text-before')
  const declared = DECLARATION.exec(head)?.[1]?.toLowerCase()
  if (declared === undefined || /^utf-?8$|^us-ascii$/.test(declared)) return { xml: bytes }
  const { known } = decodeCharset(new Uint8Array(), declared)
  if (!known || NOT_ASCII.test(declared)) {
    problems.add('unknown-charset')
    return { xml: bytes }
  }
  problems.add('charset')
  return { xml: bytes, charset: declared }
}

function checkChildren(element: Element, note: Note): void {
  const allowed = Object.hasOwn(CHILDREN, element.name) ? CHILDREN[element.name] : undefined
  if (!allowed) return
  const order = Object.hasOwn(ORDER, element.name) ? ORDER[element.name] : undefined
  const seen = new Set<string>()
  let last = -1
  for (const child of element.children) {
    const { name } = child
    if (!allowed.has(name)) {
      if (!name.includes(':')) note('unknown-element')
      continue
    }
    if (seen.has(name) && !(REPEATED.has(name) && element.name !== 'policy_evaluated') && name !== 'reason')
      note('repeated-element')
    seen.add(name)
    const place = order?.indexOf(name) ?? -1
    if (place >= 0 && place < last) note('element-order')
    last = Math.max(last, place)
    checkChildren(child, note)
  }
}

const child = (element: Element | undefined, name: string): Element | undefined =>
  element?.children.find((one) => one.name === name)

const all = (element: Element | undefined, name: string): Element[] =>
  element?.children.filter((one) => one.name === name).slice(0, MOST_LISTED) ?? []

/** Undefined where there is no such element; empty where it is. */
const text = (element: Element | undefined, name: string): string | undefined =>
  child(element, name)?.text.trim()

/** The properties that have a value. */
function some<T extends object>(values: T): T {
  const kept: Partial<T> = {}
  for (const key of Object.keys(values) as (keyof T)[])
    if (values[key] !== undefined && values[key] !== '') kept[key] = values[key]
  return kept as T
}

/** By the namespace, else by what only the newer one has; np stood in reports before it did (RFC 9091). */
function schemaOf(namespace: string | undefined, parts: ReadonlyMap<string, Element>): DmarcReport['schema'] {
  if (namespace === RFC9990_NAMESPACE) return 'rfc9990'
  const policy = parts.get('policy_published')
  if (child(policy, 'pct')) return 'rfc7489'
  const isNew =
    ['np', 'testing', 'discovery_method'].some((name) => child(policy, name)) ||
    child(parts.get('report_metadata'), 'generator') !== undefined
  return isNew ? 'rfc9990' : 'rfc7489'
}

function readMetadata(report: DmarcReport, metadata: Element | undefined, note: Note): void {
  const id = text(metadata, 'report_id')
  const bare = /^<(.*)>$/s.exec(id ?? '')?.[1]
  if (bare !== undefined) note('bracketed-report-id')
  if (!id) note('no-report-id')
  const range = child(metadata, 'date_range')
  const time = (name: string): string | undefined => {
    const value = text(range, name)
    if (value === undefined) note('bad-date')
    return value === undefined ? undefined : readTime(value, note)
  }
  const begin = time('begin')
  const end = time('end')
  if (begin !== undefined && end !== undefined) {
    const length = Date.parse(end) - Date.parse(begin)
    if (length < 0) note('date-order')
    else if (length > 2 * DAY) note('long-range')
  }
  Object.assign(
    report,
    some({
      orgName: text(metadata, 'org_name'),
      email: text(metadata, 'email'),
      extraContactInfo: text(metadata, 'extra_contact_info'),
      generator: text(metadata, 'generator'),
      reportId: bare ?? id,
      begin,
      end,
    }),
  )
  if (report.orgName === undefined) note('no-org-name')
  report.errors = all(metadata, 'error').flatMap((error) => error.text.trim() || [])
}

function readPolicy(policy: Element | undefined, note: Note): DmarcPolicy {
  const read = <T>(name: string, of: (value: string, note: Note) => T): T | undefined => {
    const value = text(policy, name)
    return value === undefined ? undefined : of(value, note)
  }
  const asked = (value: string): string | undefined =>
    readWord(value, POLICIES, { none: 'bad-policy', unknown: 'bad-policy' }, note)
  const domain = text(policy, 'domain')
  if (!domain) note('no-domain')
  return some({
    domain: domain === undefined ? undefined : domainOf(domain),
    adkim: read('adkim', readAlignment),
    aspf: read('aspf', readAlignment),
    p: read('p', asked),
    sp: read('sp', asked),
    np: read('np', asked),
    pct: read('pct', readPercent),
    fo: text(policy, 'fo'),
    testing: text(policy, 'testing')?.toLowerCase(),
    discoveryMethod: text(policy, 'discovery_method')?.toLowerCase(),
  })
}

/** Lower case, without the dot of the root. */
const domainOf = (domain: string): string => domain.toLowerCase().replace(/\.$/, '')

function readRecord(
  element: Element,
  place: { number: number; evidence: ByteRange },
  schema: DmarcReport['schema'],
  note: Note,
): DmarcRecord {
  const row = child(element, 'row')
  const evaluated = child(row, 'policy_evaluated')
  const identifiers = child(element, 'identifiers')
  const results = child(element, 'auth_results')
  const aligned = (name: string): string | undefined =>
    readWord(
      text(evaluated, name),
      ALIGNED,
      { none: 'no-result', unknown: 'unknown-result', cased: 'result-case' },
      note,
    )
  const headerFrom = text(identifiers, 'header_from')
  if (!headerFrom) note('no-header-from')
  const envelopeFrom = text(identifiers, 'envelope_from')
  if (envelopeFrom === '' && schema === 'rfc7489') note('empty-envelope-from')
  const spf = all(results, 'spf')
  if (spf.length > 1 && schema === 'rfc9990') note('several-spf')
  const record: DmarcRecord = {
    ...place,
    ...some({
      sourceIp: readSource(text(row, 'source_ip'), note),
      disposition: readWord(
        text(evaluated, 'disposition'),
        DISPOSITIONS,
        { none: 'no-disposition', unknown: 'bad-disposition', cased: 'result-case' },
        note,
      ),
      dkim: aligned('dkim'),
      spf: aligned('spf'),
      headerFrom: headerFrom === undefined ? undefined : domainOf(headerFrom),
      envelopeTo: text(identifiers, 'envelope_to'),
    }),
    count: readCount(text(row, 'count'), note),
    reasons: all(evaluated, 'reason').flatMap((reason) => readReason(reason, note)),
    dkimResults: all(results, 'dkim').map((one) => readDkim(one, schema, note)),
    spfResults: spf.map((one) => readSpf(one, note)),
  }
  if (envelopeFrom !== undefined) record.envelopeFrom = envelopeFrom
  return record
}

function readReason(reason: Element, note: Note): DmarcReason[] {
  const comment = text(reason, 'comment')
  if (/&(?:lt|gt|amp|quot|#\d+);/.test(comment ?? '')) note('escaped-comment')
  const type = readWord(
    text(reason, 'type'),
    REASONS,
    { none: 'empty-reason', unknown: 'unknown-reason' },
    note,
  )
  const read = some({ type, comment })
  return Object.keys(read).length === 0 ? [] : [read]
}

function readResult(element: Element, known: ReadonlySet<string>, note: Note): string | undefined {
  const written = text(element, 'result')?.toLowerCase()
  if (written !== undefined && Object.hasOwn(OLD_RESULTS, written)) {
    note('old-result')
    return OLD_RESULTS[written]
  }
  return readWord(
    text(element, 'result'),
    known,
    { none: 'no-result', unknown: 'unknown-result', cased: 'result-case' },
    note,
  )
}

function readDkim(element: Element, schema: DmarcReport['schema'], note: Note): DkimResult {
  const selector = text(element, 'selector')
  if (selector === '' || (selector === undefined && schema === 'rfc9990')) note('no-selector')
  const domain = text(element, 'domain')
  return some({
    domain: domain && domainOf(domain),
    selector,
    result: readResult(element, DKIM_RESULTS, note),
    humanResult: text(element, 'human_result'),
  })
}

function readSpf(element: Element, note: Note): SpfResult {
  const domain = text(element, 'domain')
  return some({
    domain: domain && domainOf(domain),
    scope: text(element, 'scope')?.toLowerCase(),
    result: readResult(element, SPF_RESULTS, note),
    humanResult: text(element, 'human_result'),
  })
}
