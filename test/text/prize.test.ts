import { describe, expect, it } from 'vitest'
import { prizeWords } from '../../src/text/prize.ts'

describe('prize words', () => {
  it.each<[string, string[]]>([
    ['', []],
    ['See you on Thursday', []],
    ['You are our WINNER', ['winner']],
    ['Claim your rewards now', ['claim', 'reward']],
    ['winner, winner, winner', ['winner']],
    ['Herzlichen Glückwunsch!', ['gluckwunsch']],
    ['Félicitations, un cadeau', ['felicitations', 'cadeau']],
    ['Você ganhou um prêmio', ['ganhou', 'premio', 'voce ganhou']],
    ['A gift card', ['gift card']],
    ['当選しました', ['当選']],
    ['Поздравляем, вы выиграли приз', ['выиграл', 'приз', 'поздравляем']],
  ])('%s', (text, expected) => {
    expect(prizeWords(text)).toEqual(expected)
  })

  it.each([
    ['only at the beginning of a word', 'a breadwinner', []],
    ['as a whole where the list says so', 'they won', ['won']],
    ['not as a beginning there', 'a wonder', []],
    ['letters of full width', 'ＷＩＮＮＥＲ', ['winner']],
    ['letters with marks put on', 'wi\u0301nner', ['winner']],
  ])('%s', (_, text, expected) => {
    expect(prizeWords(text)).toEqual(expected)
  })

  it('are at most ten', () => {
    const all =
      'winner congratulations prize sweepstake giveaway reward voucher jackpot lottery lucky claim bonus surprise'
    expect(prizeWords(all).length).toBe(10)
  })

  it('are looked for at the beginning of a text', () => {
    expect(prizeWords(`${'meadow '.repeat(400)}winner`)).toEqual(['winner'])
    expect(prizeWords(`${'meadow '.repeat(500)}winner`)).toEqual([])
  })

  it('may be the names of properties that every object has', () => {
    expect(prizeWords('constructor __proto__ toString')).toEqual([])
  })
})
