import { describe, expect, it } from 'vitest'
import { share, wordSet } from '../../src/text/overlap.ts'

describe('wordSet', () => {
  it.each<[string, string, string[]]>([
    ['nothing', '', []],
    ['each word once, lower case', 'Your parcel, YOUR parcel.', ['your', 'parcel']],
    ['none shorter than three', 'to be or not to go', ['not']],
    ['digits are letters', 'order 4711 a1b2', ['order', '4711', 'a1b2']],
    ['marks part words', 'gift-card_of/the day', ['gift', 'card', 'the', 'day']],
    ['letters beyond ASCII do not', 'Grüße, žluťoučký', ['grüße', 'žluťoučký']],
    ['other scripts', 'Поздравляем вас', ['поздравляем', 'вас']],
    ['no-break and ideographic spaces do', 'one\u00a0two\u3000three', ['one', 'two', 'three']],
    ['typographic quotes and dashes do', '“hello”—world', ['hello', 'world']],
    ['the last word counts', 'see you soon', ['see', 'you', 'soon']],
  ])('%s', (_, text, words) => {
    expect([...wordSet(text)]).toEqual(words)
  })

  it('looks at the first 4,000 code units', () => {
    expect(wordSet(`${'x '.repeat(1996)}before after`)).toEqual(new Set(['before']))
    expect(wordSet(`${'x '.repeat(1994)}before after`)).toEqual(new Set(['before', 'after']))
  })
})

describe('share', () => {
  it.each<[string, string, string, number]>([
    ['all seen elsewhere', 'spring offers today', 'Today only: our spring offers', 1],
    ['some', 'spring offers velvet copper', 'our spring offers', 0.5],
    ['none', 'velvet copper', 'our spring offers', 0],
    ['nothing known', 'velvet copper', '', 0],
    ['nothing asked', '', 'our spring offers', 0],
    ['repeating changes nothing', 'velvet spring spring spring', 'spring', 0.5],
    ['of the first, not of the second', 'spring', 'spring offers velvet copper', 1],
  ])('%s', (_, text, known, expected) => {
    expect(share(wordSet(text), wordSet(known))).toBe(expected)
  })
})
