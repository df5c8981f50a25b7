/** What a text that nobody reads is: the words that are seen, other words of the same matter, another matter, another language, tokens. */

import { areNear, isMash, readLanguage } from './language.ts'
import { measure } from './measure.ts'
import { countScripts } from './script.ts'

/**
 * `marks`: no letter or digit. `copy`: the words that are seen. `words`: too few to tell. `related`: words of which some are seen.
 * `topic`: words of which hardly any is. `language`: prose in another language or script than what is seen.
 */
export type UnreadKind = 'marks' | 'copy' | 'words' | 'related' | 'topic' | 'language'

export interface UnreadText {
  kind: UnreadKind
  /** Code points that are neither white space nor part of a token or address. */
  characters: number
  /** Strings that no language and no name looks like, as they are written; each once. */
  tokens: string[]
  /** Code units of all tokens, repeated ones included. */
  tokenCharacters: number
  /** ISO 639-1, of prose. */
  language: string | undefined
  /** Share of its different words that are seen, 0..1. */
  seen: number
}

/** Code units that are looked at, of what is seen and of what is not. */
const MAX_SEEN = 40_000
const MAX_TEXT = 8000
/** Different words from which on it is told whether they are seen. */
const COPIED = 10
const JUDGED = 12
/** Shares of words that are seen: from which on they are a copy, and below which they speak of something else. */
const COPY = 0.7
const RELATED = 0.3
/** Code points from which on a language is told. */
const TOLD = 100
const SHORT_WORD = 3
const LONGEST_TOKEN = 200
/** Code units that a token has in common with what is seen, at least. */
const SHARED = 5
/** Numbers from which on a text of hardly anything else is a row of them, digits of each, and their share. */
const ROW = 3
const ROW_DIGITS = 4
const ROW_SHARE = 0.7

const WORD = /[\p{L}\p{M}\p{N}]+/gu
/** Attributes of a tag that quotation marks cut short. */
const BROKEN_TAG = /(?:\s[\w-]{2,30}\s?=\s?"[^"<>]{0,500}"){2,20}\s?\/?>?/g
const ADDRESS = /\b(?:https?:|mailto:|www\.)[^\s<>"')\]]*|\b[\w.+-]{1,64}@[\w.-]{1,255}/gi

/** The words that a reader sees, against which others are held. */
export class SeenText {
  readonly text: string
  #words: Set<string> | undefined
  #language: ReturnType<typeof readLanguage> | undefined
  #scripts: Map<string, number> | undefined

  constructor(text: string) {
    this.text = text.slice(0, MAX_SEEN)
  }

  get words(): ReadonlySet<string> {
    return (this.#words ??= new Set(this.text.toLowerCase().match(WORD)))
  }

  get language(): ReturnType<typeof readLanguage> {
    return (this.#language ??= readLanguage(this.text))
  }

  get scripts(): Map<string, number> {
    return (this.#scripts ??= countScripts(this.text))
  }

  /** Whether a string is seen somewhere, in a longer one too. */
  has(string: string): boolean {
    if (this.words.has(string.toLowerCase())) return true
    // words that stand side by side elsewhere may run together
    const most = Math.max(SHARED, Math.ceil(string.length / 2))
    return this.text.includes(string.slice(0, most)) || this.text.includes(string.slice(-most))
  }
}

/** Tells what the beginning of a text is, beside what is seen. */
export function readUnread(given: string, seen: SeenText): UnreadText {
  const { rest, tokens, tokenCharacters, words } = readTokens(given, seen)
  let common = 0
  // fewer tell nothing, and what is seen need not be read for them
  if (words.size >= COPIED) for (const word of words) if (seen.words.has(word)) common++
  const share = words.size === 0 ? 0 : common / words.size
  const { characters } = measure(rest)
  const isCopy = words.size >= COPIED && share >= COPY
  const language = characters >= TOLD && !isCopy ? readLanguage(rest) : undefined
  return {
    kind: isCopy ? 'copy' : kindOf(rest, words.size, share, language, seen),
    characters: words.size === 0 && tokens.length > 0 ? 0 : characters,
    tokens,
    tokenCharacters,
    language: language?.kind === 'prose' ? language.language : undefined,
    seen: share,
  }
}

/** The tokens of the beginning of a text, and what is left of it. */
export function readTokens(
  given: string,
  seen: SeenText,
): Pick<UnreadText, 'tokens' | 'tokenCharacters'> & { rest: string; words: ReadonlySet<string> } {
  let text = given.slice(0, MAX_TEXT)
  if (/[@:]|www/i.test(text)) text = text.replace(ADDRESS, ' ')
  if (text.includes('="')) text = text.replace(BROKEN_TAG, ' ')
  const row = isRow(text)
  const tokens = new Set<string>()
  let tokenCharacters = 0
  let rest = ''
  let from = 0
  const words = new Set<string>()
  for (const { 0: word, index } of text.matchAll(WORD)) {
    if ((isTokenAt(text, word, index) || (row && /^\d{4,}$/.test(word))) && !seen.has(word)) {
      tokens.add(word.slice(0, LONGEST_TOKEN))
      tokenCharacters += word.length
      rest += text.slice(from, index)
      from = index + word.length
    } else if (word.length >= SHORT_WORD) words.add(word.toLowerCase())
  }
  return { rest: rest + text.slice(from), tokens: [...tokens], tokenCharacters, words }
}

/** Whether the text is a row of numbers and hardly anything else. */
function isRow(text: string): boolean {
  let numbers = 0
  let digits = 0
  let all = 0
  for (const [word] of text.matchAll(WORD)) {
    all += word.length
    if (word.length < ROW_DIGITS || !/^\d+$/.test(word)) continue
    numbers++
    digits += word.length
  }
  return numbers >= ROW && digits >= ROW_SHARE * all
}

function kindOf(
  text: string,
  words: number,
  share: number,
  language: ReturnType<typeof readLanguage> | undefined,
  seen: SeenText,
): UnreadKind {
  if (!/[\p{L}\p{N}]/u.test(text)) return 'marks'
  if (language !== undefined && isForeign(language, text, seen)) return 'language'
  if (words < JUDGED) return 'words'
  return share < RELATED ? 'topic' : 'related'
}

/** Letters of what is seen that tell its script, the share of a script that a text is in, and that of one that it is not in. */
const ENOUGH = 30
const MOST = 0.7
const HARDLY = 0.1

function isForeign(read: ReturnType<typeof readLanguage>, text: string, seen: SeenText): boolean {
  const total = (counts: Map<string, number>) => [...counts.values()].reduce((sum, count) => sum + count, 0)
  const allSeen = total(seen.scripts)
  if (allSeen >= ENOUGH) {
    const own = countScripts(text)
    const all = total(own)
    for (const [script, count] of own)
      if (count >= MOST * all && (seen.scripts.get(script) ?? 0) < HARDLY * allSeen) return true
  }
  if (read.kind !== 'prose') return false
  return seen.language.kind === 'prose' && !areNear(seen.language.language, read.language)
}

/** Code units of tokens: of letters and digits, and of digits alone. */
const TOKEN = 6
const NUMBER = 8

/** Whether the word of a text at that place is a token: neither part of a colour, nor a number with a unit, nor a name of several words. */
function isTokenAt(text: string, word: string, at: number): boolean {
  if (word.length < TOKEN || text.charCodeAt(at - 1) === 0x23) return false
  return isToken(word)
}

/** What a letter or digit of ASCII is, as bits. */
const DIGIT = 1
const UPPER = 2
const VOWEL = 4
const KINDS = new Uint8Array(128)
for (let code = 0x30; code <= 0x39; code++) KINDS[code] = DIGIT
for (let code = 0x61; code <= 0x7a; code++) KINDS[code] = 8
for (let code = 0x41; code <= 0x5a; code++) KINDS[code] = UPPER
for (const vowel of 'aeiouy') {
  KINDS[vowel.charCodeAt(0)] |= VOWEL
  KINDS[vowel.toUpperCase().charCodeAt(0)] |= VOWEL
}

/** Whether a word is one that a generator makes: digits among letters, a long number, or letters that no language puts together. */
export function isToken(word: string): boolean {
  const { length } = word
  if (length < TOKEN) return false
  let digits = 0
  let vowels = 0
  /** Changes between letters and digits, and between capitals and small letters. */
  let changes = 0
  let jumps = 0
  /** Code units of the first letters in a row. */
  let letters = 0
  let before = 0
  for (let i = 0; i < length; i++) {
    const code = word.charCodeAt(i)
    const kind = code < 0x80 ? KINDS[code] : 0
    if (kind === 0) return false
    if (kind === DIGIT) digits++
    else if (letters === i - digits) letters++
    if ((kind & VOWEL) !== 0) vowels++
    if (i > 0 && (kind === DIGIT) !== (before === DIGIT)) changes++
    if (i > 0 && (kind & UPPER) !== (before & UPPER)) jumps++
    before = kind
  }
  if (digits === length) return length >= NUMBER
  if (digits > 0) return changes >= 2 || (letters > SHORT_WORD && vowels === 0)
  if (length < NUMBER) return false
  // names of several words have capitals, and pieces of some length
  if (jumps >= JUMBLED && jumps * PIECE > length) return true
  return vowels === 0 || isMash(word)
}

/** Changes between capitals and small letters, and the mean length of the pieces between them, from which on they stand without order. */
const JUMBLED = 4
const PIECE = 2.5
