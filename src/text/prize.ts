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

const stems = new Map<string, string[]>()
const whole = new Set<string>()
for (const words of Object.values(WORDS)) {
  for (const word of words.split(' ')) {
    if (word.endsWith('.')) whole.add(word.slice(0, -1))
    else {
      const key = word.slice(0, 3)
      const same = stems.get(key)
      if (same) same.push(word)
      else stems.set(key, [word])
    }
  }
}

/** Code units of a text that are looked at; a prize is claimed early. */
const MAX_TEXT = 4000
const MARKS = /\p{M}/gu

/** Different prize words of a text, in order of appearance, at most ten. */
export function prizeWords(text: string): string[] {
  const plain = text.slice(0, MAX_TEXT).normalize('NFKD').replace(MARKS, '').toLowerCase()
  const found = new Set<string>()
  for (const word of plain.split(/[^\p{L}\p{N}]+/u)) {
    if (word.length < 3) continue
    const stem = whole.has(word) ? word : stems.get(word.slice(0, 3))?.find((start) => word.startsWith(start))
    if (stem !== undefined) found.add(stem)
    if (found.size >= 10) break
  }
  for (const phrase of PHRASES) if (plain.includes(phrase)) found.add(phrase)
  return [...found].slice(0, 10)
}
