import { describe, it } from 'vitest'
import { decodePhrase, decodeUnstructured } from '../../src/mime/encoded-word.ts'
import { expectLinear } from '../helpers/growth.ts'

describe('encoded words', () => {
  it.each([
    ['words', '=?utf-8?Q?a=C3=A9?= '],
    ['openings', '=?'],
    ['half openings', '=?a?q?x'],
    ['openings with spaces', '=? a ?q ? b'],
    ['false ends', '=?a?q?x?=41'],
    ['quoted words', '"=?utf-8?B?YQ==?=" '],
    ['quotes', '"a"'],
    ['backslashes', '\\"'],
    ['folds', '\r\n a'],
    ['8-bit bytes', '\xc3\xa9\xe9 '],
    ['encoded line ends', '=?utf-8?Q?=0A?= '],
  ])('are read in linear time: %s', (_, unit) => {
    const run = (raw: string) => [decodePhrase(raw), decodeUnstructured(raw)]
    expectLinear((size) => unit.repeat(Math.ceil(size / unit.length)), run)
  })
})
