/** What tells one mailing from another, of one message, in 256 bytes and what is shown of a campaign. */
import type { Body } from '../../body/body.ts'
import { registeredDomain } from '../../chain/operators.ts'
import type { Message } from '../../message.ts'
import type { Part } from '../../mime/parser.ts'
import type { Report, Verdict } from '../../schema.ts'
import { hashText, mix } from './hash.ts'
import { sketch } from './minhash.ts'
import { addUrlShape, type HashSet, hashSet } from './shapes.ts'
import { plain, readWords } from './words.ts'

/** Plain data that can be posted to another thread, below 1 KB. Made by one version of backstamp, it is for that version alone. */
export interface Fingerprint {
  /** {@link FIELDS} numbers; those of hashed sets are sketches. */
  marks: Int32Array
  verdict: Verdict
  /** Whether `headersRemoved` is at or above 0.5. */
  stripped: boolean
  /** Milliseconds since the epoch, by the trusted hop that took the message over, else by its Date field. */
  seen?: number
  tenant?: string
  address?: string
  sender?: string
  /** Registered domains that most links lead to, at most 4. */
  destinations: string[]
  /** Both cut off: what is needed to show the template. */
  subject: string
  text: string
}

/** What stands where in {@link Fingerprint.marks}: the first place, and how many. */
export const TEXT = { at: 0, places: 30 } as const
export const LAYOUT = { at: 30, places: 8 } as const
export const LINKS = { at: 38, places: 8 } as const
export const IMAGES = { at: 46, places: 6 } as const
/** Identifiers that software makes anew for every message; 0 where there are fewer. */
export const REPLAYS = { at: 52, places: 4 } as const
/** Single hashes, 0 where there is none. */
export const SUBJECT = 56
export const HEADER = 57
export const TENANT = 58
export const ADDRESS = 59
export const STRUCTURE = 60
/** Sizes of the sets: words in the low 16 bits and places above; links, and images above. */
export const SIZES = 61
export const MORE_SIZES = 62
/** Beginning of the message's SHA-256, or a hash in its place. */
export const DIGEST = 63
export const FIELDS = 64

const SUBJECT_UNITS = 120
/** Code units that are kept of a text. */
export const TEXT_UNITS = 480
const MOST_DESTINATIONS = 4
/** Words of one text that are one element of its set. */
const SHINGLE = 3
/** Links and images that are looked at. */
const MOST_URLS = 24
/** Fewer fields of the author's are written in one order by too many programs. */
const FEW_FIELDS = 6
/** Code units; shorter identifiers may be words. */
const SHORT_IDENTIFIER = 12

const shingles = new Int32Array(1024)
const urls: HashSet = hashSet(96)

export function fingerprintOf(message: Message, report: Report): Fingerprint {
  const { body, route } = message
  const marks = new Int32Array(FIELDS)
  const words = addText(marks, body)
  const places = addLayout(marks, body)
  const links = addUrls(marks, LINKS, body.links, ({ href, hidden }) => (hidden ? '' : href))
  const images = addUrls(marks, IMAGES, body.images, ({ src, hidden }) => (hidden ? '' : src))
  addReplays(marks, message.entity.parts)
  const subject = message.subject.text
  marks[SUBJECT] = subjectHash(subject)
  marks[HEADER] = headerOrder(message)
  const tenant = message.exchange.connecting?.value.tenantId
  const address = report.route.origin?.ip
  marks[TENANT] = tenant === undefined ? 0 : hashText(tenant)
  marks[ADDRESS] = address === undefined ? 0 : hashText(address)
  marks[STRUCTURE] = structureHash(message.entity.parts)
  marks[SIZES] = words | (places << 16)
  marks[MORE_SIZES] = links | (images << 16)
  marks[DIGEST] = digestMark(marks, report.message)
  const author = message.from.mailboxes[0]?.address
  return {
    marks,
    verdict: report.verdict,
    stripped: report.assessments.headersRemoved.probability >= 0.5,
    seen: seenAt(route.handover?.time ?? message.date?.time),
    tenant,
    address,
    sender: author === undefined ? undefined : domainOf(author),
    destinations: report.body.links.domains.slice(0, MOST_DESTINATIONS).map(({ domain }) => domain),
    subject: cut(subject, SUBJECT_UNITS),
    text: cut(body.visibleText, TEXT_UNITS),
  }
}

/** A copy, so that it keeps no larger text alive; a character is not cut in two. */
function cut(text: string, units: number): string {
  const end = text.length > units && (text.charCodeAt(units - 1) & 0xfc00) === 0xd800 ? units - 1 : units
  return Buffer.from(text.slice(0, end)).toString()
}

/** Without a digest what else tells messages apart stands for it. */
function digestMark(marks: Int32Array, { sha256, size, id = '' }: Report['message']): number {
  if (sha256 !== '') return Number.parseInt(sha256.slice(0, 8), 16) | 0
  return marks.reduce(mix, hashText(id, size))
}

function seenAt(time: number | undefined): number | undefined {
  return time !== undefined && Math.abs(time) <= 8.64e15 ? time : undefined
}

function domainOf(address: string): string | undefined {
  const host = address.slice(address.lastIndexOf('@') + 1)
  return registeredDomain(host) ?? (host === '' || host === address ? undefined : cut(host.toLowerCase(), 80))
}

function addText(marks: Int32Array, { visibleText }: Body): number {
  const words = readWords(plain(visibleText))
  let count = 0
  if (words.length < SHINGLE) {
    for (const word of words) shingles[count++] = word
  } else
    for (let i = SHINGLE - 1; i < words.length; i++)
      shingles[count++] = mix(mix(words[i - 2], words[i - 1]), words[i])
  sketch(shingles, count, marks, TEXT.at, TEXT.places)
  return words.length
}

/** The skeleton of what is seen: places in threes. */
function addLayout(marks: Int32Array, { shown }: Body): number {
  let count = 0
  for (const { html } of shown) {
    if (html === undefined) continue
    let before = 0
    let last = 0
    for (const place of html.places) {
      if (count === shingles.length) break
      shingles[count++] = mix(mix(before, last), place)
      before = last
      last = place
    }
  }
  sketch(shingles, count, marks, LAYOUT.at, LAYOUT.places)
  return count
}

function addUrls<T>(
  marks: Int32Array,
  { at, places }: { at: number; places: number },
  items: readonly T[],
  url: (item: T) => string,
): number {
  urls.size = 0
  const end = Math.min(items.length, MOST_URLS)
  let last = ''
  for (let i = 0; i < end; i++) {
    const next = url(items[i])
    // a picture and the text below it lead to one address
    if (next !== last) addUrlShape(urls, next)
    last = next
  }
  sketch(urls.values, urls.size, marks, at, places)
  return urls.size
}

/** Boundaries and Content-IDs: every message has its own, so that one that comes again was copied. */
function addReplays(marks: Int32Array, parts: readonly Part[]): void {
  const { at, places } = REPLAYS
  let count = 0
  const add = (identifier: string | undefined): void => {
    if (identifier === undefined || identifier.length < SHORT_IDENTIFIER || count === places) return
    marks[at + count++] = hashText(identifier)
  }
  for (const { kind, parameters, fields } of parts) {
    if (count === places) return
    if (kind === 'multipart') add(parameters.get('boundary'))
    else add(fields.find(({ name }) => name === 'content-id')?.text)
  }
}

function subjectHash(subject: string): number {
  const words = readWords(plain(subject))
  let hash = 0
  for (const word of words) hash = mix(hash, word)
  return words.length < 3 ? 0 : hash
}

/** Fields that hosts on the way add, by the beginnings of their names: their order says nothing of the author's program. */
const ADDED =
  /^(?:received|arc-|authentication-results|dkim-|domainkey-|x-received|x-google-|x-gm-|x-ms-|x-microsoft-|x-forefront-|x-eop|x-incoming|x-forwarded-|x-spam-|x-original-|x-sid-|x-sender-|x-message-|x-store-|delivered-to|return-path|envelope-to)/

/** The names of the author's own fields in their order. */
function headerOrder(message: Message): number {
  let hash = 0
  let count = 0
  for (const field of message.header.fields) {
    const { name } = field
    if (ADDED.test(name) || message.sideOf(field) === 'recipient') continue
    hash = hashText(name, hash)
    count++
  }
  return count < FEW_FIELDS ? 0 : hash
}

/** The types of the parts and how they are encoded, in their order. */
function structureHash(parts: readonly Part[]): number {
  let hash = 0
  const end = Math.min(parts.length, 16)
  for (let i = 0; i < end; i++) {
    const { type, encoding, depth } = parts[i]
    hash = hashText(encoding, hashText(type, mix(hash, depth)))
  }
  return hash
}
