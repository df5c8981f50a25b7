/** Words by their beginnings, looked up without making a string of each word of a text. */
import { codeAt } from '../mime/scan.ts'

/** Five bits for each of the first three code units at `at`, whatever the case; what is not ASCII has its place, too, and is told apart later. */
export function stemKey(text: string, at: number): number {
  return ((codeAt(text, at) & 31) << 10) | ((codeAt(text, at + 1) & 31) << 5) | (codeAt(text, at + 2) & 31)
}

/** No stem that is looked for in any case is longer. */
const LONGEST = 32

/** Keys, a bit each: 4 KB, which stay near the processor. Nearly every word of a text ends at its bit. */
export type Keys = Uint32Array

export function keysOf(words: Iterable<string>): Keys {
  const keys = new Uint32Array(1 << 10)
  for (const word of words) {
    const key = stemKey(word, 0)
    keys[key >>> 5] |= 1 << (key & 31)
  }
  return keys
}

export function hasKey(keys: Keys, key: number): boolean {
  return ((keys[key >>> 5] >>> (key & 31)) & 1) !== 0
}

/** Beginnings of words, lower case, three code units or longer, by their {@link stemKey}. */
export interface Stems {
  keys: Keys
  byKey: ReadonlyMap<number, readonly string[]>
}

export function stemsOf(words: readonly string[]): Stems {
  const byKey = new Map<number, string[]>()
  for (const word of words) {
    const key = stemKey(word, 0)
    const known = byKey.get(key)
    if (known) known.push(word)
    else byKey.set(key, [word])
  }
  return { keys: keysOf(words), byKey }
}

/**
 * Calls `found` with the index of each word of the text, in any case, where one of the stems begins; they may be of several
 * words. The text is not put into lower case for that, which takes long.
 */
export function eachStem(text: string, stems: Stems, found: (at: number) => void): void {
  const { length } = text
  let inside = false
  for (let at = 0; at < length; at++) {
    const code = codeAt(text, at)
    const before = inside
    inside = isWordUnit(code) || (code >= 0x41 && code <= 0x5a)
    if (!inside || before) continue
    const key = stemKey(text, at)
    if (!hasKey(stems.keys, key)) continue
    const starts = stems.byKey.get(key)!
    const candidate = text.slice(at, at + LONGEST).toLowerCase()
    if (starts.some((stem) => candidate.startsWith(stem))) found(at)
  }
}

/** ASCII letters and digits, and all that is not ASCII except spaces, dashes and quotes of U+00A0 and U+2000 to U+206F. */
function isWordUnit(code: number): boolean {
  if (code < 0x80) return (code >= 0x61 && code <= 0x7a) || (code >= 0x30 && code <= 0x39)
  return code !== 0xa0 && (code < 0x2000 || code > 0x206f) && code !== 0x3000
}
