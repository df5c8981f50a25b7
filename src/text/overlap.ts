/** How much of one text another repeats, word by word. */

/** Code units of a text that are looked at. */
export const MAX_TEXT = 4000
/** A power of two, and more than so short a text has words. */
const SLOTS = 4096
/** Tables of words by hash, in each slot one more than where its word begins. Lent to one comparison after another. */
const known = new Int32Array(SLOTS)
const met = new Int32Array(SLOTS)
const none = new Int32Array(SLOTS)

export interface Overlap {
  /** Different words of the text: lower case, of three code units or more. */
  words: number
  /** Share of them that the other text has, 0..1; 0 where there is no word. */
  share: number
}

/** How many words the beginning of `text` has, and how many of them the beginning of `other` has, too. */
export function overlap(text: string, other: string): Overlap {
  const lower = beginning(other)
  gather(lower, known, '', none)
  return gather(beginning(text), met, lower, known)
}

function beginning(text: string): string {
  return text.slice(0, MAX_TEXT).toLowerCase()
}

/** Fills `slots` with the words of `text`, and counts those that `others` has of the text `other`. */
function gather(text: string, slots: Int32Array, other: string, others: Int32Array): Overlap {
  slots.fill(0)
  let words = 0
  let common = 0
  const { length } = text
  for (let at = 0; at < length; at++) {
    const start = at
    let hash = 0
    for (; at < length; at++) {
      const code = text.charCodeAt(at)
      if (!isWordUnit(code)) break
      hash = Math.imul(hash ^ code, 0x9e3779b1)
      hash ^= hash >>> 15
    }
    if (at - start < 3) continue
    const slot = slotOf(slots, text, hash, text, start, at)
    if (slots[slot] !== 0) continue
    slots[slot] = start + 1
    words++
    if (others[slotOf(others, other, hash, text, start, at)] !== 0) common++
  }
  return { words, share: words === 0 ? 0 : common / words }
}

/** The slot of the word `text[start..end]` in a table of words of `of`; an empty one where it has none. */
function slotOf(
  slots: Int32Array,
  of: string,
  hash: number,
  text: string,
  start: number,
  end: number,
): number {
  let slot = hash & (SLOTS - 1)
  while (slots[slot] !== 0 && !isWordAt(of, slots[slot] - 1, text, start, end))
    slot = (slot + 1) & (SLOTS - 1)
  return slot
}

/** Whether the word of `of` that begins at `at` is `text[start..end]`. */
function isWordAt(of: string, at: number, text: string, start: number, end: number): boolean {
  let i = at
  for (let from = start; from < end; from++, i++) if (of.charCodeAt(i) !== text.charCodeAt(from)) return false
  return i === of.length || !isWordUnit(of.charCodeAt(i))
}

/** ASCII letters and digits, and all that is not ASCII except spaces, dashes and quotes of U+00A0 and U+2000 to U+206F. */
export function isWordUnit(code: number): boolean {
  if (code < 0x80) return (code >= 0x61 && code <= 0x7a) || (code >= 0x30 && code <= 0x39)
  return code !== 0xa0 && (code < 0x2000 || code > 0x206f) && code !== 0x3000
}
