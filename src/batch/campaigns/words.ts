/**
 * The words of a visible text, as hashes. What is varied at no cost stands for its kind: numbers, addresses, random tokens, web addresses. Letters
 * of other shapes (mathematical, full width) are those that they show, and characters that show nothing are left out.
 */
import { withoutInvisible } from '../../text/invisible.ts'
import { hashText, mix } from './hash.ts'

/** Code units of a text that are looked at. */
const MAX_TEXT = 8192
/** Words that are kept. */
const MAX_WORDS = 1024

export const NUMBER = hashText('number')
export const ADDRESS = hashText('address')
export const TOKEN = hashText('token')
export const URL = hashText('url')

/** Letters that a font is chosen by: mathematical, enclosed, full width. NFKC makes them plain ones. */
const STYLED = /[\ud835\ud83c\u2460-\u24ff\uff01-\uff5e]/

// what a code unit is
const GAP = 0
const LETTER = 1
const DIGIT = 2
/** Joins words of an address or a token; ends other words. */
const JOINER = 3
const AT = 4
/** Of a script that sets no space between words: each is a word. */
const SYLLABLE = 5

const KINDS = new Uint8Array(0x80)
for (let code = 0x30; code <= 0x39; code++) KINDS[code] = DIGIT
for (let code = 0x61; code <= 0x7a; code++) KINDS[code] = KINDS[code - 32] = LETTER
for (const mark of "-_.,+%/:=&?#'") KINDS[mark.charCodeAt(0)] = JOINER
KINDS[0x40] = AT

function kindOf(code: number): number {
  if (code < 0x80) return KINDS[code]
  if (code < 0xc0) return code === 0xaa || code === 0xb5 || code === 0xba ? LETTER : GAP
  if (code === 0xd7 || code === 0xf7) return GAP
  if (code < 0x2000) return LETTER
  if (code >= 0x3040 && code < 0xd7b0) return SYLLABLE
  return (code >= 0x2c00 && code < 0x2e00) || (code >= 0xf900 && code < 0xff00) ? LETTER : GAP
}

/** The text as its words are read. */
export function plain(text: string): string {
  const cut = withoutInvisible(text.length > MAX_TEXT ? text.slice(0, MAX_TEXT) : text)
  return (STYLED.test(cut) ? cut.normalize('NFKC') : cut).toLowerCase()
}

const words = new Int32Array(MAX_WORDS)

/**
 * Hashes of the words of a text that {@link plain} has made plain, in their order, at most 1024. The array is lent: the next
 * call writes it again.
 */
export function readWords(text: string): Int32Array {
  let count = 0
  const { length } = text
  for (let i = 0; i < length && count < MAX_WORDS; ) {
    const kind = kindOf(text.charCodeAt(i))
    if (kind === SYLLABLE) words[count++] = text.charCodeAt(i++)
    else if (kind === LETTER || kind === DIGIT) {
      i = readWord(text, i)
      words[count++] = word
    } else i++
  }
  return words.subarray(0, count)
}

/** The word that {@link readWord} has read. */
let word = 0

/** Where the word that begins at `start` ends. A piece of an address or a token is no word: all of it is one. */
function readWord(text: string, start: number): number {
  const { length } = text
  let hash = 0
  let letters = 0
  let digits = 0
  let changes = 0
  let last = 0
  let at = false
  let slashes = 0
  /** Where the first piece ends, its hash, and whether it is a number. */
  let first = -1
  let firstHash = 0
  let i = start
  for (; i < length; i++) {
    const code = text.charCodeAt(i)
    const kind = kindOf(code)
    if (kind === GAP || kind === SYLLABLE) break
    if (kind === LETTER || kind === DIGIT) {
      if (kind === LETTER) letters++
      else digits++
      if (last !== 0 && last !== kind) changes++
      last = kind
      hash = mix(hash, code)
      continue
    }
    // a mark at the end of a word is punctuation
    const next = i + 1 < length ? kindOf(text.charCodeAt(i + 1)) : GAP
    if (next === GAP || next === SYLLABLE) break
    if (kind === AT) at = true
    if (code === 0x2f) slashes++
    if (first < 0) {
      first = i
      firstHash = digits > 0 && letters === 0 ? NUMBER : hash
    }
  }
  const size = i - start
  if (at) {
    word = ADDRESS
    return i
  }
  if (slashes > 0 && isUrl(text, start)) {
    word = URL
    return i
  }
  if (letters === 0) {
    word = NUMBER
    return i
  }
  // tokens mix letters and digits, or join what no hyphen joins
  if (digits > 0 && (changes >= 3 || size >= 16)) {
    word = TOKEN
    return i
  }
  if (first >= 0) {
    word = firstHash
    return first
  }
  word = digits > 0 ? TOKEN : hash
  return i
}

/** Whether a web address begins at `start`. */
function isUrl(text: string, start: number): boolean {
  return (
    text.startsWith('http://', start) || text.startsWith('https://', start) || text.startsWith('www.', start)
  )
}
