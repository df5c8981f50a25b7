/** Words by their beginnings, looked up without making a string of each word of a text. */
import { codeAt } from '../mime/scan.ts'
import { isWordUnit } from './overlap.ts'

/** Five bits for each of the first three code units at `at`, whatever the case; what is not ASCII has its place, too, and is told apart later. */
export function stemKey(text: string, at: number): number {
  return ((codeAt(text, at) & 31) << 10) | ((codeAt(text, at + 1) & 31) << 5) | (codeAt(text, at + 2) & 31)
}

/** No stem that is looked for in any case is longer. */
const LONGEST = 32

/** Beginnings of words, lower case, three code units or longer, by their {@link stemKey}. */
export type Stems = readonly (readonly string[] | undefined)[]

export function stemsOf(words: readonly string[]): Stems {
  const stems: string[][] = new Array(1 << 15)
  for (const word of words) (stems[stemKey(word, 0)] ??= []).push(word)
  return stems
}

/** The first of the stems that `text[start..end]` begins with. */
export function stemOf(
  starts: readonly string[],
  text: string,
  start: number,
  end: number,
): string | undefined {
  for (const word of starts) if (start + word.length <= end && text.startsWith(word, start)) return word
  return undefined
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
    const starts = stems[stemKey(text, at)]
    if (starts === undefined) continue
    const candidate = text.slice(at, at + LONGEST).toLowerCase()
    if (starts.some((stem) => candidate.startsWith(stem))) found(at)
  }
}
