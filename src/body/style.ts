/** The declarations of a style attribute or rule, as far as they decide whether text is seen. */
import { findByte, hasHigh, latin1 } from '../mime/bytes.ts'
import { Outline } from '../mime/outline.ts'
import { parseLegacyColor } from './color.ts'
import { BACKGROUND_COLOR, BACKGROUND_IMAGE, COLOR, type Declarations, Draft, PX } from './declarations.ts'
import { decodeText } from './entities.ts'
import { background, READERS, type Reader } from './properties.ts'
import { Recent } from './recent.ts'

/** For a whole style, and for one declaration of it. */
const wholeDraft = new Draft()
const oneDraft = new Draft()

/** Replaces CSS escapes (`\64 isplay`) and comments; a comment becomes nothing. */
export function unescapeCss(text: string): string {
  let out = ''
  let i = 0
  while (i < text.length) {
    const code = text.charCodeAt(i)
    if (code === 0x2f && text.charCodeAt(i + 1) === 0x2a) {
      const end = text.indexOf('*/', i + 2)
      i = end < 0 ? text.length : end + 2
      continue
    }
    if (code !== 0x5c) {
      out += text[i++]
      continue
    }
    let end = i + 1
    while (end < i + 7 && end < text.length && '0123456789abcdefABCDEF'.includes(text[end])) end++
    if (end === i + 1) {
      out += text[end] ?? ''
      i = end + 1
      continue
    }
    const point = Number.parseInt(text.slice(i + 1, end), 16)
    out += String.fromCodePoint(point === 0 || point > 0x10ffff ? 0xfffd : point)
    const after = text.charCodeAt(end)
    i = after === 0x20 || after === 0x09 || after === 0x0a || after === 0x0d ? end + 1 : end
  }
  return out
}

/** Lower case without escapes and comments, every run of white space one space. */
function normalize(text: string): string {
  const plain = text.includes('\\') || text.includes('/*') ? unescapeCss(text) : text
  const lower = plain.trim().toLowerCase()
  let clean = true
  for (let i = 0; i < lower.length && clean; i++) {
    const code = lower.charCodeAt(i)
    if (code < 0x20 || (code === 0x20 && lower.charCodeAt(i + 1) === 0x20)) clean = false
  }
  return clean ? lower : lower.split(/[ \t\n\r\f]+/).join(' ')
}

/** Lengths and first letters of the property names that matter: most declarations are passed over without a string. */
const SHAPES = new Uint8Array(32 * 32)
for (const name of READERS.keys()) SHAPES[name.length * 32 + (name.charCodeAt(0) & 31)] = 1

/** Whether a property that matters may be named at `start..colon`. */
function mayMatter(codes: Uint8Array, start: number, colon: number): boolean {
  let to = colon
  while (to > start && codes[to - 1] <= 0x20) to--
  return to - start <= 31 && SHAPES[(to - start) * 32 + (codes[start] & 31)] === 1
}

function readerOf(css: string, colon: number, escaped: boolean): Reader | undefined {
  if (escaped) return READERS.get(normalize(css.slice(0, Math.min(colon, 200))))
  let to = colon
  while (to > 0 && css.charCodeAt(to - 1) <= 0x20) to--
  const name = css.slice(0, to)
  return READERS.get(name) ?? READERS.get(name.toLowerCase())
}

/** Longer values are not read: nothing that decides visibility needs them, only embedded pictures do. */
const MAX_VALUE = 1024

function readDeclaration(
  into: Draft,
  read: Reader,
  css: string,
  colon: number,
  bang: number,
  end: number,
): void {
  const long = end - colon > MAX_VALUE
  const important = bang > colon && !long && normalize(css.slice(bang + 1, end)) === 'important'
  const raw = css.slice(colon + 1, important ? bang : end)
  if (read === background || raw.includes('url(')) {
    const address = raw.indexOf('(')
    const before = normalize(raw.slice(0, Math.max(0, address + 1)))
    if (before.endsWith('url(')) {
      // an address keeps its case
      const close = raw.indexOf(')', address)
      const rest = close < 0 ? '' : normalize(raw.slice(close + 1, close + 1 + MAX_VALUE))
      read(into, `${before}-) ${rest}`, important)
      if (into.image === '-') into.image = addressOf(raw.slice(address + 1, close < 0 ? raw.length : close))
      return
    }
  }
  read(into, normalize(long ? raw.slice(0, MAX_VALUE) : raw), important)
}

function addressOf(raw: string): string {
  const address = raw.trim()
  const quote = address[0]
  if (quote !== '"' && quote !== "'") return address
  return address.slice(1, address.endsWith(quote) ? -1 : undefined).trim()
}

/** Declarations up to this length are kept: mail repeats the same few. */
const MAX_SHORT = 64
const short = new Recent<Declarations>(4096, 1 << 17)

/** What one declaration declares, `NO_DECLARATIONS` where it does not matter. `bang` is before `colon` where there is none. */
function declarationAt(
  text: Outline,
  codes: Uint8Array,
  start: number,
  colon: number,
  bang: number,
  end: number,
  escaped: boolean,
): Declarations {
  const isShort = end - start <= MAX_SHORT
  const known = isShort ? short.get(text, codes, start, end) : undefined
  if (known !== undefined) return known
  const high = hasHigh(codes, start, end)
  const css = high ? text.slice(start, end) : latin1(codes, start, end)
  const read = readerOf(css, colon - start, escaped)
  const into = oneDraft.clear()
  if (read !== undefined) readDeclaration(into, read, css, colon - start, bang - start, css.length)
  const { declarations } = into
  if (isShort) short.set(text, codes, start, end, high, declarations)
  return declarations
}

/** Codes that parse declarations; all others are passed over. */
const MARKS = new Uint8Array(256)
for (const mark of ':;!()"\'\\/') MARKS[mark.charCodeAt(0)] = 1

/** Index after the comment opened at `at`; `end` where it is not closed. */
export function commentEnd(codes: Uint8Array, at: number, end: number): number {
  let i = at + 2
  while (i + 1 < end && (codes[i] !== 0x2a || codes[i + 1] !== 0x2f)) i++
  return i + 1 < end ? i + 2 : end
}

/** Reads declarations; what is malformed is skipped to the next semicolon. Linear. */
export function parseDeclarations(css: string): Declarations {
  const text = Outline.of(css)
  return declarationsAt(text, text.bytes, 0, css.length)
}

/** Those at `start..end` of a text of which each index is a character. */
function declarationsAt(text: Outline, codes: Uint8Array, from: number, end: number): Declarations {
  const into = wholeDraft.clear()
  let start = from
  let colon = -1
  let bang = -1
  let escaped = false
  let depth = 0
  for (let i = from; i <= end; i++) {
    const code = i < end ? codes[i] : 0x3b
    if (MARKS[code] === 0) continue
    if (code === 0x3a) {
      if (colon < 0) colon = i
    } else if (code === 0x21) bang = i
    else if (code === 0x28) depth++
    else if (code === 0x29) depth = Math.max(0, depth - 1)
    else if (code === 0x22 || code === 0x27) i = Math.min(findByte(codes, code, i + 1, end), end - 1)
    else if (code === 0x5c) {
      if (colon < 0) escaped = true
      i++
    } else if (code === 0x2f) {
      if (codes[i + 1] !== 0x2a || i + 1 >= end) continue
      if (colon < 0) escaped = true
      i = commentEnd(codes, i, end) - 1
    } else if (i === end || depth === 0) {
      while (start < colon && codes[start] <= 0x20) start++
      if (colon > start && (escaped || mayMatter(codes, start, colon))) {
        const declared = declarationAt(text, codes, start, colon, bang, i, escaped)
        into.add(declared)
        into.image = declared.image ?? into.image
      }
      start = i + 1
      colon = bang = -1
      depth = 0
      escaped = false
    }
  }
  return into.declarations
}

/** Longer styles are not kept. */
const MAX_KEY = 2048

const styles = new Recent<Declarations>(8192, 1 << 20)

/**
 * Declarations of the style attribute or rule that stands at `start..end` of the text; `codes` are those of its outline.
 * `references`: character references are decoded.
 */
export function inlineDeclarations(
  text: Outline,
  codes: Uint8Array,
  start: number,
  end: number,
  references: boolean,
): Declarations {
  if (end - start > MAX_KEY) {
    const css = text.slice(start, end)
    return parseDeclarations(references ? decodeText(css, true) : css)
  }
  const known = styles.get(text, codes, start, end)
  if (known !== undefined) return known
  const high = hasHigh(codes, start, end)
  let declarations: Declarations
  if (references && findByte(codes, 0x26, start, end) < end)
    declarations = parseDeclarations(decodeText(text.slice(start, end), true))
  else if (high) declarations = parseDeclarations(text.slice(start, end))
  else declarations = declarationsAt(text, codes, start, end)
  styles.set(text, codes, start, end, high, declarations)
  return declarations
}

export type LegacyAttribute = 'bgcolor' | 'background' | 'color'

const legacy: Record<LegacyAttribute, Recent<Declarations>> = {
  bgcolor: new Recent(512, 1 << 13),
  background: new Recent(256, 1 << 15),
  color: new Recent(512, 1 << 13),
}

/** What the legacy attribute whose value stands at `start..end` declares, at the bottom of the cascade. */
export function attributeDeclarations(
  name: LegacyAttribute,
  text: Outline,
  codes: Uint8Array,
  start: number,
  end: number,
): Declarations {
  const recent = legacy[name]
  const known = recent.get(text, codes, start, end)
  if (known !== undefined) return known
  const high = hasHigh(codes, start, end)
  const declarations = readAttribute(
    name,
    decodeText(high ? text.slice(start, end) : latin1(codes, start, end), true),
  )
  recent.set(text, codes, start, end, high, declarations)
  return declarations
}

function readAttribute(name: LegacyAttribute, value: string): Declarations {
  const into = oneDraft.clear()
  if (name === 'background') {
    into.image = value.trim()
    if (into.image !== '') into.declare(BACKGROUND_IMAGE, 1, PX, false)
  } else {
    const parsed = parseLegacyColor(value)
    if (parsed !== undefined) into.declare(name === 'color' ? COLOR : BACKGROUND_COLOR, parsed, PX, false)
  }
  return into.declarations
}
