/** MinHash sketches: which texts, or sequences of tags, are nearly the same, without comparing each with each. */

/** Hash functions of a sketch, `BANDS` times `ROWS`. */
const BANDS = 8
const ROWS = 4
const SIZE = BANDS * ROWS
/** Items of a sequence that are looked at. */
const MAX_ITEMS = 4000
/** Characters of a text, or of a part's source, that are looked at. */
const MAX_CHARACTERS = 40_000

/** The least value of each hash function over the shingles of a sequence. */
export type Sketch = Uint32Array

/** 32 bits of a string (FNV-1a). */
export function hash(text: string, seed = 0x811c9dc5): number {
  let value = seed
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193)
  return mix(value)
}

/** Spreads the bits of an integer (the end of MurmurHash3). */
function mix(value: number): number {
  let x = value ^ (value >>> 16)
  x = Math.imul(x, 0x85ebca6b)
  x ^= x >>> 13
  x = Math.imul(x, 0xc2b2ae35)
  return (x ^ (x >>> 16)) >>> 0
}

/**
 * The sketch of a sequence by its runs of `length` items, or undefined where it has fewer than `least` different ones: too
 * little to tell what is alike by design from what is alike by chance.
 */
export function sketch(items: readonly string[], length: number, least: number): Sketch | undefined {
  const codes = items.slice(0, MAX_ITEMS).map((item) => hash(item))
  const shingles = new Set<number>()
  for (let i = 0; i + length <= codes.length; i++) {
    let code = 0
    for (let k = 0; k < length; k++) code = mix(Math.imul(code, 31) + codes[i + k])
    shingles.add(code)
  }
  if (shingles.size < least) return undefined
  const minima = new Uint32Array(SIZE).fill(0xffffffff)
  for (const code of shingles)
    for (let k = 0; k < SIZE; k++) {
      const value = mix(code ^ Math.imul(k + 1, 0x9e3779b1))
      if (value < minima[k]) minima[k] = value
    }
  return minima
}

/** Estimate of the share of shingles that two sequences have in common (Jaccard), 0 to 1. */
export function likeness(a: Sketch, b: Sketch): number {
  let same = 0
  for (let k = 0; k < SIZE; k++) if (a[k] === b[k]) same++
  return same / SIZE
}

/** Keys of which two sequences that are much alike have one in common with near certainty. */
export function bands(of: Sketch): string[] {
  return Array.from({ length: BANDS }, (_, band) => `${band} ${of.slice(band * ROWS, band * ROWS + ROWS)}`)
}

/** Words of a text, lower case; digits are all alike, since numbers differ between copies of one text. */
export function wordsOf(text: string): string[] {
  const words =
    text
      .slice(0, MAX_CHARACTERS)
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  return words.map((word) => word.replaceAll(/\p{N}/gu, '0'))
}

/** Start tags of an HTML source in order, each with the names of its attributes. */
export function tagsOf(source: string): string[] {
  const tags: string[] = []
  for (const [, name, rest] of source.slice(0, MAX_CHARACTERS).matchAll(/<([a-z][\w:]*)([^<>]*)/gi)) {
    const attributes = rest.match(/\b[a-z-]+(?==)/gi) ?? []
    tags.push(`${name} ${attributes.sort().join(' ')}`.toLowerCase())
    if (tags.length === MAX_ITEMS) break
  }
  return tags
}
