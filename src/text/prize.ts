import { isWordUnit } from './overlap.ts'
import { hasKey, keysOf, stemKey, stemOf, stemsOf } from './stems.ts'

/**
 * Words that promise a prize, by language. A lexicon alone proves nothing: shops give vouchers away, too. It is read together
 * with the layout. Written by hand from the vocabulary of prize notices; 2026-11-24.
 *
 * Beginnings of words, lower case, without marks; a trailing full stop asks for the whole word.
 */

/** Say that somebody has won, or is given something. */
const STRONG: Record<string, string> = {
  en: 'winner winning won. congratulations congrats prize. prizes. sweepstake giveaway reward voucher giftcard lottery airdrop',
  de: 'gewonnen gewinner gewinn gluckwunsch gutschein belohnung auserwahlt verlos pramie',
  fr: 'gagne gagnant felicitations cadeau recompense tirage',
  es: 'ganador ganado ganaste premio premios felicidades enhorabuena regalo recompensa sorteo',
  pt: 'ganhou ganhador vencedor premio parabens recompensa sorteio sorteado',
  it: 'vinto vincitore vincita premio congratulazioni omaggio regalo',
  nl: 'gewonnen winnaar prijswinnaar gefeliciteerd cadeau beloning',
  sv: 'vunnit vinnare vinst grattis beloning presentkort',
  da: 'vundet vinder tillykke gevinst belonning gavekort',
  no: 'vunnet gratulerer belonning gavekort',
  fi: 'voittanut voittaja onnittelut palkinto lahjakortti',
  pl: 'wygrales wygrana zwyciezca gratulacje nagroda nagrode nagrody',
  cs: 'vyhrali vyhra vyherce gratulujeme odmena darek',
  ro: 'castigat castigator felicitari premiu. premiul. cadou recompensa',
  tr: 'kazandiniz kazanan tebrikler odul hediye',
  hu: 'nyert nyertes gratulalunk nyeremeny ajandek',
}

/** Stand in prize notices, and in much else. */
const WEAK: Record<string, string> = {
  en: 'lucky claim unclaimed bonus bonuses surprise selected chosen survey sample. samples. gift. gifts. gratis',
  de: 'geschenk ausgewahlt umfrage kostenlos uberraschung gluckspilz',
  fr: 'gagnez sondage selectionne offert. offerte. gratuit chanceux',
  es: 'encuesta seleccionado sorpresa afortunad',
  pt: 'presente. resgatar resgate pontos selecionad surpresa sortud',
  it: 'buono sondaggio selezionat sorpresa fortunat',
  nl: 'geselecteerd enquete verrassing',
  sv: 'undersokning overraskning utvald',
  da: 'undersogelse overraskelse udvalgt',
  no: 'premie undersokelse utvalgt',
  fi: 'kysely yllatys ilmai',
  pl: 'ankiet niespodziank darmow',
  cs: 'pruzkum prekvapeni zdarma',
  ro: 'sondaj surpriz',
  tr: 'anket. surpriz secildi ucretsiz',
  hu: 'felmeres meglepetes ingyen',
}

/** A theme of its own: who is offered a stake has won nothing. */
const GAMBLING = 'casino kasino freispiel spins. jackpot slots. roulette betting sportwetten'

/** Of several words, in Latin letters; a trailing full stop, again, asks for the whole of the last. */
const STRONG_PHRASES = [
  'gift card',
  'free gift',
  'mystery box',
  'give away',
  'chance to win',
  'enter to win',
  'win a.',
  'win an.',
  'win your',
  'claim your free',
  'claim your gift',
  'chance auf',
  'chance de gagner',
  'oportunidad de ganar',
  'possibilita di vincere',
  'kans op',
  'bon d achat',
  'bon cadeau',
  'bon upominkowy',
  'has ganado',
  'voce ganhou',
  'hai vinto',
]
const WEAK_PHRASES = ['for free', 'free of charge', 'chance to receive', 'a free']

/** Words of scripts that set no spaces or are no Latin. */
const OTHERS = [
  '当選',
  '賞品',
  'プレゼント',
  '中奖',
  '獎品',
  '당첨',
  'выиграл',
  'приз',
  'поздравляем',
  'подарок',
]

/** How much a word says. */
export type PrizeWord = 'strong' | 'weak' | 'gambling'

const PHRASES = [...STRONG_PHRASES, ...WEAK_PHRASES].map(bare)
const kinds = new Map<string, PrizeWord>()
const LEXICON: [PrizeWord, readonly string[]][] = [
  ['strong', Object.values(STRONG)],
  ['weak', Object.values(WEAK)],
  ['gambling', [GAMBLING]],
]

/** What a word that {@link prizeWords} found says. */
export function kindOfPrizeWord(word: string): PrizeWord {
  return kinds.get(word) ?? 'strong'
}

/** Code units of a text that are looked at; a prize is claimed early. */
const MAX_TEXT = 3000
const MAX_FOUND = 10
/** Code units by which words are looked up. */
const STEM = 3
const LONGEST_WHOLE = 8
/** What {@link OTHERS} begin with: Cyrillic, kana, Han, Hangul. */
const OTHER_SCRIPT = /[\u0400-\u04ff\u3000-\ud7ff]/
const MARKS = /[\u0300-\u036f]/g
/** Letters with a mark that Unicode does not take apart. */
const STROKED: Record<string, string> = { ı: 'i', ø: 'o', Ø: 'o', ł: 'l', Ł: 'l', đ: 'd', Đ: 'd', ß: 'ss' }
const STROKES = /[ıøłđß]/gi

const beginnings: string[] = []
const whole = new Set<string>()
for (const [kind, lists] of LEXICON) {
  for (const word of lists.join(' ').split(' ')) {
    const plain = bare(word)
    if (!kinds.has(plain)) kinds.set(plain, kind)
    if (plain !== word) whole.add(plain)
    else beginnings.push(word)
  }
}
const stems = stemsOf(beginnings)
const keys = keysOf([...beginnings, ...whole])

for (const phrase of WEAK_PHRASES) kinds.set(phrase, 'weak')

const wholePhrases = new Set(STRONG_PHRASES.filter((phrase) => phrase.endsWith('.')).map(bare))

/** Phrases by the letters before and after their first space. */
const phrases: string[][] = new Array(1 << 10)
for (const phrase of PHRASES) {
  const key = spaceKey(phrase, phrase.indexOf(' '))
  phrases[key] ??= []
  phrases[key].push(phrase)
}

/** Without the mark that asks for a whole word. */
function bare(word: string): string {
  return word.endsWith('.') ? word.slice(0, -1) : word
}

function spaceKey(text: string, at: number): number {
  return ((text.charCodeAt(at - 1) & 31) << 5) | (text.charCodeAt(at + 1) & 31)
}

/** Different prize words of a text, in order of appearance, at most ten. */
export function prizeWords(text: string): string[] {
  const plain = unmarked(text.length > MAX_TEXT ? text.slice(0, MAX_TEXT) : text).toLowerCase()
  const found: string[] = []
  let met = NO_PHRASES
  const { length } = plain
  for (let at = 0; at < length && found.length < MAX_FOUND; ) {
    const code = plain.charCodeAt(at)
    if (!isWordUnit(code)) {
      const some = code === 0x20 ? phrases[spaceKey(plain, at)] : undefined
      if (some !== undefined) met = withPhrases(met, some, plain, at)
      at++
      continue
    }
    const start = at
    do at++
    while (at < length && isWordUnit(plain.charCodeAt(at)))
    if (at - start < STEM) continue
    const key = stemKey(plain, start)
    if (!hasKey(keys, key)) continue
    const stem = stemOf(stems, key, plain, start, at)
    if (stem !== undefined) add(found, stem)
    else if (at - start <= LONGEST_WHOLE && !isApostrophe(plain.charCodeAt(at))) {
      const word = plain.slice(start, at)
      if (whole.has(word)) add(found, word)
    }
  }
  if (met.length > 0) for (const phrase of PHRASES) if (met.includes(phrase)) add(found, phrase)
  if (OTHER_SCRIPT.test(plain)) for (const word of OTHERS) if (plain.includes(word)) add(found, word)
  return found
}

/** Behind one a word goes on: "won't" is not "won". */
function isApostrophe(code: number): boolean {
  return code === 0x27 || code === 0x2019
}

const NO_PHRASES: readonly string[] = []

/** `met`, and those of `some` whose first space is at `space`. */
function withPhrases(
  met: readonly string[],
  some: readonly string[],
  text: string,
  space: number,
): readonly string[] {
  const here = some.filter((phrase) => isPhraseAt(text, phrase, space - phrase.indexOf(' ')))
  return here.length === 0 ? met : [...new Set([...met, ...here])]
}

function isPhraseAt(text: string, phrase: string, at: number): boolean {
  if (!text.startsWith(phrase, at) || (at > 0 && isWordUnit(text.charCodeAt(at - 1)))) return false
  const end = at + phrase.length
  return !wholePhrases.has(phrase) || end === text.length || !isWordUnit(text.charCodeAt(end))
}

/** Lists a word once, within a bound. */
function add(found: string[], word: string): void {
  if (found.length < MAX_FOUND && !found.includes(word)) found.push(word)
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

/** Single characters of one code unit, met before. */
const units = new Map<number, string>()
const MAX_UNITS = 1024

function withoutMarks(text: string): string {
  return text
    .normalize('NFKD')
    .replace(MARKS, '')
    .replace(STROKES, (letter) => STROKED[letter]!)
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
