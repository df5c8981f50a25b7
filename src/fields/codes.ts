/** Letter case and classes of code units, without a string for each word that is looked at. */

/** What a code unit below 0x100 may be, as bits. */
/** White space, semicolon, opening parenthesis. */
export const VALUE_END = 1
/** The same, and the quotation mark. */
export const WORD_END = 2
/** The same, and the equals sign. */
export const KEY_END = 4

export const CLASSES = new Uint8Array(0x100)
for (const code of [0x20, 0x09, 0x0d, 0x0a]) CLASSES[code] = VALUE_END | WORD_END | KEY_END
for (const code of [0x3b, 0x28]) CLASSES[code] = VALUE_END | WORD_END | KEY_END
CLASSES[0x22] = WORD_END | KEY_END
CLASSES[0x3d] = KEY_END

/** Words that are met again and again, so that they need not be cut out, lower-cased and hashed each time. */
export class WordTable {
  readonly #ofLength: string[][] = []

  /** `words` are lower case. */
  constructor(words: Iterable<string>) {
    for (const word of words) {
      while (this.#ofLength.length <= word.length) this.#ofLength.push([])
      this.#ofLength[word.length].push(word)
    }
  }

  /** The word that `raw[start..end]` is, letter case aside. */
  find(raw: string, start: number, end: number): string | undefined {
    const length = end - start
    if (length >= this.#ofLength.length) return undefined
    for (const word of this.#ofLength[length]) if (textIs(raw, start, end, word)) return word
    return undefined
  }

  /** `raw[start..end]` in lower case. */
  lower(raw: string, start: number, end: number): string {
    return this.find(raw, start, end) ?? raw.slice(start, end).toLowerCase()
  }
}

/** Index of the first code unit at or after `at` that is white space, a semicolon, an opening parenthesis or a quote. */
export function wordEnd(raw: string, at: number): number {
  let i = at
  while (i < raw.length && (CLASSES[raw.charCodeAt(i)] & WORD_END) === 0) i++
  return i
}

/** The code unit, a capital ASCII letter in lower case. */
export function lowerCode(code: number): number {
  return code >= 0x41 && code <= 0x5a ? code | 32 : code
}

/** Whether `raw[start..end]` is `lower`, letter case aside. */
export function textIs(raw: string, start: number, end: number, lower: string): boolean {
  if (end - start !== lower.length) return false
  for (let i = 0; i < lower.length; i++)
    if (lowerCode(raw.charCodeAt(start + i)) !== lower.charCodeAt(i)) return false
  return true
}

/** `text[start..end]` in lower case; what is so already is only cut out, which costs far less. */
export function lowerSlice(text: string, start = 0, end = text.length): string {
  for (let i = start; i < end; i++) {
    const code = text.charCodeAt(i)
    if ((code >= 0x41 && code <= 0x5a) || code > 0x7f) return text.slice(start, end).toLowerCase()
  }
  return text.slice(start, end)
}

/** The same in upper case. */
export function upperSlice(text: string, start = 0, end = text.length): string {
  for (let i = start; i < end; i++) {
    const code = text.charCodeAt(i)
    if ((code >= 0x61 && code <= 0x7a) || code > 0x7f) return text.slice(start, end).toUpperCase()
  }
  return text.slice(start, end)
}
