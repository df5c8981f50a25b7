/** The body of a message as its reader sees it: which parts a mail client shows, and what is hidden in them. */
import type { OutsideText } from '../mime/collector.ts'
import { DEFAULT_LIMITS, type LimitHit } from '../mime/limits.ts'
import type { ByteRange } from '../mime/range.ts'
import type { Measure } from '../text/measure.ts'
import type { BodyDestination } from './destinations.ts'
import { plainFold } from './fold.ts'
import type { BodyGap, BodyImage, BodyLink, HtmlLimits, HtmlReading } from './html-reading.ts'
import { type AttachedPicture, dataSize, pictureOf } from './pictures.ts'
import { readHtml } from './reading.ts'
import { hasText, type OutsidePart, plainText, type TextPart } from './text-part.ts'
import { type Channel, TextRun } from './text-run.ts'
import { baseOf, destinationOf } from './url.ts'
import type { BuiltText } from './visible-text.ts'

/** One part that the client shows. */
export interface ShownPart {
  source: TextPart
  /** Undefined for plain text. */
  html?: HtmlReading
  visibleText: string
  /** Whether its visible text is all ASCII. */
  isAscii: boolean
  /** Characters of it that show nothing. */
  invisible: number
  /** Where its visible text begins in {@link Body.visibleText}. */
  offset: number
}

/** A run of text that the reader does not see. */
export type BodyRun = TextRun & { channel: Exclude<Channel, 'visible'> }

export interface Body {
  /** In the order of the message. */
  shown: ShownPart[]
  /** Alternatives that the client passes over. */
  unused: TextPart[]
  /** The first HTML part that is shown. */
  html: HtmlReading | undefined
  /** What the reader sees, parts set apart by newlines. */
  visibleText: string
  visible: Measure
  /** All text that is not visible, in document order of each part. */
  runs: BodyRun[]
  /** What of it is kept from him by a style. */
  hidden: BodyRun[]
  images: BodyImage[]
  links: BodyLink[]
  /** Addresses that the HTML names besides those of links and pictures. */
  destinations: BodyDestination[]
  gaps: BodyGap[]
  /** Pictures that came with the message and that the HTML does not name: programs show them below. */
  attached: AttachedPicture[]
  limitHits: LimitHit[]
}

/** How well a client renders a type: it takes the last of the best; 0 is never shown. AMP is shown by few and is passed over. */
function rank(type: string): number {
  if (type === 'text/html') return 3
  if (type === 'text/plain') return 2
  return type === 'text/enriched' || type === 'text/richtext' ? 1 : 0
}

/** The parts a client shows: of alternatives the last that holds the best type, else all. */
function chooseParts(parts: readonly TextPart[]): TextPart[] {
  const best = new Map<number, { branch: number; rank: number }>()
  for (const { type, alternatives = [] } of parts) {
    for (const { container, branch } of alternatives) {
      const known = best.get(container)
      if (
        known === undefined ||
        rank(type) > known.rank ||
        (rank(type) === known.rank && branch > known.branch)
      )
        best.set(container, { branch, rank: rank(type) })
    }
  }
  return parts.filter(
    ({ type, alternatives = [] }) =>
      rank(type) > 0 && alternatives.every(({ container, branch }) => best.get(container)?.branch === branch),
  )
}

/** A part that is not shown, or what stands outside of boundaries: all of it. */
class WholePart extends TextRun {
  constructor(source: TextPart, technique: 'alternative' | OutsideText['where']) {
    super(source, 0, source.outline.length, 'unrendered', technique)
    this.textLength = source.outline.length
  }

  protected override read(): BuiltText {
    const { source, technique } = this
    return technique === 'alternative' && source.type !== 'text/plain'
      ? readHtml(source, DEFAULT_LIMITS).visible
      : plainText(source)
  }
}

/** Plain text behind a window of empty lines. */
class PlainRest extends TextRun {
  constructor(source: TextPart, start: number) {
    super(source, start, source.outline.length, 'hidden', 'below-fold')
    this.textLength = source.outline.length - start
  }

  protected override read(): BuiltText {
    return plainText(this.source, this.start, this.end)
  }
}

const SKIPPED = {
  htmlDepth: 'the nesting of deeper HTML elements',
  htmlTags: 'the rest of an HTML part',
  styleRules: 'the rest of the style rules of an HTML part',
} as const

/** Characters of an entry that one chooses; longer ones are text. */
const LONGEST_ENTRY = 80

/** Whether the run is an entry of a list that the reader opens himself, of countries, say: it is folded away, not kept from him. */
export function isListEntry({ technique, characters }: BodyRun): boolean {
  return technique === 'collapsed' && characters <= LONGEST_ENTRY
}

function isUnseen(run: TextRun): run is BodyRun {
  return run.channel !== 'visible'
}

/** The message bytes that a run, picture or link of a part stands in. */
export function rangeOf({ start, end, source }: { start: number; end: number; source: TextPart }): ByteRange {
  return source.place(start, end)
}

/** Makes relative addresses whole, the first of each kind up to so many: each grows by the base. */
function rebase({ links, images, destinations }: HtmlReading, base: string | undefined, most: number): void {
  if (base === undefined) return
  for (const link of links.slice(0, most)) link.href = destinationOf(link.href, base).url
  for (const image of images.slice(0, most)) image.src = destinationOf(image.src, base).url
  for (const destination of destinations) destination.base = base
}

/** Reads the text parts of a message, what stands outside of boundaries, and its pictures; `limits.htmlTags` holds for all parts together. */
export function readBody(
  parts: readonly TextPart[],
  limits: HtmlLimits,
  outside: readonly OutsidePart[] = [],
  pictures: readonly AttachedPicture[] = [],
): Body {
  const shown: ShownPart[] = []
  const runs: BodyRun[] = []
  const images: BodyImage[] = []
  const links: BodyLink[] = []
  const destinations: BodyDestination[] = []
  const gaps: BodyGap[] = []
  const named = new Set<AttachedPicture>()
  const limitHits: LimitHit[] = []
  const chosen = new Set(chooseParts(parts))
  const unused: TextPart[] = []
  let visibleText = ''
  const visible = { characters: 0, words: 0, invisible: 0 }
  let tags = limits.htmlTags
  for (const source of parts) {
    if (!chosen.has(source)) {
      unused.push(source)
      if (hasText(source)) runs.push(new WholePart(source, 'alternative') as BodyRun)
      continue
    }
    const html =
      source.type === 'text/html' ? readHtml(source, { ...limits, htmlTags: Math.max(1, tags) }) : undefined
    const fold = html === undefined ? plainFold(source.outline.bytes, source.outline.length) : -1
    const { text, isAscii, measured } =
      html === undefined ? plainText(source, 0, fold < 0 ? undefined : fold) : html.visible
    if (fold >= 0) runs.push(new PlainRest(source, fold) as BodyRun)
    visible.characters += measured.characters
    visible.words += measured.words
    visible.invisible += measured.invisible
    if (visibleText !== '' && text !== '') visibleText += '\n'
    const offset = visibleText.length
    visibleText += text
    shown.push({ source, html, visibleText: text, isAscii, invisible: measured.invisible, offset })
    if (html === undefined) continue
    tags -= html.counts.elements
    for (const run of html.runs) if (isUnseen(run)) runs.push(run)
    const firstLink = links.length
    for (const link of html.links) {
      // from the part to the message
      link.textStart += offset
      link.textEnd += offset
      links.push(link)
    }
    for (const image of html.images) {
      image.textAt += offset
      if (image.link !== undefined) image.link += firstLink
      const picture = pictureOf(image.src, pictures)
      if (picture) named.add(picture)
      if (image.width === undefined || image.height === undefined) {
        const size = picture ? picture.size : dataSize(image.src)
        if (size !== undefined) image.intrinsic = size
      }
      images.push(image)
    }
    if (html.base !== undefined) rebase(html, baseOf(html.base), limits.links)
    for (const destination of html.destinations) destinations.push(destination)
    for (const gap of html.gaps) {
      gap.textAt += offset
      gaps.push(gap)
    }
    for (const { limit, value, start } of html.limits)
      limitHits.push({
        limit,
        value,
        start: source.place(start, start).start,
        skipped: SKIPPED[limit],
      })
  }
  for (const { source, where } of outside) runs.push(new WholePart(source, where) as BodyRun)
  return {
    shown,
    unused,
    html: shown.find((part) => part.html !== undefined)?.html,
    visibleText,
    visible,
    runs,
    hidden: runs.filter(({ channel }) => channel === 'hidden'),
    images,
    links,
    destinations,
    gaps,
    attached: pictures.filter((picture) => !named.has(picture)),
    limitHits,
  }
}
