/** What the HTML of a message leads to and loads: each address with its text and its place. */
import { parse } from 'tldts'
import { rangeOf } from './body/body.ts'
import { addressesOf, type BodyDestination, type DestinationKind } from './body/destinations.ts'
import type { BodyImage, BodyLink } from './body/html-reading.ts'
import type { TextPart } from './body/text-part.ts'
import { addressOfHost, type Destination, destinationOf } from './body/url.ts'
import { registeredDomain } from './chain/operators.ts'
import type { Message } from './message.ts'
import type { LimitHit } from './mime/limits.ts'
import type { LinkEntry, LinkSummary } from './schema.ts'
import { excerpt } from './text/measure.ts'

/** The reader is taken to these. */
const FOLLOWED: ReadonlySet<DestinationKind> = new Set(['a', 'area', 'form', 'formaction', 'refresh'])
/** Code units of an address that are shown. */
const URL_UNITS = 2000
/** Code units of a text that are looked at; an excerpt of them is shown. */
const TEXT_UNITS = 1000
/** Words of a text that may name a host. */
const MOST_WORDS = 8

/** An address before anything was made of it. */
interface Candidate {
  source: TextPart
  start: number
  end: number
  kind: DestinationKind
  href: string
  base: string | undefined
  text: string | undefined
  hidden: boolean
}

export function linkSummary(message: Message, limits: LimitHit[]): LinkSummary {
  const { links: most, listed } = message.limits
  const { links } = message.body
  const found = candidates(message, most)
  if (found.length > most) {
    const { start } = rangeOf(found[most])
    limits.push({ limit: 'links', value: most, start, skipped: 'further links' })
    found.length = most
  }
  if (found.length === 0) return { count: links.length, domains: [], ips: [], list: [] }
  const domains = new Map<string, number>()
  const ips = new Map<string, number>()
  const list: LinkEntry[] = []
  // most links lead where the one before leads
  let lastHost = ''
  let domain: string | undefined
  let ip: string | undefined
  for (const candidate of found) {
    const { kind, href, base, text, hidden } = candidate
    const { url, host } = destinationOf(href, base)
    if (host !== lastHost) {
      lastHost = host
      ip = addressOfHost(host)
      domain = ip === undefined ? registeredDomain(host) : undefined
    }
    if (FOLLOWED.has(kind)) {
      if (domain !== undefined) domains.set(domain, (domains.get(domain) ?? 0) + 1)
      if (ip !== undefined) ips.set(ip, (ips.get(ip) ?? 0) + 1)
    }
    list.push({
      kind,
      url: cut(url),
      text,
      domain,
      ip,
      mismatch: FOLLOWED.has(kind) ? mismatchOf(text, domain ?? ip) : undefined,
      hidden: hidden || undefined,
      evidence: rangeOf(candidate),
    })
  }
  return {
    count: links.length,
    domains: mostFirst(domains, listed, (name, count) => ({ domain: name, count })),
    ips: mostFirst(ips, listed, (name, count) => ({ ip: name, count })),
    list,
  }
}

function mostFirst<T>(
  counts: ReadonlyMap<string, number>,
  listed: number,
  entry: (name: string, count: number) => T,
): T[] {
  return [...counts]
    .sort(([a, many], [b, few]) => few - many || (a < b ? -1 : 1))
    .slice(0, listed)
    .map(([name, count]) => entry(name, count))
}

/** Of every kind the first, in the order of the message; one more than `most` where there are more. */
function candidates({ body }: Message, most: number): Candidate[] {
  const found: Candidate[] = []
  const { links, images, destinations, visibleText } = body
  const alts = altsOf(images)
  const enough = most + 1
  for (let i = 0; i < links.length && i < enough; i++) found.push(ofLink(links[i], visibleText, alts.get(i)))
  let loaded = 0
  for (let i = 0; i < images.length && loaded < enough; i++)
    if (isLoaded(images[i])) {
      found.push(ofImage(images[i]))
      loaded++
    }
  let named = 0
  for (let i = 0; i < destinations.length && named < enough; i++) {
    const destination = destinations[i]
    for (const href of addressesOf(destination, enough - named)) {
      named++
      if (!isInside(href)) found.push(ofDestination(destination, href))
    }
  }
  if (destinations.length > 0 || loaded > 0) {
    const order = new Map(body.shown.map(({ source }, index) => [source, index]))
    found.sort((a, b) => order.get(a.source)! - order.get(b.source)! || a.start - b.start)
  }
  if (destinations.length === 0 || loaded === 0) return found
  // a background that a style declares is among the pictures, too
  return found.filter(
    (one, i) =>
      one.kind !== 'css' || i === 0 || found[i - 1].start !== one.start || found[i - 1].href !== one.href,
  )
}

/** By link, the first text in the place of a picture in it. */
function altsOf(images: readonly BodyImage[]): Map<number, string> {
  const alts = new Map<number, string>()
  for (const { link, alt } of images)
    if (link !== undefined && alt !== undefined && alt !== '' && !alts.has(link)) alts.set(link, alt)
  return alts
}

function ofLink(link: BodyLink, visibleText: string, alt: string | undefined): Candidate {
  const { source, start, end, kind, href, hidden, textStart, textEnd } = link
  const read = shown(visibleText.slice(textStart, Math.min(textEnd, textStart + TEXT_UNITS)))
  return { source, start, end, kind, href, base: undefined, text: read ?? shown(alt), hidden }
}

function ofImage({ source, start, end, kind, src, alt, hidden }: BodyImage): Candidate {
  const loads = kind === 'background' ? 'background' : 'picture'
  return { source, start, end, kind: loads, href: src, base: undefined, text: shown(alt), hidden }
}

function ofDestination(destination: BodyDestination, href: string): Candidate {
  const { source, start, end, kind, base, text, hidden } = destination
  return { source, start, end, kind, href, base, text: shown(text), hidden }
}

function shown(text: string | undefined): string | undefined {
  return text === undefined ? undefined : excerpt(text.slice(0, TEXT_UNITS)) || undefined
}

function isLoaded({ src }: BodyImage): boolean {
  return src !== '' && !isInside(src)
}

/** Whether what the address names came with the message. */
function isInside(href: string): boolean {
  return href === '' || /^(?:cid|data):/i.test(href)
}

function cut(url: string): string {
  if (url.length <= URL_UNITS) return url
  // no half of a character
  const last = url.charCodeAt(URL_UNITS - 1)
  return url.slice(0, last >= 0xd800 && last <= 0xdbff ? URL_UNITS - 1 : URL_UNITS)
}

/** Whether a text names hosts and none of them is the target's; undefined where it names none, or the target has none. */
function mismatchOf(text: string | undefined, target: string | undefined): boolean | undefined {
  if (text === undefined || target === undefined || !/[.。．｡]/.test(text)) return undefined
  const names = namesIn(text)
  return names.length === 0 ? undefined : !names.includes(target)
}

/** Registered domains and addresses of the hosts that a text names. */
function namesIn(text: string): string[] {
  const names: string[] = []
  let words = 0
  for (const word of text.split(/[\s<>"'()[\]{},;|«»“”‘’]+/u)) {
    if (!/[.。．｡]/.test(word) || words++ === MOST_WORDS) continue
    const name = nameIn(word)
    if (name !== undefined) names.push(name)
  }
  return names
}

/** Ends of names that files have more often than hosts. */
const OF_FILES = new Set(['ai', 'app', 'cc', 'mov', 'md', 'pl', 'ps', 'py', 'rs', 'sh', 'so', 'zip'])
/** Top-level domains that stand for others in examples (RFC 2606, RFC 6761). */
const OF_EXAMPLES = new Set(['example', 'test', 'invalid'])

/** Without the marks that end a sentence. */
function withoutStops(word: string): string {
  let end = word.length
  while (end > 0 && '.。．｡:!?…'.includes(word[end - 1])) end--
  return word.slice(0, end)
}

/** What a word names as an address or a host; none where it may be the end of one sentence and the start of another. */
function nameIn(word: string): string | undefined {
  const whole = /^[a-z]{2,8}:[\\/]{2}/i.test(word)
  const { host }: Destination = destinationOf(whole ? word : `http://${withoutStops(word)}`)
  // a mail address names nobody's web site
  if (host === '' || (!whole && word.includes('@'))) return undefined
  const ip = addressOfHost(host)
  // a bare number may be any figure
  if (ip !== undefined) return whole || ip === word.split(/[:/]/, 1)[0] ? ip : undefined
  const domain = registeredDomain(host)
  if (whole || domain === undefined || host.startsWith('www.')) return domain
  const suffix = host.slice(host.lastIndexOf('.') + 1)
  if (OF_FILES.has(suffix) && !word.includes('/')) return undefined
  if (/[a-z]\.[A-Z][a-z]+$/.test(word)) return undefined
  return OF_EXAMPLES.has(suffix) || parse(host).isIcann === true ? domain : undefined
}
