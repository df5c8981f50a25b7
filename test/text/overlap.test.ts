import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { overlap } from '../../src/text/overlap.ts'

describe('words', () => {
  it.each<[string, string, string[]]>([
    ['each once, lower case', 'Your parcel, YOUR parcel.', ['your', 'parcel']],
    ['none shorter than three', 'to be or not to go', ['not']],
    ['digits are letters', 'order 4711 a1b2', ['order', '4711', 'a1b2']],
    ['marks part words', 'gift-card_of/the day', ['gift', 'card', 'the', 'day']],
    ['letters beyond ASCII do not', 'Grüße, žluťoučký', ['grüße', 'žluťoučký']],
    ['other scripts', 'Поздравляем вас', ['поздравляем', 'вас']],
    ['no-break and ideographic spaces do', 'one\u00a0two\u3000three', ['one', 'two', 'three']],
    ['typographic quotes and dashes do', '“hello”—world', ['hello', 'world']],
    ['the last one counts', 'see you soon', ['see', 'you', 'soon']],
  ])('%s', (_, text, words) => {
    expect(overlap(text, words.join(' '))).toEqual({ words: words.length, share: 1 })
    expect(overlap(words.join(' '), text)).toEqual({ words: words.length, share: 1 })
  })

  it('are those of the first 4,000 code units', () => {
    expect(overlap(`${'x '.repeat(1996)}before after`, 'after').words).toBe(1)
    expect(overlap(`${'x '.repeat(1994)}before after`, 'after')).toEqual({ words: 2, share: 0.5 })
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
    ['beginnings of words are others', 'spring offer', 'springs offe', 0],
  ])('%s', (_, text, known, expected) => {
    expect(overlap(text, known).share).toBe(expected)
  })

  it('is that of sets of words', () => {
    const words = fc.array(fc.stringMatching(/^[a-c]{1,4}$/), { maxLength: 200 })
    const wordSet = (list: string[]) => new Set(list.filter((word) => word.length > 2))
    fc.assert(
      fc.property(words, words, (some, others) => {
        const [text, known] = [wordSet(some), wordSet(others)]
        const common = [...text].filter((word) => known.has(word)).length
        expect(overlap(some.join(' '), others.join(' '))).toEqual({
          words: text.size,
          share: text.size === 0 ? 0 : common / text.size,
        })
      }),
    )
  })

  it('counts as many words as fit', () => {
    const text = Array.from({ length: 1000 }, (_, i) => i.toString(36).padStart(3, '0')).join(' ')
    expect(overlap(text, text)).toEqual({ words: 1000, share: 1 })
  })
})
