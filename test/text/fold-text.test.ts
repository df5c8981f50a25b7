import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { foldText } from '../../src/text/fold-text.ts'

describe('foldText', () => {
  it.each([
    ['upper case', 'You WON', 'you won'],
    ['marks', 'Félicitations, größte Prämie', 'felicitations grosste pramie'],
    ['struck through', 'P̶r̶i̶z̶e̶', 'prize'],
    ['fullwidth', 'Ｙｏｕ ｗｏｎ', 'you won'],
    ['mathematical bold', '𝐘𝐨𝐮 𝐰𝐨𝐧', 'you won'],
    ['script and double-struck', '𝓦𝓲𝓷𝓷𝓮𝓻 𝕡𝕣𝕚𝕫𝕖', 'winner prize'],
    ['circled', 'ⓦⓘⓝⓝⓔⓡ', 'winner'],
    ['squared', '🅆🄸🄽🄽🄴🅁 🆆🅸🅽', 'winner win'],
    ['flags', '🇼🇮🇳', 'win'],
    ['small capitals', 'ᴡɪɴɴᴇʀ', 'winner'],
    ['Cyrillic letters in a Latin word', 'wіnnеr', 'winner'],
    ['digits for letters', 'W1NNER, pr1z3s and C4SINO', 'winner prizes and casino'],
    ['spelled out', 'W I N N E R, j-a-c-k-p-o-t', 'winner jackpot'],
    ['two spelled words', 'F R E E  S P I N S', 'free spins'],
    ['zero-width characters', 'wi\u200bn\u2060ner', 'winner'],
    ['soft hyphens', 'win\u00adner', 'winner'],
    ['variation selectors', 'w\ufe0fi\ufe0fn', 'win'],
    ['bidi marks', '\u202ewin\u202c', 'win'],
    ['a negation is one word', "You won't, we don’t", 'you wont we dont'],
    ['an elision is two', "chèque d'achat, l’offre", 'cheque d achat l offre'],
    ['signs are words', '20% off, €5', '20 % off € 5'],
    ['Cyrillic stays', 'Вы выиграли приз', 'вы выиграли приз'],
    ['Greek final sigma', 'διαγωνισμός', 'διαγωνισμοσ'],
    ['Arabic vowel marks', 'مُبَارَكٌ', 'مبارك'],
    ['kana keep their marks', 'プレゼント', 'プレゼント'],
    ['Hangul stays composed', '축하합니다', '축하합니다'],
  ])('%s', (_what, text, folded) => {
    expect(foldText(text)).toBe(folded)
  })

  it('leaves a word that it has folded as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', 'É', 'ß', 'і', 'ｗ', '\u200b') }), (text) => {
        const once = foldText(text)
        expect(foldText(once)).toBe(once)
        expect(once).toBe(once.trim())
      }),
    )
  })
})
