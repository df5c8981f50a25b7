import fc from 'fast-check'
import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import { latin1 } from '../../src/mime/bytes.ts'
import { decodeUtf7, utf7Offsets } from '../../src/mime/utf7.ts'
import { bytesOf } from '../helpers/outline.ts'
import { runs } from '../helpers/runs.ts'

const offsetsOf = (bytes: Uint8Array) => [...utf7Offsets(bytes)]

describe('UTF-7', () => {
  it.each([
    ['A+ImIDkQ.', 'A\u2262\u0391.', 'the first example of RFC 2152'],
    ['Hi Mom -+Jjo--!', 'Hi Mom -\u263a-!', 'the second'],
    ['+ZeVnLIqe-', '\u65e5\u672c\u8a9e', 'the third'],
    ['+2DzfgQ-', '\u{1f381}', 'a surrogate pair'],
    ['2 +- 2', '2 + 2', 'a plus sign'],
    ['C+ a+', 'C+ a+', 'a plus sign that opens nothing'],
    ['+AOk', '\u00e9', 'a stretch that the text ends in'],
    ['+AOk b', '\u00e9 b', 'a stretch that another character ends'],
    ['+AOkA-b', '\u00e9b', 'bits that are left over'],
    ['+A-b', 'b', 'a stretch too short for a character'],
    ['a\xe9b', 'a\ufffdb', 'a byte above 0x7f'],
  ])('%s is %s: %s', (raw, text) => {
    expect(decodeUtf7(bytesOf(raw))).toBe(text)
  })

  it('says where each character comes from', () => {
    expect(offsetsOf(bytesOf('a+AOkA6Q-b+-c'))).toEqual([0, 1, 4, 9, 10, 12, 13])
  })

  const token = fc.constantFrom(
    '+',
    '-',
    '+-',
    'A',
    'OkA',
    'Jjo',
    ' ',
    '/',
    '=',
    '+AOk-',
    '+2DzfgQ',
    '\xe9',
    '\0',
  )
  const input = fc.array(token, { maxLength: 40 }).map((tokens) => bytesOf(tokens.join('')))

  it('gives what iconv-lite gives, where no plus sign stands for nothing', () => {
    fc.assert(
      fc.property(input, (bytes) => {
        fc.pre(!/\+(?![-+/a-z0-9])/i.test(latin1(bytes)))
        expect(decodeUtf7(bytes)).toBe(iconv.decode(Buffer.from(bytes), 'utf-7', { stripBOM: false }))
      }),
      runs(2000),
    )
  })

  it('maps every character, in order, to bytes that are there', () => {
    fc.assert(
      fc.property(input, (bytes) => {
        const offsets = offsetsOf(bytes)
        expect(offsets).toHaveLength(decodeUtf7(bytes).length + 1)
        expect(offsets.at(-1)).toBe(bytes.length)
        expect(offsets).toEqual([...offsets].sort((a, b) => a - b))
      }),
      runs(1000),
    )
  })
})
