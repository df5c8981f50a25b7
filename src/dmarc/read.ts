/** Whatever reports come in: XML, gzip, ZIP, mail; by content, since names and media types are often wrong. */
import type { Trust } from '../chain/boundary.ts'
import { resolveTrust, type TrustOptions } from '../chain/trust.ts'
import { Message } from '../message.ts'
import { latin1, requireBytes } from '../mime/bytes.ts'
import { collect } from '../mime/collector.ts'
import { DEFAULT_LIMITS } from '../mime/limits.ts'
import type { Part } from '../mime/parser.ts'
import { decodeBase64, decodeQuotedPrintable, type TransferEncoding } from '../mime/transfer.ts'
import { requireObject, requireOptions, requireType } from '../util/arguments.ts'
import { readAggregate } from './aggregate.ts'
import { carrierOf, type Delivery, readDelivery } from './carrier.ts'
import { includedPart, readFailure } from './failure.ts'
import { gunzip, isGzip, type Meter } from './inflate.ts'
import { type DmarcLimits, resolveDmarcLimits } from './limits.ts'
import { createProblems, Unread } from './problems.ts'
import type { DmarcFailure, DmarcReading } from './schema.ts'
import { isZip, zipMembers } from './zip.ts'

/** What the recipient's side wrote of a message that brings reports is trusted. */
export interface DmarcOptions extends TrustOptions {
  /** What the input is called; the paths of readings begin with it. Empty unless given. */
  path?: string
  limits?: Partial<DmarcLimits>
}

const OPTIONS: Record<keyof DmarcOptions, true> = {
  path: true,
  limits: true,
  trustedHosts: true,
  trustedNetworks: true,
}

/** Bytes that tell what something is. */
const SNIFFED = 2048

type Kind = 'gzip' | 'zip' | 'xml' | 'json' | 'mail' | 'empty' | 'unknown'

/** What bytes are, by the first of them. */
function kindOf(bytes: Uint8Array): Kind {
  if (bytes.length === 0) return 'empty'
  if (isGzip(bytes)) return 'gzip'
  if (isZip(bytes)) return 'zip'
  const head = latin1(bytes, 0, Math.min(bytes.length, SNIFFED))
  if (/^(?:\xef\xbb\xbf)?\s*<|^(?:\xff\xfe)?<\0|^(?:\xfe\xff)?\0</.test(head)) return 'xml'
  if (/^(?:\xef\xbb\xbf)?\s*[[{]/.test(head)) return 'json'
  if (/^(?:\xef\xbb\xbf)?\s*(?:From |[A-Za-z][\w-]*[ \t]*:)/.test(head)) return 'mail'
  return /<(?:\w+:)?feedback[\s>]/.test(head) ? 'xml' : 'unknown'
}

const TLS_REPORT = 'a TLS report (RFC 8460), not a DMARC one'
const SIGNS_OF_TLS = /"(?:organization-name|policies|report-id|policy-type)"/

/** Whether a file may be a report, or one of another kind that is named, by its first bytes; archives and mail are others. */
export function mayBeReport(head: Uint8Array): boolean {
  const kind = kindOf(head)
  return kind === 'xml' || kind === 'json'
}

/** Reads one input, and keeps the readings. */
interface Reader {
  meter: Meter
  trust: Trust
  out: DmarcReading[]
}

/**
 * All reports in one input: a file of XML, compressed with gzip or in a ZIP archive, or a message with such attachments. What is no
 * report, or cannot be read, is in the list with the reason; nothing of what the bytes hold makes it throw.
 * @throws TypeError when `input` is no Uint8Array; TypeError or RangeError naming the option that is wrong.
 */
export function readDmarcReports(input: Uint8Array, options: DmarcOptions = {}): DmarcReading[] {
  requireBytes(input, 'input')
  requireOptions(options, OPTIONS)
  const { path = '', trustedHosts, trustedNetworks } = options
  requireType(path, 'string', 'path')
  const limits = resolveDmarcLimits(options.limits)
  const reader: Reader = {
    meter: { limits, unpacked: 0 },
    trust: resolveTrust({ trustedHosts, trustedNetworks }),
    out: [],
  }
  const kind = kindOf(input)
  if (kind === 'mail') readMail(reader, input, path)
  else readFile(reader, input, path, kind, undefined)
  return reader.out
}

/** Adds what `read` throws as the reason why nothing was read. */
function guarded(reader: Reader, path: string, delivery: Delivery | undefined, read: () => void): void {
  try {
    read()
  } catch (error) {
    if (!(error instanceof Unread)) throw error
    const carrier = delivery && { carrier: carrierOf(delivery, undefined) }
    reader.out.push({ path, ...carrier, kind: 'unread', reason: error.message, broken: error.broken })
  }
}

/** How the bytes of a file were come by. */
interface Unpacking {
  damaged?: boolean
  /** How often it was compressed. */
  layers?: number
  archived?: boolean
  several?: boolean
}

function readFile(
  reader: Reader,
  bytes: Uint8Array,
  path: string,
  kind: Kind,
  delivery: Delivery | undefined,
  unpacking: Unpacking = {},
): void {
  guarded(reader, path, delivery, () => {
    const { layers = 0 } = unpacking
    if (kind === 'gzip') {
      if (layers === 2) throw new Unread('compressed more than twice')
      const inner = gunzip(bytes, reader.meter)
      const next = { ...unpacking, layers: layers + 1, damaged: unpacking.damaged || inner.damaged }
      readFile(reader, inner.bytes, path, kindOf(inner.bytes), delivery, next)
    } else if (kind === 'zip') {
      if (unpacking.archived) throw new Unread('an archive in an archive')
      readZip(reader, bytes, path, delivery, unpacking)
    } else if (kind === 'xml') {
      const problems = createProblems()
      if (unpacking.damaged) problems.add('damaged-archive')
      if (layers > 1) problems.add('nested-gzip')
      if (unpacking.several) problems.add('several-members')
      const read = readAggregate(bytes, reader.meter.limits, problems)
      const carrier = delivery && { carrier: carrierOf(delivery, read.report) }
      reader.out.push({ path, ...carrier, kind: 'aggregate', ...read })
    } else throw new Unread(reasonOf(kind, bytes), false)
  })
}

function reasonOf(kind: Kind, bytes: Uint8Array): string {
  if (kind === 'empty') return 'empty'
  if (kind === 'mail') return 'a message within an archive or a message'
  if (kind !== 'json') return 'neither XML, gzip, ZIP nor mail'
  return SIGNS_OF_TLS.test(latin1(bytes, 0, Math.min(bytes.length, SNIFFED)))
    ? TLS_REPORT
    : 'JSON, which no DMARC report is'
}

function readZip(
  reader: Reader,
  bytes: Uint8Array,
  path: string,
  delivery: Delivery | undefined,
  unpacking: Unpacking,
): void {
  const { attachments: most } = reader.meter.limits
  const members = []
  let more = false
  for (const member of zipMembers(bytes, reader.meter)) {
    more = members.length === most
    if (more) break
    members.push(member)
  }
  if (members.length === 0) throw new Unread('a ZIP archive with no file in it')
  for (const { name, read } of members) {
    const member = `${path}!/${name}`
    guarded(reader, member, delivery, () => {
      const { bytes: inner, damaged } = read()
      const next = {
        layers: unpacking.layers,
        archived: true,
        several: members.length > 1,
        damaged: unpacking.damaged || damaged,
      }
      readFile(reader, inner, member, kindOf(inner), delivery, next)
    })
  }
  if (more) throw new Unread(`more than ${most} members (limit attachments): the others are not read`)
}

const decodedBody = (bytes: Uint8Array, encoding: TransferEncoding): Uint8Array =>
  encoding === 'base64'
    ? decodeBase64(bytes).bytes
    : encoding === 'quoted-printable'
      ? decodeQuotedPrintable(bytes).bytes
      : bytes

/** The attached message that a part is in, if any. */
function attachedMessage(part: Part): Part | undefined {
  for (let outer = part.parent; outer; outer = outer.parent)
    if (outer.kind === 'message' && outer.parent) return outer
  return undefined
}

const ATTACHED: Delivery = {
  passed: undefined,
  reason: 'its message came attached to another, and what it says of itself is not to be trusted',
}

function readMail(reader: Reader, bytes: Uint8Array, path: string): void {
  const entity = collect(DEFAULT_LIMITS, bytes)
  const own = readDelivery(new Message(entity, reader.trust, DEFAULT_LIMITS))
  /** Messages that reports are about: what is in them is no report to us. */
  const included = new Set<Part>()
  let opened = 0
  for (const part of entity.parts) {
    if (part.kind !== 'leaf') continue
    const outer = attachedMessage(part)
    if (outer && included.has(outer)) continue
    const raw = bytes.subarray(part.bodyStart, part.bodyEnd)
    const isFailure = part.type === 'message/feedback-report'
    const kind = isFailure ? 'unknown' : kindOf(decodedBody(raw.subarray(0, 2 * SNIFFED), part.encoding))
    if (!isFailure && !isReport(part, kind, raw)) continue
    const name = part.filename || (part.parent ? `part ${part.index}` : '')
    const place = name === '' ? path : `${path}!/${name}`
    const delivery = outer ? ATTACHED : own
    if (++opened > reader.meter.limits.attachments) {
      guarded(reader, path, own, () => {
        throw new Unread(`more than ${reader.meter.limits.attachments} attachments (limit attachments)`)
      })
      return
    }
    const body = decodedBody(raw, part.encoding)
    if (!isFailure) {
      readFile(reader, body, place, kind, delivery)
      continue
    }
    guarded(reader, place, delivery, () => {
      const message = includedPart(part)
      if (message) included.add(message)
      const carrier = carrierOf(delivery, undefined)
      reader.out.push({ path: place, carrier, kind: 'failure', ...readFailure(body, message) })
    })
  }
  if (reader.out.length === 0)
    guarded(reader, path, own, () => {
      const type = entity.root.parameters.get('report-type')?.toLowerCase()
      throw new Unread(type === 'tlsrpt' ? TLS_REPORT : 'a message without a DMARC report', false)
    })
}

/** Whether a part is to be opened: text that is read as such only where it is a report. */
function isReport(part: Part, kind: Kind, raw: Uint8Array): boolean {
  if (kind === 'gzip' || kind === 'zip') return true
  if (kind === 'json') return /tlsrpt|json/.test(part.type)
  if (kind !== 'xml') return false
  if (part.type !== 'text/html' && part.type !== 'text/plain' && !part.type.startsWith('image/')) return true
  const head = latin1(decodedBody(raw.subarray(0, 32 * SNIFFED), part.encoding))
  return /<(?:\w+:)?feedback[\s>]/i.test(head)
}

/**
 * The message, or its header, that a failure report came with, to be analysed; undefined where the report came without.
 * @param input what the report was read from
 * @param failure the report
 * @throws TypeError naming the argument that is wrong
 */
export function includedMessage(input: Uint8Array, failure: DmarcFailure): Uint8Array | undefined {
  requireBytes(input, 'input')
  requireObject(failure, 'failure')
  const { included } = failure
  if (!included) return undefined
  const { start, end } = included.evidence
  return decodedBody(input.subarray(start, end), included.encoding as TransferEncoding)
}
