import { isAscii } from '../mime/scan.ts'
import { isWordUnit } from './overlap.ts'

/**
 * Words that promise a prize, by language. A lexicon alone proves nothing: shops give vouchers away, too. It is read together
 * with the layout. Written by hand from the vocabulary of prize notices; 2026-11-24.
 */

/** Beginnings of words, lower case, without marks; a trailing full stop asks for the whole word. */
const WORDS: Record<string, string> = {
  en: 'winner winning won. congratulations congrats prize sweepstake giveaway reward voucher giftcard jackpot lottery lucky claim unclaimed bonus bonuses surprise selected chosen survey sample samples airdrop',
  de: 'gewonnen gewinner gewinn gewinnspiel gluckwunsch gutschein geschenk belohnung ausgewahlt auserwahlt umfrage verlosung pramie',
  fr: 'gagne gagnant gagnez felicitations cadeau recompense tirage sondage selectionne offert bon-cadeau',
  es: 'ganador ganado ganaste premio premios felicidades enhorabuena regalo recompensa encuesta sorteo seleccionado',
  pt: 'ganhou ganhador vencedor premio parabens presente recompensa sorteio sorteado resgatar resgate pontos',
  it: 'vinto vincitore vincita premio congratulazioni omaggio regalo buono sondaggio selezionato',
  nl: 'gewonnen winnaar prijs. prijswinnaar gefeliciteerd cadeau cadeaubon beloning geselecteerd enquete',
  sv: 'vunnit vinnare vinst grattis beloning presentkort undersokning',
  da: 'vundet vinder tillykke gevinst belonning gavekort',
  no: 'vunnet gratulerer belonning gavekort premie',
  fi: 'voittanut voittaja onnittelut palkinto lahjakortti',
  pl: 'wygrales wygrana zwyciezca gratulacje nagroda nagrode nagrody bon. ankieta',
  cs: 'vyhrali vyhra vyherce gratulujeme odmena darek',
  ro: 'castigat castigator felicitari premiu cadou recompensa',
  tr: 'kazandiniz kazanan tebrikler odul hediye',
  hu: 'nyert nyertes gratulalunk nyeremeny ajandek',
}

/** Phrases, and words of scripts that set no spaces. */
const PHRASES = [
  'gift card',
  'free gift',
  'for free',
  'mystery box',
  'bon d achat',
  'has ganado',
  'voce ganhou',
  'hai vinto',
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

/** Code units of a text that are looked at; a prize is claimed early. */
const MAX_TEXT = 3000
const MAX_FOUND = 10
/** Code units by which words are looked up. */
const STEM = 3
const LONGEST_WHOLE = 8
const MARKS = /[\u0300-\u036f]/g

const stems = new Map<string, string[]>()
const whole = new Set<string>()
for (const words of Object.values(WORDS)) {
  for (const word of words.split(' ')) {
    if (word.endsWith('.')) whole.add(word.slice(0, -1))
    else {
      const key = word.slice(0, STEM)
      const same = stems.get(key)
      if (same) same.push(word)
      else stems.set(key, [word])
    }
  }
}

/** Different prize words of a text, in order of appearance, at most ten. */
export function prizeWords(text: string): string[] {
  const plain = unmarked(text.slice(0, MAX_TEXT)).toLowerCase()
  const found = new Set<string>()
  let start = -1
  for (let at = 0; at <= plain.length && found.size < MAX_FOUND; at++) {
    if (at < plain.length && isWordUnit(plain.charCodeAt(at))) {
      if (start < 0) start = at
      continue
    }
    if (start >= 0 && at - start >= STEM) {
      const starts = stems.get(plain.slice(start, start + STEM))
      const stem = starts?.find((word) => plain.startsWith(word, start) && start + word.length <= at)
      if (stem !== undefined) found.add(stem)
      else if (at - start <= LONGEST_WHOLE && whole.has(plain.slice(start, at)))
        found.add(plain.slice(start, at))
    }
    start = -1
  }
  for (const phrase of PHRASES) if (found.size < MAX_FOUND && plain.includes(phrase)) found.add(phrase)
  return [...found]
}

/** Letters without their marks. */
function unmarked(text: string): string {
  return isAscii(text) ? text : text.normalize('NFKD').replace(MARKS, '')
}
