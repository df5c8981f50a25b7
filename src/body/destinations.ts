/** Addresses that HTML names besides its links and pictures: where forms and refreshes lead, what is loaded or told. */
import { indexOfByte } from '../mime/bytes.ts'
import { element, type HtmlElement, REFERS } from './elements.ts'
import { decodeText } from './entities.ts'
import { HREF, type HtmlTokenizer, STYLE } from './html-tokenizer.ts'
import type { TextPart } from './text-part.ts'

/**
 * How an address stands in HTML. The reader is taken to those of `a`, `area`, `form`, `formaction` and `refresh`; a program is told by
 * `ping`; the others are loaded.
 */
export type DestinationKind =
  | 'a'
  | 'area'
  | 'form'
  | 'formaction'
  | 'refresh'
  | 'ping'
  | 'picture'
  | 'background'
  | 'css'
  | 'frame'
  | 'media'
  | 'link'

export interface BodyDestination {
  source: TextPart
  /** The tag, or in a style sheet the address. */
  start: number
  end: number
  kind: DestinationKind
  /** As written, character references decoded; a list of addresses in `ping` and `srcset`. */
  value: string
  list?: 'spaces' | 'srcset' | 'refresh'
  /** What relative addresses begin with. */
  base?: string
  hidden: boolean
  /** What the reader sees in its place. */
  text?: string
}

interface Place {
  attribute: string
  kind: DestinationKind
  list?: BodyDestination['list']
}

const place = (attribute: string, kind: DestinationKind, list?: Place['list']): Place => ({
  attribute,
  kind,
  list,
})
const PING = [place('ping', 'ping', 'spaces')]
const FRAME = [place('src', 'frame')]
const MEDIA = [place('src', 'media')]

/** Which attributes of which elements hold addresses; `href` of links and `src` of pictures are read with those. */
const PLACES = new Map<HtmlElement, readonly Place[]>(
  Object.entries({
    a: PING,
    area: PING,
    form: [place('action', 'form')],
    button: [place('formaction', 'formaction')],
    input: [place('formaction', 'formaction')],
    meta: [place('content', 'refresh', 'refresh')],
    img: [place('srcset', 'picture', 'srcset')],
    source: [place('srcset', 'picture', 'srcset'), ...MEDIA],
    image: [place('href', 'picture'), place('xlink:href', 'picture')],
    iframe: FRAME,
    frame: FRAME,
    embed: FRAME,
    object: [place('data', 'frame')],
    video: [...MEDIA, place('poster', 'picture')],
    audio: MEDIA,
    track: MEDIA,
    bgsound: MEDIA,
    link: [place('href', 'link')],
    base: [],
  }).map(([name, places]) => [element(name), places]),
)
for (const of of PLACES.keys()) of.flags |= REFERS

const META = element('meta')
const BASE = element('base')
const AT = 0x40
const PAREN = 0x28
const BACKSLASH = 0x5c
/** Longest that `url` is written, with escapes, before its parenthesis. */
const WRITTEN = 24
const URL = String.raw`(?:u|\\0{0,4}[57]5\s?)(?:r|\\0{0,4}[57]2\s?)(?:l|\\0{0,4}[46]c\s?)`
/** `url` whose letters may be written as CSS escapes. */
const URL_NAME = new RegExp(`${URL}$`, 'i')
/** Comments and strings, in which nothing is an address, and what holds one. */
const CSS = new RegExp(
  [
    String.raw`/\*[\s\S]*?(?:\*/|$)`,
    String.raw`@import\s+(?:"([^"\n]*)"|'([^'\n]*)')`,
    String.raw`${URL}\(\s*(?:"([^"\n]*)"|'([^'\n]*)'|([^"')\s][^)]*))`,
    String.raw`"[^"\n]*"?|'[^'\n]*'?`,
  ].join('|'),
  'gi',
)

/** Collects what one HTML part names. */
export class Destinations {
  readonly all: BodyDestination[] = []
  /** `href` of the first `base` that has one. */
  base: string | undefined
  readonly #part: TextPart
  readonly #most: number
  /** Index of the next `url(` of the part. */
  #nextUrl: number

  /** Collects one more than `most` at most. */
  constructor(part: TextPart, most: number) {
    this.#part = part
    this.#most = most
    this.#nextUrl = this.#urlFrom(0)
  }

  /** Reads the tag at hand. */
  tag(tokens: HtmlTokenizer, of: HtmlElement, hidden: boolean): void {
    if (of === BASE) this.base ??= tokens.value(HREF)
    if (of === META && tokens.valueOf('http-equiv')?.trim().toLowerCase() !== 'refresh') return
    const { start, end } = tokens
    for (const { attribute, kind, list } of PLACES.get(of)!) {
      const value = tokens.valueOf(attribute)
      if (value === undefined) continue
      this.#add({ start, end, kind, value, list, hidden, text: undefined })
      if (kind === 'formaction') this.all[this.all.length - 1].text = tokens.valueOf('value')
    }
  }

  #add(found: Omit<BodyDestination, 'source' | 'base'>): void {
    if (this.all.length <= this.#most) this.all.push({ source: this.#part, base: undefined, ...found })
  }

  /** Reads the style attribute of the tag at hand. */
  style(tokens: HtmlTokenizer, hidden: boolean): void {
    if (this.#nextUrl >= tokens.end) return
    const from = tokens.valueStart(STYLE)
    const to = tokens.valueEnd(STYLE)
    while (this.#nextUrl < from) this.#nextUrl = this.#urlFrom(this.#nextUrl + 1)
    if (this.#nextUrl >= to) return
    const { start, end } = tokens
    const css = decodeText(this.#part.outline.slice(from, to), true)
    for (const { value } of addressesIn(css))
      this.#add({ start, end, kind: 'css', value, list: undefined, hidden, text: undefined })
    this.#nextUrl = this.#urlFrom(to)
  }

  /** Reads the style sheet at `from..to`. */
  sheet(from: number, to: number): void {
    while (this.#nextUrl < from) this.#nextUrl = this.#urlFrom(this.#nextUrl + 1)
    const { outline } = this.#part
    if (this.#nextUrl >= to && !hasImport(outline.bytes, from, to)) return
    const css = outline.slice(from, to)
    // a code unit is a place of the outline where all is ASCII
    const exact = css.length === to - from
    for (const { value, at, length } of addressesIn(css)) {
      const start = exact ? from + at : from
      const end = exact ? start + length : to
      this.#add({ start, end, kind: 'css', value, list: undefined, hidden: false, text: undefined })
    }
    this.#nextUrl = this.#urlFrom(to)
  }

  #urlFrom(from: number): number {
    const { outline } = this.#part
    const { bytes } = outline
    for (let at = indexOfByte(bytes, PAREN, from); at >= 0; at = indexOfByte(bytes, PAREN, at + 1)) {
      if (isUrlName(bytes, at)) return at
      let back = at - 2
      while (back > at - WRITTEN && back >= from && bytes[back] !== BACKSLASH) back--
      if (bytes[back] === BACKSLASH && URL_NAME.test(outline.slice(Math.max(from, at - WRITTEN), at)))
        return at
    }
    return bytes.length
  }
}

/** Whether `url`, in any case, stands before `at`. */
function isUrlName(bytes: Uint8Array, at: number): boolean {
  return (bytes[at - 1] | 0x20) === 0x6c && (bytes[at - 2] | 0x20) === 0x72 && (bytes[at - 3] | 0x20) === 0x75
}

function hasImport(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = indexOfByte(bytes, AT, from); at >= 0 && at < to; at = indexOfByte(bytes, AT, at + 1))
    if ((bytes[at + 1] | 0x20) === 0x69) return true
  return false
}

function* addressesIn(css: string): Generator<{ value: string; at: number; length: number }> {
  for (const match of css.matchAll(CSS)) {
    const value = match.slice(1).find((group) => group !== undefined)
    if (value !== undefined) yield { value, at: match.index, length: match[0].length }
  }
}

/** The addresses of a value: one, or those of a list, at most so many. */
export function addressesOf({ value, list }: BodyDestination, most: number): string[] {
  if (list === undefined) return [value]
  if (list === 'refresh') return refreshOf(value)
  const found: string[] = []
  for (let at = 0; at < value.length && found.length < most; ) {
    let end = endOf(value, at, SPACE_OR_COMMA, false)
    const start = end
    end = endOf(value, start, SPACE, true)
    if (start === end) break
    at = end
    if (list === 'srcset') {
      // an address ends at a comma that white space follows; else what describes it ends at one
      while (value[end - 1] === ',') end--
      if (end === at) at = endOf(value, at, COMMA, true)
    }
    found.push(value.slice(start, end))
  }
  return found
}

const SPACE = ' \t\n\f\r'
const COMMA = ','
const SPACE_OR_COMMA = `${SPACE},`

/** Index of the first character from `at` on that is one of `set`, or where `stop` is false, that is none. */
function endOf(text: string, at: number, set: string, stop: boolean): number {
  let i = at
  while (i < text.length && set.includes(text[i]) !== stop) i++
  return i
}

/** `5; url='https://example.com/'` (WHATWG HTML, shared declarative refresh steps). */
function refreshOf(content: string): string[] {
  const address = content
    .replace(/^[\s\d.]*[;,]?/, '')
    .trimStart()
    .replace(/^url\s*=\s*/i, '')
  if (address === '') return []
  const [first] = address
  if (first !== '"' && first !== "'") return [address]
  const close = address.indexOf(first, 1)
  return [address.slice(1, close < 0 ? undefined : close)]
}

/** Where a link of HTML or of SVG leads, undefined where the tag is none. */
export function hrefOf(tokens: HtmlTokenizer): string | undefined {
  return tokens.value(HREF) ?? tokens.valueOf('xlink:href')
}
