import { describe, expect, it } from 'vitest'
import { countScripts } from '../../src/text/script.ts'
import { strayText } from '../../src/text/stray.ts'

const ENGLISH =
  'The hall opens at six in the evening, and there is soup for all of us who help with the chairs. '
const OTHER =
  'A lamp that was bought with the slip may be returned within a month, if the glass is whole and clean. '
const GERMAN = 'Der Hafen ist der Ort, an dem die Boote liegen, wenn der Wind aus dem Norden kommt. '
const RUSSIAN = 'Дом стоит на берегу реки, и вечером в нём горит свет, но никто не знает, кто там живёт. '
const GREEK = 'Το σπίτι είναι δίπλα στο ποτάμι και το βράδυ ανάβει ένα φως που κανείς δεν ξέρει τίνος είναι. '
const STRINGS = 'q4kd8 ztr9v p2xw7 m8bn3 k5jh1 r6ty2 w9qz4 d3fg8 x7cv5 b1nm6 '

describe('whether text belongs to what is seen', () => {
  it.each([
    ['the same words', ENGLISH.repeat(9), ENGLISH, undefined],
    ['other words', OTHER.repeat(6), ENGLISH, 'unrelated'],
    ['few other words', OTHER.repeat(3), ENGLISH, undefined],
    ['another language', GERMAN.repeat(7), ENGLISH, 'foreign'],
    ['another script with a model', RUSSIAN.repeat(8), ENGLISH, 'foreign'],
    ['another script without a model', GREEK.repeat(6), ENGLISH, 'foreign'],
    [
      'the same script without a model',
      GREEK.repeat(6),
      'Καλημέρα σας, σας περιμένουμε όλους την Πέμπτη',
      undefined,
    ],
    ['strings', STRINGS.repeat(6), ENGLISH, 'random'],
    ['few strings', STRINGS.repeat(4), ENGLISH, undefined],
    ['one string', 'a1b2c3d4e5'.repeat(30), ENGLISH, 'random'],
    ['addresses', `https://example.org/${'a1b2c3d4e5'.repeat(9)} `.repeat(9), ENGLISH, undefined],
    ['nothing', '', ENGLISH, undefined],
  ])('%s', (_, text, seen, how) => {
    expect(strayText(text, seen)?.how).toBe(how)
  })

  it('says of what kind it is, and how much without addresses', () => {
    expect(strayText(`${GERMAN.repeat(7)} https://example.org/`, ENGLISH)).toEqual({
      how: 'foreign',
      kind: 'prose',
      language: 'de',
      characters: 7 * GERMAN.replaceAll(' ', '').length,
    })
  })
})

it('counts letters by script', () => {
  expect(Object.fromEntries(countScripts('ab 1 жд é 目に 한글 αβγ'))).toEqual({
    Latin: 3,
    Cyrillic: 2,
    Han: 2,
    Hangul: 2,
    Greek: 3,
  })
})
