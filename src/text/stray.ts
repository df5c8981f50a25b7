/** Whether text that nobody sees is of a kind that does not belong to the text beside it. */
import { areNear, type Language, readLanguage, type TextKind } from './language.ts'
import { measure } from './measure.ts'
import { overlap } from './overlap.ts'
import { countScripts } from './script.ts'
import { randomToken } from './token.ts'

/** `random`: strings, or words that nothing joins. `foreign`: of another language or script. `unrelated`: prose of other words. */
export type Strayness = 'random' | 'foreign' | 'unrelated'

export interface Stray {
  how: Strayness
  kind: TextKind
  language: string | undefined
  /** Code points that are not white space, addresses left out. */
  characters: number
}

/** Code units that are looked at. */
const MAX_TEXT = 8000
/** Characters from which on strings are random: order numbers and keys are shorter. */
const TOKENS = 250
/** From which on words without small words between them are no menu and no list of sections. */
const SALAD = 600
/** From which on another language is told. */
const FOREIGN = 400
/** From which on prose of other words is told. */
const UNRELATED = 400
/** Share of its words that the visible text has, from which on it speaks of the same. */
const RELATED = 0.35

/** Undefined for text that is short, of the same words, or not judged. */
export function strayText(given: string, visibleText: string): Stray | undefined {
  if (given.length < TOKENS) return undefined
  const text = withoutAddresses(given.slice(0, MAX_TEXT))
  if (overlap(text, visibleText).share >= RELATED) return undefined
  const { characters } = measure(text)
  if (characters < TOKENS) return undefined
  const read = readLanguage(text)
  const how = strayness(read, text, characters, visibleText)
  return how && { how, kind: read.kind, language: read.language, characters }
}

function strayness(
  read: Language,
  text: string,
  characters: number,
  visibleText: string,
): Strayness | undefined {
  const { kind } = read
  if (isRandom(read, characters, visibleText)) return 'random'
  // strings may be too long to be many
  if (kind === 'unjudged' && lettersOfTokens(text) >= TOKENS) return 'random'
  if (characters >= FOREIGN && isForeign(read, text, visibleText)) return 'foreign'
  // a longer version of what is seen has all of it, and more
  return kind === 'prose' && characters >= UNRELATED && overlap(visibleText, text).share < RELATED
    ? 'unrelated'
    : undefined
}

/** Whether so many characters are strings, or words that nothing joins. Menus are such words, too, but not as many. */
export function isRandom(read: Language, characters: number, visibleText: string): boolean {
  if (read.kind !== 'tokens' && (read.kind !== 'salad' || characters < SALAD)) return false
  return read.tokens >= MIXED || !isUnknown(readLanguage(visibleText))
}

/** Share of words with digits from which on a text is no language. */
const MIXED = 0.5

/** Whether what is seen is of no language that is known: what is hidden may then be of the same. */
function isUnknown({ kind, tokens }: Language): boolean {
  return (kind === 'tokens' || kind === 'salad') && tokens < MIXED
}

/** Characters in words that are random tokens. */
function lettersOfTokens(text: string): number {
  return text.split(/\s+/).reduce((sum, word) => sum + (randomToken(word) === undefined ? 0 : word.length), 0)
}

/** Whether prose is in another language, or any text in another script, than what is seen. */
export function isForeign(read: Language, text: string, visibleText: string): boolean {
  if (isOtherScript(text, visibleText)) return true
  if (read.kind !== 'prose' && read.kind !== 'list') return false
  const seen = readLanguage(visibleText)
  return seen.kind === 'prose' && !areNear(seen.language, read.language)
}

/** Letters of visible text that tell its script. */
const ENOUGH = 30
/** Share of a script's letters in a text that is written in it, and in one that is not. */
const MOST = 0.7
const HARDLY = 0.1

function isOtherScript(text: string, visibleText: string): boolean {
  const seen = countScripts(visibleText)
  const allSeen = total(seen)
  if (allSeen < ENOUGH) return false
  const hidden = countScripts(text)
  const allHidden = total(hidden)
  for (const [script, count] of hidden)
    if (count >= MOST * allHidden) return (seen.get(script) ?? 0) < HARDLY * allSeen
  return false
}

function total(counts: ReadonlyMap<string, number>): number {
  let sum = 0
  for (const count of counts.values()) sum += count
  return sum
}

/** Addresses stand in the plain text of newsletters, and are strings that no language has. */
function withoutAddresses(text: string): string {
  return text.replace(/\b(?:https?:|mailto:|www\.)[^\s<>"')\]]*/gi, ' ')
}
