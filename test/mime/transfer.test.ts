import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fromLatin1, latin1 } from '../../src/mime/bytes.ts'
import {
  type Decoded,
  decodeBase64,
  decodeQuotedPrintable,
  TransferPlaces,
  transferEnd,
} from '../../src/mime/transfer.ts'
import { runs } from '../helpers/runs.ts'
import { decoders, offsetsOf } from './offsets.ts'

const seen = ({ bytes, problems }: Decoded) => [
  latin1(bytes),
  ...problems.map(({ at, count }) => [at, count]),
]

describe('decodeQuotedPrintable', () => {
  // name, input, output, then [place of the first damage, how much]
  it.each<[string, string, string, ...[number, number][]]>([
    ['plain', 'abc', 'abc'],
    ['empty', '', ''],
    ['escapes', 'a=3Db=C3=A9', 'a=b\xc3\xa9'],
    ['lower-case digits', '=c3=a9', '\xc3\xa9'],
    ['soft line break', 'a=\r\nb', 'ab'],
    ['soft line break with a bare LF', 'a=\nb', 'ab'],
    ['soft line break with a bare CR', 'a=\rb', 'ab'],
    ['soft line break with white space', 'a= \t\r\nb', 'ab'],
    ['soft line break at the end', 'a=', 'a'],
    ['soft line break and white space at the end', 'a= ', 'a'],
    ['space before a soft line break stays', 'a =\r\nb', 'a b'],
    ['line ends stay', 'a\r\nb\nc\rd', 'a\r\nb\nc\rd'],
    ['white space at a line end is dropped', 'a \t\r\nb \nc', 'a\r\nb\nc'],
    ['white space at the end is dropped', 'a \t', 'a'],
    ['white space only', ' \r\n \t\r\n', '\r\n\r\n'],
    ['encoded white space at a line end stays', 'a=20\r\nb=09', 'a \r\nb\t'],
    ['encoded, then plain white space', 'a=20 \r\n', 'a \r\n'],
    ['encoded CR before LF keeps the space before it', 'a =0D\nb', 'a \r\nb'],
    ['8-bit bytes stay', 'a\xe9', 'a\xe9'],
    ['"=" before a quote', 'href=3D"a" b="c"', 'href="a" b="c"', [12, 1]],
    ['"=" before one digit', 'a=3g', 'a=3g', [1, 1]],
    ['escape cut off', 'a=3', 'a=3', [1, 1]],
    ['"=="', 'a==b', 'a==b', [1, 2]],
    ['"==" before an escape', 'a==41', 'a=A', [1, 1]],
    ['junk between "=" and the line end', 'a= b\r\nc', 'a= b\r\nc', [1, 1]],
    ['several', '=x =y =41 =z', '=x =y A =z', [0, 3]],
  ])('%s', (_, input, ...expected) => {
    expect(seen(decodeQuotedPrintable(fromLatin1(input)))).toEqual(expected)
  })

  it('gives back what was encoded', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        const { bytes: back, problems } = decodeQuotedPrintable(fromLatin1(encodeQuotedPrintable(bytes)))
        expect(latin1(back)).toBe(latin1(bytes))
        expect(problems).toEqual([])
      }),
    )
  })
})

describe('decodeBase64', () => {
  it.each<[string, string, string, ...[number, number][]]>([
    ['plain', 'YWJj', 'abc'],
    ['empty', '', ''],
    ['one padding', 'YWI=', 'ab'],
    ['two paddings', 'YQ==', 'a'],
    ['lines', 'YWJj\r\nZGVm\r\n', 'abcdef'],
    ['lines that cut groups', 'YW\r\nJjZ\nGVm', 'abcdef'],
    ['spaces and tabs', ' Y W\tJ j ', 'abc'],
    ['white space inside the padding', 'YQ=\r\n=', 'a'],
    ['foreign bytes', 'YW*J-j', 'abc', [2, 2]],
    ['8-bit bytes', 'YW\xe9Jj', 'abc', [2, 1]],
    ['NUL', 'YW\0Jj', 'abc', [2, 1]],
    ['no padding', 'YQ', 'a', [1, 1]],
    ['no padding after three', 'YWI', 'ab', [2, 1]],
    ['half of the padding', 'YQ=', 'a', [1, 1]],
    ['one digit left', 'YWJjZ', 'abc', [4, 1]],
    ['one digit, padded', 'YWJjZ===', 'abc', [5, 3]],
    ['too much padding', 'YWI==', 'ab', [4, 1]],
    ['padding after a whole group', 'YWJj=', 'abc', [4, 1]],
    ['concatenated', 'YQ==YWI=YWJj', 'aababc', [4, 2]],
    ['concatenated on lines', 'YQ==\r\nYWJj\r\n', 'aabc', [6, 1]],
    ['padding only', '==', '', [0, 2]],
  ])('%s', (_, input, ...expected) => {
    expect(seen(decodeBase64(fromLatin1(input)))).toEqual(expected)
  })

  it('gives back what was encoded, whatever the line length', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), fc.integer({ min: 1, max: 80 }), (bytes, width) => {
        const lines = btoa(latin1(bytes)).replace(new RegExp(`.{${width}}`, 'g'), '$&\r\n')
        const { bytes: back, problems } = decodeBase64(fromLatin1(lines))
        expect(latin1(back)).toBe(latin1(bytes))
        expect(problems).toEqual([])
      }),
    )
  })
})

describe('offsets', () => {
  const soup = fc
    .array(
      fc.constantFrom(
        '=',
        '=41',
        '=c3',
        '=\r\n',
        ' ',
        '\t',
        '\r',
        '\n',
        'A',
        'b',
        '4',
        '==',
        '*',
        '\xe9',
        'YWJj',
      ),
    )
    .map((parts) => fromLatin1(parts.join('')))
  it.each(['quoted-printable', 'base64'] as const)('of %s fit the decoder on any input', (encoding) => {
    fc.assert(
      fc.property(soup, (raw) => {
        const { bytes, problems } = decoders[encoding](raw)
        const offsets = offsetsOf(encoding, raw)
        expect(offsets.length).toBe(bytes.length + 1)
        expect(offsets[bytes.length]).toBe(raw.length)
        for (let i = 0; i < bytes.length; i++) {
          expect(offsets[i]).toBeLessThan(offsets[i + 1])
          const end = transferEnd(encoding, raw, offsets[i])
          expect(end).toBeGreaterThan(offsets[i])
          expect(end).toBeLessThanOrEqual(raw.length)
        }
        for (const { at, count } of problems) {
          expect(at).toBeLessThan(raw.length)
          expect(count).toBeGreaterThan(0)
        }
      }),
      runs(2000),
    )
  })

  it('of quoted-printable name the bytes that each decoded byte is written with', () => {
    fc.assert(
      fc.property(soup, (raw) => {
        const { bytes } = decodeQuotedPrintable(raw)
        const offsets = offsetsOf('quoted-printable', raw)
        for (let i = 0; i < bytes.length; i++) {
          const written = latin1(raw, offsets[i], transferEnd('quoted-printable', raw, offsets[i]))
          expect(written.length === 3 ? Number.parseInt(written.slice(1), 16) : written.charCodeAt(0)).toBe(
            bytes[i],
          )
        }
      }),
    )
  })

  it('of base64 name the digits that each decoded byte is written with', () => {
    const raw = fromLatin1('YW*J\r\nj')
    const offsets = offsetsOf('base64', raw)
    expect([...offsets]).toEqual([0, 1, 3, 7])
    expect([0, 1, 3].map((at) => transferEnd('base64', raw, at))).toEqual([2, 4, 7])
  })

  const long = fc
    .array(fc.tuple(soup, fc.constantFrom(1, 300, 900)), { minLength: 1, maxLength: 12 })
    .map((parts) => fromLatin1(parts.map(([raw, times]) => latin1(raw).repeat(times)).join('')))

  it.each(['quoted-printable', 'base64'] as const)('of %s are the same in any order', (encoding) => {
    fc.assert(
      fc.property(long, fc.array(fc.nat()), (raw, places) => {
        const offsets = offsetsOf(encoding, raw)
        const found = new TransferPlaces(encoding, raw, decoders[encoding](raw))
        for (const place of places) {
          const at = place % offsets.length
          expect(found.of(at)).toBe(offsets[at])
        }
      }),
    )
  })
})

/** RFC 2045 6.7, every rule used. */
function encodeQuotedPrintable(bytes: Uint8Array): string {
  let out = ''
  let width = 0
  for (const byte of bytes) {
    const plain = byte > 0x20 && byte < 0x7f && byte !== 0x3d
    const piece = plain ? String.fromCharCode(byte) : `=${byte.toString(16).toUpperCase().padStart(2, '0')}`
    if (width + piece.length > 75) {
      out += '=\r\n'
      width = 0
    }
    out += piece
    width += piece.length
  }
  return out
}
