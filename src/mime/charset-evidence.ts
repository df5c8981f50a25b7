/** What the bytes of a text themselves say of their charset: byte order marks, `<meta>`, zero bytes, UTF-8 that is no chance. */
import { findHigh, indexOfByte, latin1 } from './bytes.ts'

/** Bytes of a document in which browsers look for `<meta>` (HTML standard, 13.2.3.2). */
const PRESCAN = 1024

/** The charset that a byte order mark names (Encoding Standard, "BOM sniff"). */
export function markedCharset(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  return undefined
}

const isSpace = (code: number): boolean => code === 0x20 || (code >= 9 && code <= 13 && code !== 11)
const isLetter = (code: number): boolean => (code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a

/** The label that the first `<meta>` with a charset names (HTML standard, "prescan a byte stream"). */
export function metaCharset(bytes: Uint8Array): string | undefined {
  const text = latin1(bytes, 0, Math.min(bytes.length, PRESCAN))
  for (let at = text.indexOf('<'); at >= 0; at = text.indexOf('<', at)) {
    if (text.startsWith('!--', at + 1)) {
      // `<!-->` is a whole comment
      const end = text.indexOf('-->', at + 2)
      if (end < 0) return undefined
      at = end + 3
      continue
    }
    const closing = text[at + 1] === '/'
    const from = at + (closing ? 2 : 1)
    if (!isLetter(text.charCodeAt(from))) {
      const marked = closing || text[from] === '!' || text[from] === '?'
      const end = marked ? text.indexOf('>', from) : from
      if (end < 0) return undefined
      at = end
      continue
    }
    let end = from
    while (end < text.length && !isSpace(text.charCodeAt(end)) && text[end] !== '>' && text[end] !== '/')
      end++
    const isMeta = !closing && text.slice(from, end).toLowerCase() === 'meta'
    const tag = attributesAt(text, end)
    if (isMeta) {
      const label = labelOf(tag.attributes)
      if (label !== undefined) return label
    }
    at = tag.end
  }
  return undefined
}

/** The attributes of a tag, the first of each name, lower case, and where the tag ends. */
function attributesAt(text: string, start: number): { attributes: Map<string, string>; end: number } {
  const attributes = new Map<string, string>()
  let at = start
  for (;;) {
    while (isSpace(text.charCodeAt(at)) || text[at] === '/') at++
    if (at >= text.length || text[at] === '>') return { attributes, end: at }
    const from = at
    do at++
    while (at < text.length && !isSpace(text.charCodeAt(at)) && !'=/>'.includes(text[at]))
    const name = text.slice(from, at).toLowerCase()
    let next = at
    while (isSpace(text.charCodeAt(next))) next++
    let value = ''
    if (text[next] === '=') {
      at = next + 1
      while (isSpace(text.charCodeAt(at))) at++
      const quote = text[at]
      if (quote === '"' || quote === "'") {
        const end = text.indexOf(quote, at + 1)
        // a value that the bytes looked at do not hold whole says nothing
        if (end < 0) return { attributes: new Map(), end: text.length }
        value = text.slice(at + 1, end)
        at = end + 1
      } else {
        const first = at
        while (at < text.length && !isSpace(text.charCodeAt(at)) && text[at] !== '>') at++
        value = text.slice(first, at)
      }
    }
    if (!attributes.has(name)) attributes.set(name, value.toLowerCase())
  }
}

function labelOf(attributes: ReadonlyMap<string, string>): string | undefined {
  const own = attributes.get('charset')
  const listed = attributes.get('http-equiv') === 'content-type' ? attributes.get('content') : undefined
  const [, double, single, bare] =
    /charset[\t\n\f\r ]*=[\t\n\f\r ]*(?:"([^"]*)"|'([^']*)'|([^\t\n\f\r ;"']+))/.exec(listed ?? '') ?? []
  const label = (own ?? double ?? single ?? bare)?.trim()
  // a document in which `<meta>` can be read as ASCII is not in UTF-16
  return label?.startsWith('utf-16')
    ? 'utf-8'
    : label === 'x-user-defined'
      ? 'windows-1252'
      : label || undefined
}

/** Bytes of which the zero ones tell UTF-16. */
const LOOKED_AT = 256

/**
 * UTF-16 by its zero bytes, where nothing is declared: in text with ASCII in it, every other byte of most characters is zero, and none
 * of those between.
 */
export function zeroByteCharset(bytes: Uint8Array): string | undefined {
  const length = Math.min(bytes.length, LOOKED_AT) & ~1
  const first = indexOfByte(bytes, 0, 0)
  if (length < 4 || first < 0 || first >= length) return undefined
  const zeros = [0, 0]
  for (let i = first; i < length; i++) if (bytes[i] === 0) zeros[i & 1]++
  if (zeros[0] === 0 && zeros[1] * 4 > length) return 'utf-16le'
  return zeros[1] === 0 && zeros[0] * 4 > length ? 'utf-16be' : undefined
}

/**
 * How many bits a sequence of two, three, four bytes tells. Of the bytes from 0x80 up in text of one byte a character, the leads are
 * 30, 16 and 5 of 128, and one in eight at most that stands behind another is from 0x80 to 0xbf, where letters are rare.
 */
const BITS = [0, 0, 5.1, 9, 13.7]
/** A capital within a word in small letters: the lead of two bytes is one in Latin, and a letter of another script elsewhere. */
const WITHIN_WORD = 4
/** One text in 512. */
const ENOUGH = 9

/**
 * Whether bytes that are all valid UTF-8 are so by more than chance, were they text of one byte a character. The same sequence met
 * again tells nothing new.
 */
export function isUtf8ByMoreThanChance(bytes: Uint8Array): boolean {
  const seen = new Set<string>()
  let bits = 0
  for (let at = findHigh(bytes, 0, bytes.length); at < bytes.length; ) {
    const lead = bytes[at]
    const length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4
    const sequence = latin1(bytes, at, at + length)
    if (!seen.has(sequence)) {
      seen.add(sequence)
      bits += BITS[length]
      const before = at > 0 ? bytes[at - 1] : 0
      // 0xdf is a small letter in Latin
      if (length === 2 && lead !== 0xdf && before >= 0x61 && before <= 0x7a) bits += WITHIN_WORD
      if (bits >= ENOUGH) return true
    }
    at = findHigh(bytes, at + length, bytes.length)
  }
  return false
}
