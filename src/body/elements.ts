/** What the HTML standard and browsers' own style sheets say about each element, as far as it decides what is shown. */
import { Outline } from '../mime/outline.ts'

// How an element is laid out.
export const INLINE = 0
export const INLINE_BLOCK = 1
export const INLINE_FLEX = 2
export const CELL = 3
export const BLOCK = 4
export const FLEX = 5
export const TABLE = 6
export const ROW = 7
export const NONE = 8
export const CONTENTS = 9

// How an element is parsed.
/** Has neither content nor end tag. */
export const VOID = 1
/** WHATWG "special": an end tag of another kind does not look past it. */
export const SPECIAL = 2
/** Re-opened after a block that closed around it (active formatting elements). */
export const FORMATTING = 4
/** Its start tag closes an open `p`. */
export const CLOSES_P = 8
/** End tags do not look past it ("scope"). */
export const SCOPE = 16
/** Non-table content directly inside moves before the table (foster parenting). */
export const TABLE_CONTEXT = 32
/** May stand directly inside a table context. */
export const TABLE_CONTENT = 64
/** Content is text up to the end tag: without references, with them, or to the end of the document. */
export const RAWTEXT = 128
export const RCDATA = 256
export const PLAINTEXT = 512
/** Raw text that browsers show. */
export const SHOWN = 1024
/** Fallback content that browsers do not show. */
export const FALLBACK = 2048
export const UNKNOWN = 4096
export const HEADING = 8192
/** White space inside is kept. */
export const PREFORMATTED = 16384
/** Has attributes with addresses, besides those of links and pictures. */
export const REFERS = 32768

export interface HtmlElement {
  /** Lower case. */
  name: string
  /** The same as bytes; empty where it is not ASCII. */
  codes: Uint8Array
  flags: number
  display: number
  /** Of its name. */
  hash: number
  bit: number
}

function hashOf(text: string, start = 0, end = text.length): number {
  let hash = end - start
  for (let i = start; i < end; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x9e3779b1)
  return hash
}

/** Bit of `text[start..end]` in a set of few names: a name whose bit is missing is not among them. */
export function bitOf(text: string, start = 0, end = text.length): number {
  return 1 << (hashOf(text, start, end) >>> 27)
}

/** Known names and, while there is room, those that messages made up, by {@link placeOf}. */
const PLACES = 2048
const places: (HtmlElement | undefined)[] = Array.from({ length: PLACES }, () => undefined)
/** Those whose place was taken. */
const others = new Map<string, HtmlElement>()
let learned = 0
const NO_CODES = new Uint8Array()

function placeOf(codes: Uint8Array, start: number, end: number): number {
  const first = codes[start] | 0x20
  const second = end - start > 1 ? codes[start + 1] | 0x20 : 0
  const last = codes[end - 1] | 0x20
  // without a clash among the names below
  return (first * 143 + second * 263 + last * 346 + (end - start)) & (PLACES - 1)
}

function learn(name: string, flags: number, display: number): HtmlElement {
  const { bytes } = Outline.of(name)
  const codes = bytes.includes(0x80) ? NO_CODES : bytes
  const element = { name, codes, flags, display, hash: hashOf(name), bit: bitOf(name) }
  const place = placeOf(bytes, 0, bytes.length)
  if (places[place] === undefined && element.codes.length > 0) places[place] = element
  else others.set(name, element)
  return element
}

function define(names: string, flags: number, display: number): void {
  for (const name of names.split(' ')) learn(name, flags, display)
}

const BLOCKS = SPECIAL | CLOSES_P
define(
  'address article aside blockquote center dir div dl dd dt fieldset figcaption figure footer form',
  BLOCKS,
  BLOCK,
)
define('header hgroup li main menu nav ol p search section summary details ul', BLOCKS, BLOCK)
define('h1 h2 h3 h4 h5 h6', BLOCKS | HEADING, BLOCK)
define('pre listing', BLOCKS | PREFORMATTED, BLOCK)
define('xmp', BLOCKS | RAWTEXT | SHOWN | PREFORMATTED, BLOCK)
define('plaintext', BLOCKS | PLAINTEXT | SHOWN | PREFORMATTED, BLOCK)
define('hr', BLOCKS | VOID, BLOCK)
define('dialog', BLOCKS, NONE)
define('html', SPECIAL | SCOPE, BLOCK)
define('body', SPECIAL, BLOCK)
define('head frameset', SPECIAL, BLOCK)
define('table', BLOCKS | SCOPE | TABLE_CONTEXT, TABLE)
define('tbody thead tfoot tr', SPECIAL | TABLE_CONTEXT | TABLE_CONTENT, ROW)
define('td th', SPECIAL | SCOPE | TABLE_CONTENT, CELL)
define('caption', SPECIAL | SCOPE | TABLE_CONTENT, ROW)
define('colgroup', SPECIAL | TABLE_CONTENT, NONE)
define('col', SPECIAL | VOID | TABLE_CONTENT, NONE)
define('a b big code em font i nobr s small strike strong tt u', FORMATTING, INLINE)
define('area base basefont bgsound link meta param frame', SPECIAL | VOID, NONE)
define('br embed img wbr source track keygen image', SPECIAL | VOID, INLINE)
define('input', SPECIAL | VOID, INLINE_BLOCK)
define('style', SPECIAL | RAWTEXT | TABLE_CONTENT, NONE)
define('script', SPECIAL | RAWTEXT | TABLE_CONTENT, NONE)
define('iframe noembed noframes', SPECIAL | RAWTEXT, INLINE)
define('title', SPECIAL | RCDATA, NONE)
define('textarea', SPECIAL | RCDATA | SHOWN | PREFORMATTED, INLINE_BLOCK)
define('template', SPECIAL | SCOPE | TABLE_CONTENT, NONE)
define('datalist', 0, NONE)
define('select', SPECIAL, INLINE_BLOCK)
define('audio video canvas', FALLBACK, INLINE_BLOCK)
define('button', SPECIAL, INLINE_BLOCK)
define('applet marquee object', SPECIAL | SCOPE, INLINE_BLOCK)
define('noscript', SPECIAL, INLINE)
define(
  'abbr acronym bdi bdo cite data del dfn ins kbd label legend map mark meter output picture progress q',
  0,
  INLINE,
)
define('rp', 0, NONE)
define('rb rt rtc ruby samp slot span sub sup svg math time var optgroup option blink', 0, INLINE)
// the document models of Word, VML and SVG that mail carries
define('o:p st1:place g path rect circle line polygon polyline ellipse defs use text tspan', 0, INLINE)

const LOWER = Uint8Array.from({ length: 256 }, (_, code) => (code >= 0x41 && code <= 0x5a ? code + 32 : code))

function matches(name: Uint8Array, codes: Uint8Array, start: number, end: number): boolean {
  if (name.length !== end - start) return false
  for (let i = 0; i < name.length; i++) if (LOWER[codes[start + i]] !== name[i]) return false
  return true
}

/**
 * The element that the tag name at `start..end`, in any case, names; `codes` are those of the outline. Known names are
 * found without making a string.
 */
export function elementAt(text: Outline, codes: Uint8Array, start: number, end: number): HtmlElement {
  const placed = places[placeOf(codes, start, end)]
  if (placed !== undefined && matches(placed.codes, codes, start, end)) return placed
  const name = text.slice(start, end).toLowerCase()
  const known = others.get(name)
  if (known !== undefined) return known
  const flags = name.includes(':') ? 0 : UNKNOWN
  // short names only: a slice of up to 12 units is a copy and does not keep the message alive
  if (learned >= 1000 || name.length > 12)
    return { name, codes: NO_CODES, flags, display: INLINE, hash: hashOf(name), bit: bitOf(name) }
  learned++
  return learn(name, flags, INLINE)
}

/** The element of a known name. */
export function element(name: string): HtmlElement {
  const outline = Outline.of(name)
  return elementAt(outline, outline.bytes, 0, name.length)
}

export const BODY = element('body')
export const FONT = element('font')
