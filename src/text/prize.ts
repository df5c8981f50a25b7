import { isAscii } from '../mime/scan.ts'
import { withoutInvisible } from './invisible.ts'
import { lookAlikeWords } from './look-alikes.ts'
import { CHEER, FREE, GAMBLING, KEPT, OFFER, ORDINARY, STRONG, UNSPACED, WEAK } from './prize-words.ts'
import { hasKey, keysOf, stemKey, stemOf, stemsOf } from './stems.ts'

/** How much a word says: `ordinary` ones speak of prizes that are none to the reader, `offer` ones of what is sold. */
export type PrizeWord = 'strong' | 'cheer' | 'weak' | 'kept' | 'free' | 'gambling' | 'ordinary' | 'offer'

const kinds = new Map<string, PrizeWord>()

/** What a word that {@link prizeWords} found says. */
export function kindOfPrizeWord(word: string): PrizeWord {
  return kinds.get(word) ?? 'strong'
}

/** Code units of a text that are looked at; a prize is claimed early. */
const MAX_TEXT = 3000
const MAX_FOUND = 10
/** Code units by which words are looked up. */
const STEM = 3
/** Code units that may part the words of a phrase: ", " or " & ". */
const MAX_PARTING = 3
/** What {@link UNSPACED} begin with: Thai, kana, Han, Hangul. */
const UNSPACED_SCRIPT = /[\u0e00-\u0e7f\u3000-\ud7ff]/
const MARKS = /[\u0300-\u036f]/g
/** Letters that Unicode does not take apart. */
const STROKED: Record<string, string> = {
  ı: 'i',
  ø: 'o',
  Ø: 'o',
  ł: 'l',
  Ł: 'l',
  đ: 'd',
  Đ: 'd',
  ß: 'ss',
  æ: 'ae',
  Æ: 'ae',
  œ: 'oe',
  Œ: 'oe',
}
const STROKES = /[ıøłđßæœ]/gi
/** Digits that stand for letters, between letters: "W0N". */
const LETTERS: Record<string, string> = { 0: 'o', 1: 'i', 3: 'e', 4: 'a', 5: 's' }
const DIGITS_WITHIN = /(?<=[a-z])[01345](?=[a-z])/g
/** Single letters with a space or a mark between: "W I N N E R". */
const SPELLED = /(?<![a-z])(?:[a-z][ ._-]){2,}[a-z](?![a-z])/g
const PARTINGS = /[ ._-]/g
const BEYOND_LATIN = /[\u0370-\u058f]/
/** A Latin letter beside one of a script whose letters look like it. */
const MIXED = /[a-z][\u0370-\u058f]|[\u0370-\u058f][a-z]/

/** Single characters of one code unit, met before. */
const units = new Map<number, string>()
const MAX_UNITS = 1024

const beginnings: string[] = []
const whole = new Set<string>()
/** Phrases by the ends of their first word and what follows it. */
const phrases = new Map<number, Phrase[]>()
/** Where a key of a phrase is. */
const phraseKeys = new Uint8Array(1 << 15)
const unspaced: string[] = []

/** Several words, one space between. */
interface Phrase {
  text: string
  whole: boolean
}

function learn(kind: PrizeWord, list: string): void {
  for (const entry of list.trim().split(/\s+/)) {
    const isWhole = entry.endsWith('.')
    const text = unmarked(isWhole ? entry.slice(0, -1) : entry).replaceAll('_', ' ')
    if (!kinds.has(text)) kinds.set(text, kind)
    const space = text.indexOf(' ')
    if (space > 0) {
      const key = phraseKey(text, 0, space, space + 1)
      phraseKeys[key] = 1
      phrases.set(key, [...(phrases.get(key) ?? []), { text, whole: isWhole }])
    } else if (isWhole) whole.add(text)
    else beginnings.push(text)
  }
}

const LISTS: readonly (readonly [PrizeWord, Readonly<Record<string, string>>])[] = [
  ['strong', STRONG],
  ['cheer', CHEER],
  ['weak', WEAK],
  ['kept', KEPT],
  ['free', { all: FREE }],
  ['gambling', { all: GAMBLING }],
  ['ordinary', ORDINARY],
  ['offer', OFFER],
]
for (const [kind, byLanguage] of LISTS) for (const list of Object.values(byLanguage)) learn(kind, list)
const stems = stemsOf([...new Set(beginnings)])
const keys = keysOf([...beginnings, ...whole])
const longestWhole = Math.max(...[...whole].map(({ length }) => length))
for (const kind of ['strong', 'weak', 'free', 'gambling', 'ordinary'] as const)
  for (const word of UNSPACED[kind].trim().split(/\s+/)) {
    kinds.set(word, kind)
    unspaced.push(word)
  }

/** Five bits each of the first and the last letter of a word, and of the first letter of the next. */
function phraseKey(text: string, start: number, end: number, next: number): number {
  return (
    ((text.charCodeAt(start) & 31) << 10) |
    ((text.charCodeAt(end - 1) & 31) << 5) |
    (text.charCodeAt(next) & 31)
  )
}

/** Different prize words of a text, in order of appearance, at most ten. */
export function prizeWords(text: string): string[] {
  const beginning = text.length > MAX_TEXT ? text.slice(0, MAX_TEXT) : text
  const ascii = isAscii(beginning)
  const plain = ascii ? beginning.toLowerCase() : readable(beginning)
  const found: string[] = []
  const disguised = addWords(found, plain)
  if (disguised) addWords(found, undisguised(plain))
  if (!ascii && UNSPACED_SCRIPT.test(plain))
    for (const word of unspaced) if (plain.includes(word)) add(found, word)
  return found
}

/** Returns whether words may be spelt out, or have digits for letters. */
function addWords(found: string[], plain: string): boolean {
  const { length } = plain
  let singles = 0
  let disguised = false
  let at = 0
  while (at < length && !isLetter(plain.charCodeAt(at))) at++
  while (at < length && found.length < MAX_FOUND) {
    const start = at
    let code = plain.charCodeAt(at)
    let digits = false
    do {
      if (code < 0x3a) digits = true
      code = plain.charCodeAt(++at)
    } while (at < length && isLetter(code))
    const end = at
    while (at < length && !isLetter(plain.charCodeAt(at))) at++
    if (end - start >= STEM) addWord(found, plain, start, end)
    singles = end - start === 1 ? singles + 1 : 0
    if (singles >= STEM || (digits && plain.charCodeAt(start) > 0x39 && plain.charCodeAt(end - 1) > 0x39))
      disguised = true
    if (at === length || at - end > MAX_PARTING) continue
    const key = phraseKey(plain, start, end, at)
    if (phraseKeys[key] === 0) continue
    for (const phrase of phrases.get(key)!) if (isPhraseAt(plain, phrase, start)) add(found, phrase.text)
  }
  return disguised
}

/** With letters for the digits within words, and words that are spelt out in one. */
function undisguised(plain: string): string {
  return plain
    .replace(DIGITS_WITHIN, (digit) => LETTERS[digit])
    .replace(SPELLED, (letters) => letters.replace(PARTINGS, ''))
}

function addWord(found: string[], plain: string, start: number, end: number): void {
  const key = stemKey(plain, start)
  if (!hasKey(keys, key)) return
  const stem = stemOf(stems, key, plain, start, end)
  if (stem !== undefined) add(found, stem)
  else if (end - start <= longestWhole && !isApostrophe(plain.charCodeAt(end))) {
    const word = plain.slice(start, end)
    if (whole.has(word)) add(found, word)
  }
}

/** Behind one a word goes on: "won't" is not "won". */
function isApostrophe(code: number): boolean {
  return code === 0x27 || code === 0x2019
}

/** Letters and digits of any script; no marks, symbols and pictographs. */
function isLetter(code: number): boolean {
  if (code < 0x80) return (code >= 0x61 && code <= 0x7a) || (code >= 0x30 && code <= 0x39)
  if (code < 0xc0 || code === 0xd7 || code === 0xf7) return false
  if (code < 0x2000) return true
  return (
    code > 0x2bff &&
    (code < 0x3000 || code > 0x303f) &&
    (code < 0xd800 || code > 0xf8ff) &&
    (code < 0xfe00 || code > 0xfe0f)
  )
}

/** Whether the phrase begins at `at`, whatever parts its words. */
function isPhraseAt(text: string, { text: phrase, whole }: Phrase, at: number): boolean {
  for (let i = 0; i < phrase.length; i++) {
    const code = phrase.charCodeAt(i)
    if (code !== 0x20) {
      if (text.charCodeAt(at++) !== code) return false
      continue
    }
    const end = at
    while (at < text.length && !isLetter(text.charCodeAt(at))) at++
    if (at === end || at - end > MAX_PARTING) return false
  }
  return !whole || at === text.length || !isLetter(text.charCodeAt(at))
}

/** Lists a word once, within a bound. */
function add(found: string[], word: string): void {
  if (found.length < MAX_FOUND && !found.includes(word)) found.push(word)
}

/** As it is read, in lower case: without marks and what has no ink, letters of other scripts among Latin ones as what they look like. */
function readable(text: string): string {
  const plain = unmarked(text).toLowerCase()
  if (!BEYOND_LATIN.test(plain) || !MIXED.test(plain)) return plain
  let out = ''
  let from = 0
  for (const { word, reads, start } of lookAlikeWords(plain)) {
    out += plain.slice(from, start) + reads
    from = start + word.length
  }
  return (out + plain.slice(from)).toLowerCase()
}

/** Letters without their marks. ASCII is as it is, and marks reach over none of it: only what stands between is taken apart. */
function unmarked(text: string): string {
  let out = ''
  let from = 0
  for (let at = 0; at < text.length; at++) {
    if (text.charCodeAt(at) < 0x80) continue
    const start = at
    while (at < text.length && text.charCodeAt(at) > 0x7f) at++
    out += text.slice(from, start) + unmarkedRun(text, start, at)
    from = at
  }
  return from === 0 ? text : out + text.slice(from)
}

function withoutMarks(text: string): string {
  // a reader reads on over what shows nothing
  return withoutInvisible(text.normalize('NFKD').replace(MARKS, ''))
    .replace(STROKES, (letter) => STROKED[letter])
    .normalize('NFC')
}

function unmarkedRun(text: string, start: number, end: number): string {
  if (end - start > 1) return withoutMarks(text.slice(start, end))
  const unit = text.charCodeAt(start)
  let plain = units.get(unit)
  if (plain === undefined) {
    plain = withoutMarks(String.fromCharCode(unit))
    if (units.size < MAX_UNITS) units.set(unit, plain)
  }
  return plain
}
