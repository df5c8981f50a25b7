/** How much of one text another repeats, word by word. */

/** Words of a text that are looked at. */
const MAX_WORDS = 20_000
const WORD = /[\p{L}\p{N}]+/gu

/** Different words of a text, lower case, of three letters or more. */
export function wordSet(text: string): Set<string> {
  const words = new Set<string>()
  let read = 0
  for (const [word] of text.matchAll(WORD)) {
    if (++read > MAX_WORDS) break
    if (word.length > 2) words.add(word.toLowerCase())
  }
  return words
}

/** Share of the words of `text` that `known` holds, 0..1; 0 where there is no word. */
export function share(text: Set<string>, known: Set<string>): number {
  let common = 0
  for (const word of text) if (known.has(word)) common++
  return text.size === 0 ? 0 : common / text.size
}
