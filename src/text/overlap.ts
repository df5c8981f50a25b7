/** How much of one text another repeats, word by word. */

/** Code units of a text that are looked at. */
const MAX_TEXT = 4000

/** Different words of the beginning of a text, lower case, of three code units or more. */
export function wordSet(text: string): Set<string> {
  const words = new Set<string>()
  const lower = text.slice(0, MAX_TEXT).toLowerCase()
  let start = -1
  for (let at = 0; at <= lower.length; at++) {
    if (at < lower.length && isWordUnit(lower.charCodeAt(at))) {
      if (start < 0) start = at
    } else if (start >= 0) {
      if (at - start > 2) words.add(lower.slice(start, at))
      start = -1
    }
  }
  return words
}

/** ASCII letters and digits, and all that is not ASCII except spaces, dashes and quotes of U+00A0 and U+2000 to U+206F. */
export function isWordUnit(code: number): boolean {
  if (code < 0x80) return (code >= 0x61 && code <= 0x7a) || (code >= 0x30 && code <= 0x39)
  return code !== 0xa0 && (code < 0x2000 || code > 0x206f) && code !== 0x3000
}

/** Share of the words of `text` that `known` holds, 0..1; 0 where there is no word. */
export function share(text: Set<string>, known: Set<string>): number {
  let common = 0
  for (const word of text) if (known.has(word)) common++
  return text.size === 0 ? 0 : common / text.size
}
