/** Quotations of a text, as mail programs set them. */
import { findByte } from '../mime/bytes.ts'
import type { BodyRun } from './body.ts'
import type { TextPart } from './text-part.ts'

/** `<` before anything but a letter or a slash is text. */
function nextTag(bytes: Uint8Array, from: number, end: number): number {
  for (let at = findByte(bytes, 0x3c, from, end); at < end; at = findByte(bytes, 0x3c, at + 1, end)) {
    const code = bytes[at + 1]
    if (code === 0x2f || ((code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a)) return at
  }
  return end
}

interface Quote {
  start: number
  end: number
}

const quotesOf = new WeakMap<TextPart, readonly Quote[]>()

/**
 * Where the outermost quotations of a part stand, as indices of its outline: `blockquote`, and `div` elements whose tag says `quote`, as
 * the classes of mail programs do. One that is not closed runs to the end.
 */
function quotesIn(part: TextPart): readonly Quote[] {
  const known = quotesOf.get(part)
  if (known) return known
  const { bytes, length } = part.outline
  const quotes: Quote[] = []
  let name = ''
  let depth = 0
  for (let at = nextTag(bytes, 0, length); at < length; at = nextTag(bytes, at + 1, length)) {
    const closes = bytes[at + 1] === 0x2f
    const from = at + (closes ? 2 : 1)
    if (depth === 0) {
      name = isNamed(bytes, from, 'blockquote') ? 'blockquote' : 'div'
      if (closes || !isNamed(bytes, from, name)) continue
      if (name === 'div' && !saysQuote(bytes, from, length)) continue
      quotes.push({ start: at, end: length })
      depth = 1
    } else if (isNamed(bytes, from, name)) {
      depth += closes ? -1 : 1
      if (depth === 0) quotes[quotes.length - 1].end = at
    }
  }
  quotesOf.set(part, quotes)
  return quotes
}

/** How much of `start..end` of the outline of a part stands in quotations. */
export function quotedIn({ source, start, end }: Pick<BodyRun, 'source' | 'start' | 'end'>): number {
  const quotes = quotesIn(source)
  let from = 0
  for (let to = quotes.length; from < to; ) {
    const middle = (from + to) >>> 1
    if (quotes[middle].end <= start) from = middle + 1
    else to = middle
  }
  let inside = 0
  for (let i = from; i < quotes.length && quotes[i].start < end; i++)
    inside += Math.min(end, quotes[i].end) - Math.max(start, quotes[i].start)
  return inside
}

/** Whether the tag, as far as it is of ordinary length, holds `quote`. */
function saysQuote(bytes: Uint8Array, from: number, length: number): boolean {
  const end = findByte(bytes, 0x3e, from, Math.min(length, from + LONG_TAG))
  for (let at = from; at < end; at++) if (isNamed(bytes, at, 'quote')) return true
  return false
}

const LONG_TAG = 500

/** Whether the tag name at `at` begins with that name, in lower case here. */
function isNamed(bytes: Uint8Array, at: number, name: string): boolean {
  for (let i = 0; i < name.length; i++) if ((bytes[at + i] | 0x20) !== name.charCodeAt(i)) return false
  return true
}
