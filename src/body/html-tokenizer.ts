/**
 * HTML tokenizer (WHATWG HTML 13.2.5) over the outline of a text, as far as it decides what is text. One cursor that is moved
 * on, indices instead of strings, no object a token. Every input is tokenized in linear time: whatever is never closed
 * runs to the end of the input, so no search for its end is ever made twice.
 */

import { findByte } from '../mime/bytes.ts'
import type { Outline } from '../mime/outline.ts'
import { element, elementAt, type HtmlElement, PLAINTEXT, RAWTEXT, RCDATA } from './elements.ts'
import { decodeText } from './entities.ts'

// token kinds
export const END_OF_INPUT = 0
export const TEXT = 1
export const START_TAG = 2
export const END_TAG = 3
/** Comments, bogus comments and doctypes; `contentStart..contentEnd` is what stands inside, nothing in a doctype. */
export const COMMENT = 4
/** The text inside `style`, `script`, `title` and their like; `element` is that element. */
export const RAW = 5
/** A tag that the input ends in: browsers drop it. */
const UNFINISHED = 6

// attributes that can be asked for by number
const NAMES =
  'src alt id href type size open name text style class width color hidden height usemap bgcolor background'.split(
    ' ',
  )
const NUMBERS = new Map(NAMES.map((name, id) => [name, id]))
export const SRC = 0
export const ALT = 1
export const ID = 2
export const HREF = 3
export const TYPE = 4
export const OPEN = 6
export const NAME = 7
export const BODY_TEXT = 8
export const STYLE = 9
export const CLASS = 10
export const WIDTH = 11
export const COLOR = 12
export const HIDDEN = 13
export const HEIGHT = 14
export const BGCOLOR = 16
export const BACKGROUND = 17

/** Attributes that `[attr]` selectors can see; later ones are counted only. */
const MAX_LISTED = 64

const HTML = element('html')

const LT = 0x3c
const GT = 0x3e
const SLASH = 0x2f
const EQUALS = 0x3d
const BANG = 0x21
const DASH = 0x2d

// what a code may be, as bits
const SPACE = 1
const BLANK = 2
/** Ends the name of a tag, or of an attribute. */
const TAG_NAME_END = 4
const NAME_END = 8
/** Ends a value without quotes. */
const VALUE_END = 16
const CLASSES = new Uint8Array(256)
for (const code of [0x20, 0x0a, 0x09, 0x0d, 0x0c])
  CLASSES[code] = SPACE | BLANK | TAG_NAME_END | NAME_END | VALUE_END
CLASSES[0] = BLANK
CLASSES[SLASH] = TAG_NAME_END | NAME_END
CLASSES[GT] = TAG_NAME_END | NAME_END | VALUE_END
CLASSES[EQUALS] = NAME_END

function isSpace(code: number): boolean {
  return (CLASSES[code] & SPACE) !== 0
}

/** White space and NUL, which is nothing in text. */
export function isBlank(code: number): boolean {
  return (CLASSES[code] & BLANK) !== 0
}

export function isLetter(code: number): boolean {
  const lower = code | 0x20
  return lower >= 0x61 && lower <= 0x7a
}

/** Whether the lower-case `name` stands at `at`, in any case. */
function standsAt(codes: Uint8Array, at: number, name: string): boolean {
  for (let i = 0; i < name.length; i++) {
    const code = codes[at + i]
    const wanted = name.charCodeAt(i)
    if (code !== wanted && !(code >= 0x41 && code <= 0x5a && code + 32 === wanted)) return false
  }
  return true
}

/** Where an attribute's number stands: no two of our names share length, first and third letter. */
function placeOf(length: number, first: number, third: number): number {
  return (length << 10) | ((first & 31) << 5) | (third & 31)
}

const MAX_NAME = 10
const IDS = new Int8Array((MAX_NAME + 1) << 10).fill(-1)
for (const [id, name] of NAMES.entries())
  IDS[placeOf(name.length, name.charCodeAt(0), name.length > 2 ? name.charCodeAt(2) : 0)] = id

/** Number of the attribute named `codes[start..end]`, -1 where it is none of ours. */
function attributeId(codes: Uint8Array, start: number, end: number): number {
  const length = end - start
  if (length > MAX_NAME) return -1
  const id = IDS[placeOf(length, codes[start], length > 2 ? codes[start + 2] : 0)]
  return id >= 0 && standsAt(codes, start, NAMES[id]) ? id : -1
}

/** Whether the `<` at `at` opens a tag, a comment or a doctype, rather than being text. */
function opensMarkup(codes: Uint8Array, at: number, length: number): boolean {
  const next = codes[at + 1]
  return isLetter(next) || next === BANG || next === 0x3f || (next === SLASH && at + 2 < length)
}

/** Index of the `<` of the end tag that ends the raw text of `name` from `at` on; the length where there is none. */
function rawTextEnd(codes: Uint8Array, at: number, length: number, name: string): number {
  for (let i = findByte(codes, LT, at, length); i < length; i = findByte(codes, LT, i + 1, length)) {
    if (codes[i + 1] !== SLASH || !standsAt(codes, i + 2, name)) continue
    const after = codes[i + 2 + name.length]
    if (isSpace(after) || after === SLASH || after === GT) return i
  }
  return length
}

/** As {@link rawTextEnd} for `script`, where `<!--` and a second `<script` together take one end tag for text. */
function scriptEnd(codes: Uint8Array, at: number, length: number): number {
  let escapedUntil = 0
  let doubly = false
  for (let i = findByte(codes, LT, at, length); i < length; i = findByte(codes, LT, i + 1, length)) {
    if (i >= escapedUntil) doubly = false
    const next = codes[i + 1]
    if (next === BANG) {
      if (i >= escapedUntil && standsAt(codes, i, '<!--')) escapedUntil = findComment(codes, i + 2, length)
      continue
    }
    const closing = next === SLASH
    const name = i + (closing ? 2 : 1)
    if (!standsAt(codes, name, 'script')) continue
    const after = codes[name + 6]
    if (!isSpace(after) && after !== SLASH && after !== GT) continue
    if (closing && !doubly) return i
    if (i < escapedUntil) doubly = !closing
  }
  return length
}

/** Index of the `-->` from `at` on, the length where there is none. */
function findComment(codes: Uint8Array, at: number, length: number): number {
  let i = findByte(codes, DASH, at, length)
  while (i < length && (codes[i + 1] !== DASH || codes[i + 2] !== GT))
    i = findByte(codes, DASH, i + 1, length)
  return i
}

/** Entries that the memory lent keeps; what a longer text needed is let go. */
const KEPT = 1 << 17
/** What may be looked at past the end: nothing there is any markup. */
const PADDING = 16
const NOTHING = 0xff
/** The outline of the text that is read, lent to one tokenizer after another as no text is read while another is. */
let lent = new Uint8Array(1 << 14)

function lend(bytes: Uint8Array): Uint8Array {
  const { length } = bytes
  const needed = length + PADDING
  if (needed > lent.length || (lent.length > KEPT && needed <= KEPT))
    lent = new Uint8Array(Math.max(needed, Math.min(KEPT, 2 * lent.length)))
  lent.set(bytes)
  lent.fill(NOTHING, length, needed)
  return lent
}

/**
 * Where the values of our attributes and the first attributes of the tag stand. Lent to one tokenizer after another, as no
 * message is read while another is.
 */
const VALUES = new Int32Array(NAMES.length * 2)
const LISTED = new Int32Array(MAX_LISTED * 4)
/** Which of ours each of them is, -1 for none. */
const LISTED_IDS = new Int8Array(MAX_LISTED)

export class HtmlTokenizer {
  kind = END_OF_INPUT
  /** The whole token. */
  start = 0
  end = 0
  /** What stands inside; of text all but the white space around it. */
  contentStart = 0
  contentEnd = 0
  element: HtmlElement = HTML
  /** How many attributes the tag has. */
  attributes = 0
  /** Code units of the names of attributes without a value. */
  bareLength = 0
  /** The length of the longest value of an attribute that is none of ours. */
  longestValue = 0

  readonly text: Outline
  /** The outline of the text, with a few codes that mean nothing after it. */
  readonly codes: Uint8Array
  readonly #length: number
  #at = 0
  #raw: HtmlElement | undefined
  /** Bits of our attributes that the tag has. */
  #present = 0
  /** What {@link valueOf} was asked for last, of the tag at that index, and its answer. */
  #asked = ''
  #askedAt = -1
  #answer: string | undefined

  constructor(text: Outline) {
    this.text = text
    this.codes = lend(text.bytes)
    this.#length = text.length
    this.#at = text.afterMark
  }

  /** Moves to the next token and returns its kind. */
  next(): number {
    const { codes } = this
    const length = this.#length
    const at = this.#at
    if (this.#raw !== undefined && this.#readRaw(this.#raw)) return RAW
    this.start = at
    if (at >= length) {
      this.end = at
      return (this.kind = END_OF_INPUT)
    }
    if (codes[at] === LT && opensMarkup(codes, at, length)) return this.#markup(at)
    let from = at
    while (isBlank(codes[from])) from++
    this.contentStart = from
    let lt = from
    while (lt < length && (codes[lt] !== LT || !opensMarkup(codes, lt, length))) lt++
    this.#at = this.end = lt
    while (lt > from && isBlank(codes[lt - 1])) lt--
    this.contentEnd = lt
    return (this.kind = TEXT)
  }

  /** Whether the tag has the attribute. */
  has(id: number): boolean {
    return (this.#present & (1 << id)) !== 0
  }

  /** Where the value of an attribute that the tag has begins in the text, and where it ends. */
  valueStart(id: number): number {
    return VALUES[id * 2]
  }

  valueEnd(id: number): number {
    return VALUES[id * 2 + 1]
  }

  /** The attribute's value with character references decoded, undefined where the tag has none. The first of two counts. */
  value(id: number): string | undefined {
    if ((this.#present & (1 << id)) === 0) return undefined
    return decodeText(this.text.slice(VALUES[id * 2], VALUES[id * 2 + 1]), true)
  }

  /** The value of the attribute of the given lower-case name among the first {@link MAX_LISTED} of the tag. */
  valueOf(name: string): string | undefined {
    if (this.#askedAt === this.start && this.#asked === name) return this.#answer
    const id = NUMBERS.get(name)
    if (id !== undefined && !this.has(id)) return undefined
    this.#askedAt = this.start
    this.#asked = name
    return (this.#answer = this.#listedValue(name))
  }

  /** Calls `found` with the start and end of each value longer than `least`, of the first {@link MAX_LISTED} attributes, ours aside. */
  eachLongValue(least: number, found: (start: number, end: number) => void): void {
    const listed = LISTED
    const count = Math.min(this.attributes, MAX_LISTED) * 4
    for (let i = 0; i < count; i += 4) {
      const start = listed[i + 2]
      const end = listed[i + 3]
      if (end - start > least && attributeId(this.codes, listed[i], listed[i + 1]) < 0) found(start, end)
    }
  }

  /** Calls `found` with the number, -1 for none of ours, and where the name and the value of each of the first {@link MAX_LISTED} attributes begin and end. */
  eachAttribute(
    found: (id: number, nameStart: number, nameEnd: number, valueStart: number, valueEnd: number) => void,
  ): void {
    const listed = LISTED
    const count = Math.min(this.attributes, MAX_LISTED)
    for (let n = 0, i = 0; n < count; n++, i += 4)
      found(LISTED_IDS[n], listed[i], listed[i + 1], listed[i + 2], listed[i + 3])
  }

  /** Calls `found` with the start and end of each name without a value, of the first {@link MAX_LISTED} attributes. */
  eachBareName(found: (start: number, end: number) => void): void {
    const listed = LISTED
    const count = Math.min(this.attributes, MAX_LISTED) * 4
    for (let i = 0; i < count; i += 4) if (listed[i + 2] === listed[i + 3]) found(listed[i], listed[i + 1])
  }

  #listedValue(name: string): string | undefined {
    const listed = LISTED
    const count = Math.min(this.attributes, MAX_LISTED) * 4
    for (let i = 0; i < count; i += 4) {
      if (listed[i + 1] - listed[i] === name.length && standsAt(this.codes, listed[i], name))
        return decodeText(this.text.slice(listed[i + 2], listed[i + 3]), true)
    }
    return undefined
  }

  #readRaw(raw: HtmlElement): boolean {
    const { codes } = this
    const at = this.#at
    this.#raw = undefined
    let end = this.#length
    if ((raw.flags & PLAINTEXT) === 0)
      end = raw.name === 'script' ? scriptEnd(codes, at, end) : rawTextEnd(codes, at, end, raw.name)
    if (end === at) return false
    this.element = raw
    this.start = this.contentStart = at
    this.end = this.contentEnd = this.#at = end
    this.kind = RAW
    return true
  }

  #markup(at: number): number {
    const next = this.codes[at + 1]
    if (next === SLASH) {
      if (isLetter(this.codes[at + 2])) return this.#readTag(at, at + 2, true)
      return this.#bogusComment(at + 2)
    }
    if (next === BANG) return this.#declaration(at)
    if (next === 0x3f) return this.#bogusComment(at + 1)
    return this.#readTag(at, at + 1, false)
  }

  #comment(contentStart: number, contentEnd: number, end: number): number {
    this.contentStart = contentStart
    this.contentEnd = contentEnd
    this.#at = this.end = end
    return (this.kind = COMMENT)
  }

  #bogusComment(contentStart: number): number {
    const length = this.#length
    const gt = findByte(this.codes, GT, contentStart, length)
    return this.#comment(contentStart, gt, Math.min(gt + 1, length))
  }

  #declaration(at: number): number {
    const { codes } = this
    const length = this.#length
    if (standsAt(codes, at + 2, 'doctype')) {
      const end = Math.min(findByte(codes, GT, at + 9, length) + 1, length)
      return this.#comment(end, end, end)
    }
    if (codes[at + 2] !== DASH || codes[at + 3] !== DASH) return this.#bogusComment(at + 2)
    const from = at + 4
    if (codes[from] === GT) return this.#comment(from, from, from + 1)
    if (codes[from] === DASH && codes[from + 1] === GT) return this.#comment(from, from, from + 2)
    for (let i = findByte(codes, DASH, from, length); i < length; i = findByte(codes, DASH, i + 1, length)) {
      if (codes[i + 1] !== DASH) continue
      i += 2
      while (codes[i] === DASH) i++
      const next = codes[i]
      if (next === GT) return this.#comment(from, i - 2, i + 1)
      if (next === BANG && codes[i + 1] === GT) return this.#comment(from, i - 2, i + 2)
    }
    return this.#comment(from, length, length)
  }

  #readTag(at: number, nameStart: number, closing: boolean): number {
    const { codes } = this
    const length = this.#length
    let i = nameStart + 1
    while (i < length && (CLASSES[codes[i]] & TAG_NAME_END) === 0) i++
    const found = elementAt(this.text, codes, nameStart, i)
    this.#present = 0
    this.attributes = 0
    this.bareLength = 0
    this.longestValue = 0
    for (;;) {
      // between attributes
      let code = codes[i]
      while (code === SLASH || isSpace(code)) code = codes[++i]!
      if (i >= length) return this.#unfinished(found)
      if (code === GT) break
      // a name; an equals sign before it belongs to it
      const start = i++
      while (i < length && (CLASSES[codes[i]] & NAME_END) === 0) i++
      const nameEnd = i
      while (isSpace(codes[i])) i++
      if (i >= length) return this.#unfinished(found)
      let valueStart = nameEnd
      let valueEnd = nameEnd
      if (codes[i] === EQUALS) {
        i++
        while (isSpace(codes[i])) i++
        if (i >= length) return this.#unfinished(found)
        const quote = codes[i]
        if (quote === 0x22 || quote === 0x27) {
          valueStart = i + 1
          valueEnd = findByte(codes, quote, valueStart, length)
          if (valueEnd === length) return this.#unfinished(found)
          i = valueEnd + 1
        } else if (quote !== GT) {
          valueStart = i
          while (i < length && (CLASSES[codes[i]] & VALUE_END) === 0) i++
          valueEnd = i
        }
      }
      this.#attribute(start, nameEnd, valueStart, valueEnd)
    }
    this.start = at
    this.element = found
    this.#at = this.end = i + 1
    if (closing) return (this.kind = END_TAG)
    if ((found.flags & (RAWTEXT | RCDATA | PLAINTEXT)) !== 0) this.#raw = found
    return (this.kind = START_TAG)
  }

  #attribute(start: number, nameEnd: number, valueStart: number, valueEnd: number): void {
    const count = this.attributes++
    if (valueStart === valueEnd) this.bareLength += nameEnd - start
    if (count < MAX_LISTED) {
      const slot = count * 4
      LISTED[slot] = start
      LISTED[slot + 1] = nameEnd
      LISTED[slot + 2] = valueStart
      LISTED[slot + 3] = valueEnd
    }
    const id = attributeId(this.codes, start, nameEnd)
    if (count < MAX_LISTED) LISTED_IDS[count] = id
    if (id < 0 && valueEnd - valueStart > this.longestValue) this.longestValue = valueEnd - valueStart
    if (id < 0 || (this.#present & (1 << id)) !== 0) return
    this.#present |= 1 << id
    VALUES[id * 2] = valueStart
    VALUES[id * 2 + 1] = valueEnd
  }

  #unfinished(found: HtmlElement): number {
    this.element = found
    this.#at = this.end = this.#length
    return (this.kind = UNFINISHED)
  }
}
