/** The body of a message as its reader sees it: which parts a mail client shows, and what is hidden in them. */
import type { OutsideText, TextBody } from '../mime/collector.ts'
import { DEFAULT_LIMITS, type LimitHit } from '../mime/limits.ts'
import type { Outline } from '../mime/outline.ts'
import type { ByteRange } from '../mime/range.ts'
import { withoutInvisible } from '../text/invisible.ts'
import { measure } from '../text/measure.ts'
import {
  type Channel,
  type HtmlImage,
  type HtmlLimits,
  type HtmlLink,
  type HtmlReading,
  readHtml,
  type Technique,
  TextRun,
} from './reading.ts'
import { TextBuilder } from './visible-text.ts'

/** A decoded text part. */
export interface TextPart {
  /** Index among the message's parts. */
  part: number
  /** Lower case, without parameters. */
  type: string
  /** The `multipart/alternative` parts that it is in, outermost first, each with the index of the alternative it belongs to. */
  alternatives?: readonly { container: number; branch: number }[]
  readonly text: string
  /** The same by its bytes; what is found in it is placed by their indices. */
  readonly outline: Outline
  /** Where `text.slice(start, end)` stands in the message. */
  range(start: number, end: number): ByteRange
  /** Where what is at `start..end` of the outline stands in the message. */
  place(start: number, end: number): ByteRange
}

/** Text that stands outside of the boundaries of a multipart. */
export interface OutsidePart extends Pick<OutsideText, 'where'> {
  source: TextPart
}

/** One part that the client shows. */
export interface ShownPart {
  source: TextPart
  /** Undefined for plain text. */
  html?: HtmlReading
  visibleText: string
  /** Where its visible text begins in {@link Body.visibleText}. */
  offset: number
}

/** A run of text that the reader does not see, with the part it is in. */
export interface BodyRun {
  run: TextRun
  channel: Exclude<Channel, 'visible'>
  technique: Technique | 'alternative' | OutsideText['where'] | undefined
  source: TextPart
  /** Its text, made when asked for. */
  readonly value: string
  /** Code points of {@link value} that are not white space, and words. */
  readonly measured: { characters: number; words: number }
  /** Its text without characters that show nothing. */
  readonly legible: string
  /** Code points of {@link legible} that are not white space. */
  readonly characters: number
}

export interface BodyImage extends HtmlImage {
  source: TextPart
}

export interface BodyLink extends HtmlLink {
  source: TextPart
}

export interface Body {
  /** In the order of the message. */
  shown: ShownPart[]
  /** Alternatives that the client passes over. */
  unused: TextPart[]
  /** The first HTML part that is shown. */
  html: HtmlReading | undefined
  /** What the reader sees, parts set apart by newlines. */
  visibleText: string
  /** Code points of it that are not white space, and words. */
  visible: { characters: number; words: number }
  /** What is kept from him by a style, joined by newlines. */
  readonly hiddenText: string
  /** All text that is not visible, in document order of each part. */
  runs: BodyRun[]
  images: BodyImage[]
  links: BodyLink[]
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

/** The text parts of a message taken apart, for {@link readBody}. */
export function textParts(texts: readonly TextBody[]): TextPart[] {
  return texts.map(textPart)
}

/** Likewise what stands outside of the boundaries of multiparts. */
export function outsideParts(texts: readonly OutsideText[]): OutsidePart[] {
  return texts.map((text) => ({ source: textPart(text), where: text.where }))
}

function textPart({ part, text }: TextBody): TextPart {
  const alternatives: { container: number; branch: number }[] = []
  for (let inner = part, outer = part.parent; outer !== undefined; inner = outer, outer = outer.parent)
    if (outer.type === 'multipart/alternative')
      alternatives.unshift({ container: outer.index, branch: inner.index })
  return {
    part: part.index,
    // a multipart without a boundary is read as text, and so is what stands outside of boundaries
    type: part.type.startsWith('text/') ? part.type : 'text/plain',
    alternatives,
    get text() {
      return text.text
    },
    outline: text.outline,
    range: (start, end) => text.range(start, end),
    place: (start, end) => text.place(start, end),
  }
}

/** Plain text as it is shown: line ends made newlines, trailing white space taken away. */
function plainText({ outline }: TextPart): string {
  const builder = new TextBuilder()
  builder.add(outline, outline.bytes, 0, outline.length, false, 2)
  return builder.text
}

/** Whether there is more than white space in it. */
function hasText({ outline }: TextPart): boolean {
  const { bytes } = outline
  for (let i = 0; i < bytes.length; i++) if (bytes[i]! > 0x20 && bytes[i]! < 0x7f) return true
  return outline.slice(0, bytes.length).trim() !== ''
}

class HiddenRun implements BodyRun {
  readonly run: TextRun
  readonly channel: BodyRun['channel']
  readonly technique: BodyRun['technique']
  readonly source: TextPart
  #value: string | undefined
  #legible: string | undefined
  #measured: { characters: number; words: number } | undefined
  #characters = -1

  constructor(run: TextRun, source: TextPart, technique: BodyRun['technique'] = run.technique) {
    this.run = run
    this.channel = run.channel as BodyRun['channel']
    this.technique = technique
    this.source = source
  }

  get value(): string {
    return (this.#value ??= this.#read())
  }

  get legible(): string {
    return (this.#legible ??= withoutInvisible(this.value))
  }

  get measured(): { characters: number; words: number } {
    return (this.#measured ??= measure(this.value))
  }

  get characters(): number {
    if (this.#characters < 0) {
      const { legible, value, run } = this
      if (run.textLength === 0) this.#characters = 0
      else this.#characters = (legible === value ? this.measured : measure(legible)).characters
    }
    return this.#characters
  }

  #read(): string {
    const { source, run } = this
    if (this.technique === 'preamble' || this.technique === 'epilogue') return plainText(source)
    if (this.technique !== 'alternative') return run.textLength === 0 ? '' : run.value
    return source.type === 'text/plain'
      ? plainText(source)
      : readHtml(source.outline, DEFAULT_LIMITS).visibleText
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

/** The message bytes that a run, picture or link of a part stands in. */
export function rangeOf(of: { start: number; end: number }, source: TextPart): ByteRange {
  return source.place(of.start, of.end)
}

/** The link of a part as one of the message's: `offset` is where the part's visible text begins. */
function linkOf(link: HtmlLink, offset: number, source: TextPart): BodyLink {
  const { start, end, kind, href, hidden, textStart, textEnd, hasImage } = link
  return {
    start,
    end,
    kind,
    href,
    hidden,
    textStart: textStart + offset,
    textEnd: textEnd + offset,
    hasImage,
    source,
  }
}

function imageOf(image: HtmlImage, firstLink: number, source: TextPart): BodyImage {
  const { start, end, kind, src, hidden } = image
  const copy: BodyImage = { start, end, kind, src, hidden, source }
  if (image.width !== undefined) copy.width = image.width
  if (image.height !== undefined) copy.height = image.height
  if (image.alt !== undefined) copy.alt = image.alt
  if (image.link !== undefined) copy.link = image.link + firstLink
  if (image.mapped !== undefined) copy.mapped = image.mapped
  return copy
}

/** Reads the text parts of a message, and what stands outside of boundaries; `limits.htmlTags` holds for all parts together. */
export function readBody(
  parts: readonly TextPart[],
  limits: HtmlLimits,
  outside: readonly OutsidePart[] = [],
): Body {
  const shown: ShownPart[] = []
  const runs: BodyRun[] = []
  const images: BodyImage[] = []
  const links: BodyLink[] = []
  const limitHits: LimitHit[] = []
  const chosen = new Set(chooseParts(parts))
  const unused: TextPart[] = []
  let visibleText = ''
  let tags = limits.htmlTags
  for (const source of parts) {
    if (!chosen.has(source)) {
      unused.push(source)
      if (hasText(source))
        runs.push(
          new HiddenRun(
            new TextRun(source.outline, 0, source.outline.length, 'unrendered', undefined),
            source,
            'alternative',
          ),
        )
      continue
    }
    const html =
      source.type === 'text/html'
        ? readHtml(source.outline, { ...limits, htmlTags: Math.max(1, tags) })
        : undefined
    const text = html?.visibleText ?? plainText(source)
    if (visibleText !== '' && text !== '') visibleText += '\n'
    const offset = visibleText.length
    visibleText += text
    shown.push({ source, html, visibleText: text, offset })
    if (html === undefined) continue
    tags -= html.counts.elements
    const firstLink = links.length
    for (const run of html.runs) if (run.channel !== 'visible') runs.push(new HiddenRun(run, source))
    for (const link of html.links) links.push(linkOf(link, offset, source))
    for (const image of html.images) images.push(imageOf(image, firstLink, source))
    for (const { limit, value, start } of html.limits)
      limitHits.push({
        limit,
        value,
        start: source.place(start, start).start,
        skipped: SKIPPED[limit],
      })
  }
  for (const { source, where } of outside) {
    const run = new TextRun(source.outline, 0, source.outline.length, 'unrendered', undefined)
    run.textLength = source.outline.length
    runs.push(new HiddenRun(run, source, where))
  }
  return {
    shown,
    unused,
    html: shown.find((part) => part.html !== undefined)?.html,
    visibleText,
    visible: measure(visibleText),
    get hiddenText() {
      return runs
        .filter((run) => run.channel === 'hidden')
        .map((run) => run.value)
        .join('\n')
    },
    runs,
    images,
    links,
    limitHits,
  }
}
