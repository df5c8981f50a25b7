/**
 * HTML tokenizer (WHATWG HTML 13.2.5) over a decoded string, as far as it decides what is text. One cursor that is moved
 * on, indices instead of strings, no object a token. Every input is tokenized in linear time: whatever is never closed
 * runs to the end of the input, so no search for its end is ever made twice.
 */

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
export const SRC = 0
export const ALT = 1
export const ID = 2
export const HREF = 3
export const TYPE = 4
export const OPEN = 6
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

function isSpace(code: number): boolean {
  return code <= 0x20 && (code === 0x20 || code === 0x0a || code === 0x09 || code === 0x0d || code === 0x0c)
}

/** White space and NUL, which is nothing in text. */
export function isBlank(code: number): boolean {
  return code <= 0x20 && (code === 0 || isSpace(code))
}

function isLetter(code: number): boolean {
  const lower = code | 0x20
  return lower >= 0x61 && lower <= 0x7a
}

/** Whether `text` holds the lower-case `name` at `at`, in any case. */
function standsAt(text: string, at: number, name: string): boolean {
  for (let i = 0; i < name.length; i++) {
    const code = text.charCodeAt(at + i)
    const wanted = name.charCodeAt(i)
    if (code !== wanted && !(code >= 0x41 && code <= 0x5a && code + 32 === wanted)) return false
  }
  return true
}

/** Where an attribute's number stands: no two of our names share length, first and third letter. */
function placeOf(text: string, start: number, length: number): number {
  const third = length > 2 ? text.charCodeAt(start + 2) & 31 : 0
  return (length << 10) | ((text.charCodeAt(start) & 31) << 5) | third
}

const MAX_NAME = 10
const IDS = new Int8Array((MAX_NAME + 1) << 10).fill(-1)
for (let id = 0; id < NAMES.length; id++) IDS[placeOf(NAMES[id]!, 0, NAMES[id]!.length)] = id

/** Number of the attribute named `text[start..end]`, -1 where it is none of ours. */
function attributeId(text: string, start: number, end: number): number {
  const length = end - start
  if (length > MAX_NAME) return -1
  const id = IDS[placeOf(text, start, length)]!
  return id >= 0 && standsAt(text, start, NAMES[id]!) ? id : -1
}

/** Whether the `<` at `at` opens a tag, a comment or a doctype, rather than being text. */
function opensMarkup(text: string, at: number): boolean {
  const next = text.charCodeAt(at + 1)
  return isLetter(next) || next === BANG || next === 0x3f || (next === SLASH && at + 2 < text.length)
}

/** Index of the `<` of the end tag that ends the raw text of `name` from `at` on; the length where there is none. */
function rawTextEnd(text: string, at: number, name: string): number {
  for (let i = text.indexOf('</', at); i >= 0; i = text.indexOf('</', i + 2)) {
    if (!standsAt(text, i + 2, name)) continue
    const after = text.charCodeAt(i + 2 + name.length)
    if (isSpace(after) || after === SLASH || after === GT) return i
  }
  return text.length
}

/** As {@link rawTextEnd} for `script`, where `<!--` and a second `<script` together take one end tag for text. */
function scriptEnd(text: string, at: number): number {
  let escapedUntil = 0
  let doubly = false
  for (let i = text.indexOf('<', at); i >= 0; i = text.indexOf('<', i + 1)) {
    if (i >= escapedUntil) doubly = false
    const next = text.charCodeAt(i + 1)
    if (next === BANG) {
      if (i >= escapedUntil && standsAt(text, i, '<!--')) {
        const end = text.indexOf('-->', i + 2)
        escapedUntil = end < 0 ? text.length : end
      }
      continue
    }
    const closing = next === SLASH
    const name = i + (closing ? 2 : 1)
    if (!standsAt(text, name, 'script')) continue
    const after = text.charCodeAt(name + 6)
    if (!isSpace(after) && after !== SLASH && after !== GT) continue
    if (closing && !doubly) return i
    if (i < escapedUntil) doubly = !closing
  }
  return text.length
}

/**
 * Where the values of our attributes and the first attributes of the tag stand. Lent to one tokenizer after another, as no
 * message is read while another is.
 */
const VALUES = new Int32Array(NAMES.length * 2)
const LISTED = new Int32Array(MAX_LISTED * 4)

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

  readonly text: string
  #at = 0
  #raw: HtmlElement | undefined
  /** Bits of our attributes that the tag has. */
  #present = 0

  constructor(text: string) {
    this.text = text
  }

  /** Moves to the next token and returns its kind. */
  next(): number {
    const text = this.text
    const at = this.#at
    if (this.#raw !== undefined && this.#readRaw(this.#raw)) return RAW
    this.start = at
    if (at >= text.length) {
      this.end = at
      return (this.kind = END_OF_INPUT)
    }
    let code = text.charCodeAt(at)
    if (code === LT && opensMarkup(text, at)) return this.#markup(at)
    let from = at
    while (isBlank(code)) code = text.charCodeAt(++from)
    this.contentStart = from
    let lt = from
    if (code !== LT || !opensMarkup(text, from)) {
      lt = text.indexOf('<', from + 1)
      while (lt >= 0 && !opensMarkup(text, lt)) lt = text.indexOf('<', lt + 1)
      if (lt < 0) lt = text.length
    }
    this.#at = this.end = lt
    while (lt > from && isBlank(text.charCodeAt(lt - 1))) lt--
    this.contentEnd = lt
    return (this.kind = TEXT)
  }

  /** Whether the tag has the attribute. */
  has(id: number): boolean {
    return (this.#present & (1 << id)) !== 0
  }

  /** The attribute's value as written, undefined where the tag has none. The first of two counts. */
  raw(id: number): string | undefined {
    if ((this.#present & (1 << id)) === 0) return undefined
    return this.text.slice(VALUES[id * 2]!, VALUES[id * 2 + 1]!)
  }

  /** Where the value of an attribute that the tag has begins in the text, and where it ends. */
  valueStart(id: number): number {
    return VALUES[id * 2]!
  }

  valueEnd(id: number): number {
    return VALUES[id * 2 + 1]!
  }

  /** The attribute's value with character references decoded. */
  value(id: number): string | undefined {
    if ((this.#present & (1 << id)) === 0) return undefined
    return decodeText(this.text, VALUES[id * 2]!, VALUES[id * 2 + 1]!, true)
  }

  /** The value of the attribute of the given lower-case name among the first {@link MAX_LISTED} of the tag. */
  valueOf(name: string): string | undefined {
    const listed = LISTED
    const count = Math.min(this.attributes, MAX_LISTED) * 4
    for (let i = 0; i < count; i += 4) {
      if (listed[i + 1]! - listed[i]! === name.length && standsAt(this.text, listed[i]!, name))
        return decodeText(this.text, listed[i + 2]!, listed[i + 3]!, true)
    }
    return undefined
  }

  #readRaw(raw: HtmlElement): boolean {
    const { text } = this
    const at = this.#at
    this.#raw = undefined
    let end = text.length
    if ((raw.flags & PLAINTEXT) === 0)
      end = raw.name === 'script' ? scriptEnd(text, at) : rawTextEnd(text, at, raw.name)
    if (end === at) return false
    this.element = raw
    this.start = this.contentStart = at
    this.end = this.contentEnd = this.#at = end
    this.kind = RAW
    return true
  }

  #markup(at: number): number {
    const next = this.text.charCodeAt(at + 1)
    if (next === SLASH) {
      if (isLetter(this.text.charCodeAt(at + 2))) return this.#readTag(at, at + 2, true)
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
    const gt = this.text.indexOf('>', contentStart)
    return gt < 0
      ? this.#comment(contentStart, this.text.length, this.text.length)
      : this.#comment(contentStart, gt, gt + 1)
  }

  #declaration(at: number): number {
    const { text } = this
    if (standsAt(text, at + 2, 'doctype')) {
      const gt = text.indexOf('>', at + 9)
      const end = gt < 0 ? text.length : gt + 1
      return this.#comment(end, end, end)
    }
    if (text.charCodeAt(at + 2) !== DASH || text.charCodeAt(at + 3) !== DASH)
      return this.#bogusComment(at + 2)
    const from = at + 4
    if (text.charCodeAt(from) === GT) return this.#comment(from, from, from + 1)
    if (text.charCodeAt(from) === DASH && text.charCodeAt(from + 1) === GT)
      return this.#comment(from, from, from + 2)
    for (let i = text.indexOf('--', from); i >= 0; i = text.indexOf('--', i)) {
      i += 2
      while (text.charCodeAt(i) === DASH) i++
      const next = text.charCodeAt(i)
      if (next === GT) return this.#comment(from, i - 2, i + 1)
      if (next === BANG && text.charCodeAt(i + 1) === GT) return this.#comment(from, i - 2, i + 2)
    }
    return this.#comment(from, text.length, text.length)
  }

  #readTag(at: number, nameStart: number, closing: boolean): number {
    const { text } = this
    const length = text.length
    let i = nameStart + 1
    let code = 0
    while (i < length) {
      code = text.charCodeAt(i)
      if (code <= GT && (code === GT || code === SLASH || isSpace(code))) break
      i++
    }
    const found = elementAt(text, nameStart, i)
    this.#present = 0
    this.attributes = 0
    this.bareLength = 0
    for (;;) {
      // between attributes
      while (i < length && ((code = text.charCodeAt(i)) === 0x20 || code === SLASH || isSpace(code))) i++
      if (i >= length) return this.#unfinished(found)
      if (code === GT) break
      // a name; an equals sign before it belongs to it
      const start = i++
      while (i < length) {
        code = text.charCodeAt(i)
        if (code <= GT && (code === EQUALS || code === GT || code === SLASH || isSpace(code))) break
        i++
      }
      const nameEnd = i
      while (i < length && isSpace((code = text.charCodeAt(i)))) i++
      if (i >= length) return this.#unfinished(found)
      let valueStart = nameEnd
      let valueEnd = nameEnd
      if (code === EQUALS) {
        i++
        while (i < length && isSpace((code = text.charCodeAt(i)))) i++
        if (i >= length) return this.#unfinished(found)
        code = text.charCodeAt(i)
        if (code === 0x22 || code === 0x27) {
          valueStart = i + 1
          valueEnd = text.indexOf(code === 0x22 ? '"' : "'", valueStart)
          if (valueEnd < 0) return this.#unfinished(found)
          i = valueEnd + 1
        } else if (code !== GT) {
          valueStart = i
          while (i < length && (code = text.charCodeAt(i)) !== GT && !isSpace(code)) i++
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
    const id = attributeId(this.text, start, nameEnd)
    if (id < 0 || (this.#present & (1 << id)) !== 0) return
    this.#present |= 1 << id
    VALUES[id * 2] = valueStart
    VALUES[id * 2 + 1] = valueEnd
  }

  #unfinished(found: HtmlElement): number {
    this.element = found
    this.#at = this.end = this.text.length
    return (this.kind = UNFINISHED)
  }
}
