import { describe, expect, it } from 'vitest'
import { share, wordSet } from '../../src/text/overlap.ts'

describe('the words of a text', () => {
  it.each<[string, string, string[]]>([
    ['none', '', []],
    ['each once, in lower case', 'See you, SEE you!', ['see', 'you']],
    ['none of two letters', 'we are at it', ['are']],
    ['digits are letters', 'order 20417b', ['order', '20417b']],
    ['apart at marks', 'soup-and_bread/jam', ['soup', 'and', 'bread', 'jam']],
    ['letters with marks are letters', 'Glückwunsch être', ['glückwunsch', 'être']],
    ['other scripts', 'Привет 当選です', ['привет', '当選です']],
    [
      'apart at dashes, quotes and wide spaces',
      'one—two “three”\u00A0four\u3000five',
      ['one', 'two', 'three', 'four', 'five'],
    ],
  ])('%s', (_, text, expected) => {
    expect([...wordSet(text)]).toEqual(expected)
  })

  it('are those of its beginning', () => {
    const text = 'word '.repeat(900)
    expect(wordSet(`${text}late`).has('late')).toBe(false)
    expect(wordSet(`early ${text}`).has('early')).toBe(true)
  })
})

describe('the share of words that are known', () => {
  it.each([
    ['all', 'soup and bread', 'bread and soup and jam', 1],
    ['half', 'soup bread', 'bread jam', 0.5],
    ['none', 'soup', 'jam', 0],
    ['none of no words', '', 'jam', 0],
    ['none where nothing is known', 'soup', '', 0],
  ])('%s', (_, text, known, expected) => {
    expect(share(wordSet(text), wordSet(known))).toBe(expected)
  })
})
