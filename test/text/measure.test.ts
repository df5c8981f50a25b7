import { describe, expect, it } from 'vitest'
import { excerpt, measure } from '../../src/text/measure.ts'

describe('characters and words', () => {
  it.each<[string, string, number, number]>([
    ['nothing', '', 0, 0],
    ['white space', ' \t\r\n\u00A0\u2003\u3000', 0, 0],
    ['a word', 'meadow', 6, 1],
    ['words between all kinds of space', ' a\u00A0b\u2009c\u3000d\ne ', 5, 5],
    ['punctuation belongs to its word', 'yes, no.', 7, 2],
    ['a code point outside the BMP is one character', '👍👍 👍', 3, 2],
    ['a mark on a letter is a character', 'e\u0301', 2, 1],
    ['script without spaces is one word', '当選おめでとう', 7, 1],
    ['a zero-width space is no gap', 'a\u200Bb', 3, 1],
    ['the second half of a pair, alone, is no character', '\uDC00', 0, 1],
  ])('%s', (_, text, characters, words) => {
    expect(measure(text)).toEqual({ characters, words })
  })
})

describe('excerpt', () => {
  it.each([
    ['folds white space', '  a \n\n b\u00A0\tc  ', 'a b c'],
    ['of nothing is empty', ' \n ', ''],
    ['of a short text is the text', 'See you on Thursday.', 'See you on Thursday.'],
  ])('%s', (_, text, expected) => {
    expect(excerpt(text)).toBe(expected)
  })

  it('ends after 200 code points', () => {
    expect(excerpt('ab '.repeat(200))).toBe('ab '.repeat(67).slice(0, 200))
    expect(excerpt('👍'.repeat(300))).toBe('👍'.repeat(200))
    expect(excerpt(`${'x'.repeat(199)} y`)).toBe(`${'x'.repeat(199)} `)
  })
})
