/** Letter case and classes of code units, without a string for each word that is looked at. */

/** What a code unit below 0x100 may be, as bits. */
export const SPACE = 1
/** White space and `;`, `(`, `"`. */
const ENDS_WORD = 2

export const CLASSES = new Uint8Array(0x100)
for (const code of [0x20, 0x09, 0x0d, 0x0a]) CLASSES[code] = SPACE | ENDS_WORD
for (const code of [0x3b, 0x28, 0x22]) CLASSES[code] = ENDS_WORD

/** Index of the first code unit at or after `at` that is white space, a semicolon, an opening parenthesis or a quote. */
export function plainEnd(raw: string, at: number): number {
  let i = at
  while (i < raw.length && CLASSES[raw.charCodeAt(i)] === 0) i++
  return i
}

/** Index of the first code unit at or after `at` that is no white space. */
export function spaceEnd(raw: string, at: number): number {
  let i = at
  while (i < raw.length && (CLASSES[raw.charCodeAt(i)] & SPACE) !== 0) i++
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
