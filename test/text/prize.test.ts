import { describe, expect, it } from 'vitest'
import { kindOfPrizeWord, prizeWords } from '../../src/text/prize.ts'

describe('prizeWords', () => {
  it.each<[string, string, string[]]>([
    ['English', 'Congratulations! You are a WINNER', ['congratulations', 'winner']],
    ['German', 'Sie haben einen Gutschein gewonnen', ['gutschein', 'gewonnen']],
    ['French', 'Félicitations, vous avez gagné', ['felicitations', 'gagne']],
    ['Korean, composed', '당첨을 축하', ['당첨', '축하']],
    ['Japanese, voiced', 'プレゼント', ['プレゼント']],
    ['Spanish', 'Su premio le espera', ['premio']],
    ['Portuguese', 'Parabéns', ['parabens']],
    ['Italian', 'Ecco il tuo omaggio', ['omaggio']],
    ['Dutch', 'Gefeliciteerd', ['gefeliciteerd']],
    ['Swedish', 'Grattis', ['grattis']],
    ['Polish', 'Gratulacje, nagroda', ['gratulacje', 'nagroda']],
    ['Turkish', 'Tebrikler', ['tebrikler']],
    ['Turkish, with a letter without a dot', 'Kazandınız', ['kazandin']],
    ['Polish, with a stroke', 'Wygrałeś', ['wygral']],
    ['Danish, with a stroke', 'Din belønning', ['belonning']],
    ['Hungarian', 'Nyeremény', ['nyeremeny']],
    ['Russian', 'Вы выиграли приз', ['выигра', 'приз']],
    ['Japanese, without spaces', 'ご当選おめでとう', ['当選', 'おめでとう']],
    ['Norwegian', 'Gratulerer, du er utvalgt', ['gratulerer', 'er utvalgt', 'utvalgt']],
    ['Danish, with a ligature', 'Din præmie venter', ['praemie']],
    ['Finnish', 'Onneksi olkoon, voitit lahjakortin', ['onneksi olkoon', 'voitit', 'lahjakort']],
    ['Czech', 'Vaše výhra', ['vyhra']],
    ['Czech, rights that are reserved', 'Všechna práva vyhrazena', []],
    ['Slovak', 'Ste dnešný výherca', ['vyherc']],
    ['Croatian', 'Čestitamo dobitniku', ['cestitamo', 'dobitnik']],
    ['Romanian', 'Felicitări, ați câștigat', ['felicitari', 'castigat']],
    ['Greek', 'Συγχαρητήρια, κερδίσατε', ['συγχαρητηρια', 'κερδισ']],
    ['Ukrainian', 'Ви виграли', ['вигра']],
    ['Bulgarian', 'Честито', ['честито']],
    ['Arabic', 'لقد ربحت', ['ربحت']],
    ['Chinese, without spaces', '恭喜您中奖了', ['中奖', '恭喜']],
  ])('%s', (_, text, words) => {
    expect(prizeWords(text)).toEqual(words)
  })

  it.each<[string, string, string[]]>([
    ['nothing', '', []],
    ['plain words', 'The minutes of our meeting on Thursday', []],
    ['the end of a word may follow', 'unclaimed rewards', ['unclaimed', 'reward']],
    ['its beginning may not be missing', 'an enterprize, a disclaimer', []],
    ['a whole word is one', 'what you won today', ['won']],
    ['and not the beginning of another', 'a wonderful day', []],
    ['an apostrophe goes on with a word', 'you won’t regret it', []],
    ['a phrase of three words', "un bon d'achat", ['bon d achat']],
    ['behind the marks of a language', '¡Felicidades! «Приз» “winner”', ['felicidades', 'приз', 'winner']],
    ['beside pictographs', '🎁Gewinn❤️premio★', ['gewinn', 'premio']],
    ['a phrase across marks', 'Spin & Win, gift-card', ['spin win', 'gift', 'gift card']],
    ['a phrase across too many', 'a gift ... a card', ['gift']],
    ['letters of another script among Latin ones', 'Соngrаts', ['congrats']],
    ['digits for letters', 'You W0N a PR1ZE, room w0', ['won', 'prize']],
    ['spelt out', 'C O N G R A T S, W-I-N-N-E-R', ['congrats', 'winner']],
    ['initials', 'J. R. R. Prizeman of the U. S.', []],
    ['characters without ink', 'win\u200bn\u00ader', ['winner']],
    ['a selector, a filler and a tag', 'w\ufe01i\u3164n\u{e0041}ner', ['winner']],
    ['across marks', '>>CLAIM<<now', ['claim']],
    ['a phrase', 'a gift card for you', ['gift', 'gift card']],
    ['a phrase that begins a word', 'Edwin a friend, and Darwin a finch', []],
    ['a phrase that asks for the whole word', 'we win against them; win a garden', ['win a']],
    ['in styled letters', '𝐖𝐢𝐧𝐧𝐞𝐫', ['winner']],
    ['in full-width letters', 'ｗｉｎｎｅｒ', ['winner']],
    ['each once, in order', 'prize, winner, prize', ['prize', 'winner']],
  ])('%s', (_, text, words) => {
    expect(prizeWords(text)).toEqual(words)
  })

  it('names ten at most', () => {
    const text =
      'winner winning prize sweepstake giveaway reward voucher jackpot lottery lucky claim gift card'
    expect(prizeWords(text)).toHaveLength(10)
  })

  it('looks at the first 3,000 code units', () => {
    expect(prizeWords(`${'x '.repeat(1490)}prize`)).toEqual(['prize'])
    expect(prizeWords(`${'x '.repeat(1500)}prize`)).toEqual([])
  })
})

it.each([
  ['winner', 'strong'],
  ['gift card', 'strong'],
  ['survey', 'weak'],
  ['for free', 'free'],
  ['kostenlos', 'free'],
  ['free shipping', 'ordinary'],
  ['casino', 'gambling'],
  ['выигра', 'strong'],
  ['anket', 'weak'],
  ['プレゼント', 'weak'],
  ['first prize', 'ordinary'],
  ['領収書', 'ordinary'],
  ['congratulations', 'cheer'],
  ['belohnung', 'cheer'],
  ['gift', 'weak'],
  ['опрос', 'weak'],
  ['アンケート', 'weak'],
  ['reserved for you', 'kept'],
  ['answer win', 'strong'],
  ['warranty', 'offer'],
] as const)('%s is %s', (word, kind) => {
  expect(prizeWords(word)).toContain(word)
  expect(kindOfPrizeWord(word)).toBe(kind)
})
