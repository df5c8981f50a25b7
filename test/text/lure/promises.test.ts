import { describe, expect, it } from 'vitest'
import { foldText } from '../../../src/text/fold-text.ts'
import { FAMILIES, type FamilyId } from '../../../src/text/lure/families.ts'
import { promisesIn } from '../../../src/text/lure/promises.ts'

const familiesIn = (text: string): FamilyId[] => [...promisesIn(foldText(text)).keys()].sort()

/** Every stem of the lists as it is written. */
const STEMS = Object.entries(FAMILIES).flatMap(([family, { stems }]) =>
  Object.entries(stems as Record<string, string>).flatMap(([language, list]) =>
    list
      .trim()
      .split(/\s+/)
      .map((stem) => ({ family: family as FamilyId, language, stem })),
  ),
)

describe('the lists', () => {
  it('hold a thousand stems in twenty languages and more', () => {
    expect(STEMS.length).toBeGreaterThan(1000)
    expect(new Set(STEMS.map(({ language }) => language)).size).toBeGreaterThan(20)
  })

  it('find each of their stems in a text of its own', () => {
    const lost = STEMS.filter(
      ({ family, stem }) => !familiesIn(`${stem.replace(/\.$/, '').replaceAll('_', ' ')} x`).includes(family),
    )
    expect(lost).toEqual([])
  })
})

describe('promisesIn', () => {
  it.each<[string, FamilyId[]]>([
    ['', []],
    ['See you on Thursday', []],
    ['You won', ['win']],
    ["You won't believe it", []],
    ['a rewarding year', []],
    [
      'Congratulations! You have been selected to claim your gift card',
      ['chosen', 'claim', 'congratulation', 'gift', 'voucher'],
    ],
    ['Herzlichen Glückwunsch, Ihr Gutschein wartet auf Sie', ['congratulation', 'voucher', 'waits']],
    ['ein Einkaufsgutschein', ['voucher']],
    ['300 € Bonus und 90 Freispiele', ['bonus', 'spins']],
    ['Vous avez été sélectionné : votre carte cadeau', ['chosen', 'gift', 'voucher']],
    ['Has ganado un premio', ['prize', 'win']],
    ['Вы выиграли приз в розыгрыше', ['draw', 'prize', 'win']],
    ['おめでとうございます、賞品が当選しました', ['congratulation', 'prize', 'win']],
    ['20 % off, free shipping at checkout', ['free', 'shop']],
  ])('%j', (text, families) => {
    expect(familiesIn(text)).toEqual(families)
  })

  it('keeps the words that make a promise, four at most', () => {
    const found = promisesIn(foldText('winner, you win, gewonnen, vinto, gagnant'))
    expect(found.get('win')).toHaveLength(4)
    expect(found.get('win')).toContain('winner')
  })
})
