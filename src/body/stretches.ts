/** Stretches of what no program renders, found in the bytes: most are seen to be of no interest without making a string. */
import { findByte } from '../mime/bytes.ts'
import type { BodyRun } from './body.ts'
import { isLetter } from './html-tokenizer.ts'
import type { TextPart } from './text-part.ts'

export interface Stretch {
  text: string
  /** The brace that ends it; empty at the end of the run. */
  brace: string
}

/** Stretches of a run without a brace that are longer than that. */
export function stretchesBetweenBraces(run: BodyRun, longer: number): Stretch[] {
  const { outline } = run.source
  const { bytes } = outline
  const found: Stretch[] = []
  for (let start = run.start; start < run.end; ) {
    let end = start
    while (end < run.end && bytes[end] !== 0x7b && bytes[end] !== 0x7d) end++
    // bytes are no fewer than code units
    const text = end - start > longer ? outline.slice(start, end) : ''
    if (text.length > longer)
      found.push({ text, brace: end < run.end ? String.fromCharCode(bytes[end]) : '' })
    start = end + 1
  }
  return found
}

/** Bytes of a run outside of tags: no fewer than code units. */
export function bytesOutsideTags(run: BodyRun): number {
  let length = 0
  eachOutsideTags(run, (start, end) => {
    length += end - start
  })
  return length
}

/** The text of a run outside of tags. */
export function textOutsideTags(run: BodyRun): string {
  const { outline } = run.source
  let text = ''
  eachOutsideTags(run, (start, end) => {
    text += outline.slice(start, end)
  })
  return text
}

/** A tag that is not closed runs to the end. */
function eachOutsideTags(run: BodyRun, stretch: (start: number, end: number) => void): void {
  const { bytes } = run.source.outline
  for (let at = run.start; at < run.end; ) {
    const open = nextTag(bytes, at, run.end)
    stretch(at, open)
    at = findByte(bytes, 0x3e, open, run.end) + 1
  }
}

/** `<` before anything but a letter or a slash is text. */
function nextTag(bytes: Uint8Array, from: number, end: number): number {
  for (let at = findByte(bytes, 0x3c, from, end); at < end; at = findByte(bytes, 0x3c, at + 1, end)) {
    const code = bytes[at + 1]
    if (code === 0x2f || ((code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a)) return at
  }
  return end
}

/** Comments of a style sheet that are longer than that; one that is not closed is none. */
export function cssComments(run: BodyRun, longer: number): string[] {
  const { outline } = run.source
  const { bytes } = outline
  const found: string[] = []
  for (
    let at = findByte(bytes, 0x2f, run.start, run.end);
    at < run.end;
    at = findByte(bytes, 0x2f, at, run.end)
  ) {
    if (bytes[at + 1] !== 0x2a) {
      at++
      continue
    }
    const start = at + 2
    let end = findByte(bytes, 0x2a, start, run.end)
    while (end < run.end && bytes[end + 1] !== 0x2f) end = findByte(bytes, 0x2a, end + 1, run.end)
    if (end >= run.end) break
    if (end - start > longer) found.push(outline.slice(start, end))
    at = end + 2
  }
  return found
}

/** A byte that is not ASCII may be part of a letter. */
function mayBeLetter(byte: number): boolean {
  return byte > 0x7f || isLetter(byte)
}

/** Whether the run is a comment between two letters, which a reader sees side by side. */
export function splitsWord({ source, start, end, technique }: BodyRun): boolean {
  if (technique !== 'comment') return false
  const { bytes } = source.outline
  let before = start
  while (before > 0 && bytes[before - 1] <= 0x20) before--
  let after = end
  while (after < bytes.length && bytes[after] <= 0x20) after++
  if (before < 5 || bytes[before - 1] !== 0x2d || bytes[before - 4] !== 0x3c) return false
  if (bytes[after] !== 0x2d || bytes[after + 2] !== 0x3e) return false
  return mayBeLetter(bytes[before - 5]) && mayBeLetter(bytes[after + 3])
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
