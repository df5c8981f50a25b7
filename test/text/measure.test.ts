import { describe, expect, it } from 'vitest'
import { withoutInvisible } from '../../src/text/invisible.ts'
import { excerpt, measure } from '../../src/text/measure.ts'

describe('measure', () => {
  it.each<[string, string, number, number]>([
    ['nothing', '', 0, 0],
    ['only white space', ' \t\r\n\u00a0\u3000', 0, 0],
    ['words', 'Your parcel is waiting.', 20, 4],
    ['spaces around', '  one \n\n two\t', 6, 2],
    ['a no-break space parts words', 'one\u00a0two', 6, 2],
    ['a thin and an ideographic space do', 'a\u2009b\u3000c', 3, 3],
    ['a line separator does', 'a\u2028b', 2, 2],
    ['a hyphen does not', 'well-known', 10, 1],
    ['letters with marks', 'Grüße naïve', 10, 2],
    ['an emoji is one', '👍 ok 🎁🎁', 5, 3],
    ['a combining mark is one', 'e\u0301', 2, 1],
    ['a zero-width character is one', 'a\u200bb', 3, 1],
    ['half of a pair', 'a\ud83d b', 3, 2],
  ])('%s', (_, text, characters, words) => {
    expect(measure(text)).toMatchObject({ characters, words })
  })

  it.each<[string, string, number]>([
    ['none', 'Grüße 👍', 0],
    ['white space is none', 'a\u00a0\u2003b', 0],
    ['zero-width', 'a\u200bb\u200c \ufeff', 3],
    ['a soft hyphen', 'par\u00adcel', 1],
    ['a tag character is one', 'a\u{e0061}\u{e0062}', 2],
    ['controls of direction', '\u202eabc\u202c', 2],
  ])('of them show nothing: %s', (_, text, invisible) => {
    const { characters, ...rest } = measure(text)
    expect(rest.invisible).toBe(invisible)
    expect(measure(withoutInvisible(text)).characters).toBe(characters - invisible)
  })
})

describe('excerpt', () => {
  it.each<[string, string, string]>([
    ['nothing', '', ''],
    ['white space is folded', ' \n one\t\t two\u00a0\u00a0three \r\n', 'one two three'],
    ['an emoji stays whole', 'a 🎁 b', 'a 🎁 b'],
    ['exactly as long', 'x'.repeat(200), 'x'.repeat(200)],
    ['longer', 'x'.repeat(201), 'x'.repeat(200)],
    ['long with emoji, counted once each', '🎁'.repeat(300), '🎁'.repeat(200)],
    ['a gap counts, and may be the last', `${'x'.repeat(199)} yy`, `${'x'.repeat(199)} `],
    ['a gap at the end does not', `${'x'.repeat(198)}  `, 'x'.repeat(198)],
  ])('%s', (_, text, expected) => {
    expect(excerpt(text)).toBe(expected)
  })
})
