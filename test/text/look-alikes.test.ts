import { describe, expect, it } from 'vitest'
import { lookAlikeWords } from '../../src/text/look-alikes.ts'

const read = (text: string) => lookAlikeWords(text).map(({ reads }) => reads)

describe('letters of other scripts among ASCII letters', () => {
  it.each([
    ['Cyrillic', 'The librаry is оpen', ['library', 'open']],
    ['Greek', 'Yοur accοunt', ['Your', 'account']],
    ['Greek capitals', 'ΚYC', ['KYC']],
    ['Armenian', 'bսs ոow', ['bus', 'now']],
    ['Roman numerals', 'ⅿoney', ['money']],
    ['Cherokee', 'Ꮮet us', ['Let']],
    ['Coptic', 'Ⲣay nⲟw', ['Pay', 'now']],
    ['letters that are signs', 'Lettℯr', ['Letter']],
    ['a word twice is one', 'lаst and lаst', ['last']],
    ['beside marks', '«Αlert!»', ['Alert']],
  ])('%s', (_, text, words) => {
    expect(read(text)).toEqual(words)
  })

  it('says where the word stands', () => {
    expect(lookAlikeWords('In the librаry')).toEqual([{ word: 'librаry', reads: 'library', start: 7 }])
  })
})

it.each([...'ℯⅽƅՏᏙⲣǀ№™'])('goes on behind a %s alone', (sign) => {
  expect(read(`${sign} ${sign}${sign} librаry`)).toEqual(['library'])
})

describe('what people write', () => {
  it.each([
    ['ASCII', 'The library is open'],
    ['one script', 'Библиотека Αθήνα Երևան'],
    ['a word of look-alikes alone', 'сосо РЕСТ'],
    ['a brand with an ending', "iPhone'ы Windowsом"],
    ['begun on the wrong keyboard', 'Aθήνα'],
    ['units', 'µm kΩ 5α'],
    ['two letters', 'aо'],
    ['marks on Latin letters', 'Größe żółw İstanbul'],
    ['Han and kana', 'iPhoneを買う USBケーブル'],
  ])('%s', (_, text) => {
    expect(read(text)).toEqual([])
  })
})

it('gives at most 50 words, of the first 20,000 characters', () => {
  const words = Array.from(
    { length: 200 },
    (_, i) => `librаry${String.fromCharCode(97 + (i % 26))}${'x'.repeat(i)}`,
  )
  expect(lookAlikeWords(words.join(' '))).toHaveLength(50)
  expect(lookAlikeWords(`${' '.repeat(20_000)}librаry`)).toEqual([])
})
