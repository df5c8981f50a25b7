import fc from 'fast-check'
import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import { fromLatin1, latin1 } from '../../src/mime/bytes.ts'
import { PartText } from '../../src/mime/text.ts'
import type { TransferEncoding } from '../../src/mime/transfer.ts'
import { runs } from '../helpers/runs.ts'

const part = (raw: string, encoding: TransferEncoding, label?: string, offset = 0) =>
  new PartText(fromLatin1(raw), encoding, label, offset)

/** The raw bytes that a piece of the text maps to. */
const written = (text: PartText, piece: string) => {
  const at = text.text.indexOf(piece)
  const { start, end } = text.range(at, at + piece.length)
  return latin1(text.raw, start - text.offset, end - text.offset)
}

describe('text', () => {
  it.each<[string, string, TransferEncoding, string | undefined, string]>([
    ['7bit', 'abc\r\n', '7bit', 'us-ascii', 'abc\r\n'],
    ['8bit UTF-8', 'caf\xc3\xa9', '8bit', 'utf-8', 'café'],
    ['quoted-printable', 'caf=C3=A9 =\r\nx', 'quoted-printable', 'utf-8', 'café x'],
    ['base64', 'Y2Fmw6k=', 'base64', 'utf-8', 'café'],
    ['unknown encoding', 'caf=C3=A9', 'unknown', 'utf-8', 'caf=C3=A9'],
    ['no charset', 'caf=E9', 'quoted-printable', undefined, 'café'],
  ])('%s', (_, raw, encoding, label, text) => {
    expect(part(raw, encoding, label).text).toBe(text)
    expect(part(raw, encoding, label).problems).toEqual([])
  })
})

describe('problems', () => {
  it.each<[string, string, TransferEncoding, string | undefined, object]>([
    [
      'quoted-printable',
      'ab=zz =y',
      'quoted-printable',
      'utf-8',
      { code: 'bad-quoted-printable', start: 102, end: 103, count: 2 },
    ],
    ['base64', 'YW*Jj', 'base64', 'utf-8', { code: 'bad-base64', start: 102, end: 103, count: 1 }],
    [
      'charset label',
      'abc',
      '7bit',
      'x-none-such',
      { code: 'unknown-charset', start: 100, end: 103, count: 1 },
    ],
    [
      'charset',
      'a=FFb=FE',
      'quoted-printable',
      'utf-8',
      { code: 'bad-charset', start: 101, end: 104, count: 2 },
    ],
    ['US-ASCII', 'ab\xc3\xa9', '8bit', 'us-ascii', { code: 'bad-charset', start: 102, end: 104, count: 1 }],
    ['NUL', 'a\0b\0', '7bit', 'utf-8', { code: 'nul', start: 101, end: 102, count: 2 }],
    ['encoded NUL', 'a=00', 'quoted-printable', 'utf-8', { code: 'nul', start: 101, end: 104, count: 1 }],
  ])('%s', (_, raw, encoding, label, problem) => {
    expect(part(raw, encoding, label, 100).problems).toEqual([problem])
  })

  it('zero bytes of UTF-16 are no NUL', () => {
    expect(part('a\0b\0', '8bit', 'utf-16le').problems).toEqual([])
  })
})

describe('range', () => {
  it.each<[string, string, TransferEncoding, string, string, string]>([
    ['ASCII', 'abc def', '7bit', 'us-ascii', 'c d', 'c d'],
    ['UTF-8', 'a\xc3\xa9b', '8bit', 'utf-8', 'é', '\xc3\xa9'],
    ['escape as a whole', 'a=C3=A9b', 'quoted-printable', 'utf-8', 'é', '=C3=A9'],
    ['soft break inside', 'a=\r\nb=\r\nc', 'quoted-printable', 'utf-8', 'ab', 'a=\r\nb'],
    ['character cut by a soft break', '=C3=\r\n=A9b', 'quoted-printable', 'utf-8', 'é', '=C3=\r\n=A9'],
    ['dropped white space', 'a  \r\nb', 'quoted-printable', 'utf-8', 'a', 'a'],
    ['first byte of a group', 'YWJj', 'base64', 'utf-8', 'a', 'YW'],
    ['middle byte of a group', 'YWJj', 'base64', 'utf-8', 'b', 'WJ'],
    ['last byte of a group', 'YWJj\r\nZGVm', 'base64', 'utf-8', 'c', 'Jj'],
    ['across lines', 'YWJj\r\nZGVm', 'base64', 'utf-8', 'cd', 'Jj\r\nZG'],
    ['surrogate pair', 'a\xf0\x9f\x8e\x81b', '8bit', 'utf-8', '🎁', '\xf0\x9f\x8e\x81'],
    ['half of a surrogate pair', 'a\xf0\x9f\x8e\x81b', '8bit', 'utf-8', '\ud83c', '\xf0\x9f\x8e\x81'],
    ['other half', 'a\xf0\x9f\x8e\x81b', '8bit', 'utf-8', '\udf81', '\xf0\x9f\x8e\x81'],
  ])('%s', (_, raw, encoding, label, piece, bytes) => {
    expect(written(part(raw, encoding, label), piece)).toBe(bytes)
  })

  it('is absolute and stays inside the part', () => {
    const text = part('caf=C3=A9', 'quoted-printable', 'utf-8', 1000)
    expect(text.range(3, 4)).toEqual({ start: 1003, end: 1009 })
    expect(text.range(-5, 99)).toEqual({ start: 1000, end: 1009 })
    expect(text.range(4, 4)).toEqual({ start: 1009, end: 1009 })
    expect(text.range(3, 1)).toEqual({ start: 1003, end: 1003 })
    expect(part('', 'base64', 'utf-8', 7).range(0, 1)).toEqual({ start: 7, end: 7 })
  })

  const encodings = ['8bit', 'quoted-printable', 'base64'] as const
  const charsets = ['utf-8', 'gb18030', 'windows-1251', 'utf-16le'] as const
  const words = fc
    .array(fc.constantFrom('a', 'Z', ' ', '=', '\r\n', 'ж', 'я', '-', '9'), { minLength: 1, maxLength: 60 })
    .map((list) => list.join(''))
  const wide = fc
    .array(fc.constantFrom('a', ' ', '=', '\r\n', 'é', '你', '好', '🎁', '𠮷'), {
      minLength: 1,
      maxLength: 60,
    })
    .map((list) => list.join(''))

  it.each(encodings.flatMap((encoding) => charsets.map((label) => [encoding, label] as const)))(
    'of %s in %s decodes to the slice it stands for',
    (encoding, label) => {
      fc.assert(
        fc.property(label === 'windows-1251' ? words : wide, fc.nat(), fc.nat(), (text, a, b) => {
          const whole = new PartText(encode(iconv.encode(text, label), encoding), encoding, label, 0)
          expect(whole.text).toBe(text)
          const chars = Array.from(text)
          const [low, high] = [a % (chars.length + 1), b % (chars.length + 1)].sort((x, y) => x - y)
          const slice = chars.slice(low, high).join('')
          const from = chars.slice(0, low).join('').length
          const { start, end } = whole.range(from, from + slice.length)
          if (encoding === 'base64') {
            // a byte in the middle of a group shares its digits: widened to whole groups, the slice must be inside
            const digits = whole.raw.subarray(start - (start % 4), end + ((4 - (end % 4)) % 4))
            const around = new PartText(digits, encoding, label, 0)
            expect(Buffer.from(around.bytes).includes(iconv.encode(slice, label))).toBe(true)
            expect(around.bytes.length - iconv.encode(slice, label).length).toBeLessThanOrEqual(4)
          } else expect(new PartText(whole.raw.subarray(start, end), encoding, label, 0).text).toBe(slice)
        }),
      )
    },
  )

  it('stays inside the part on any bytes', () => {
    const labels = fc.constantFrom(undefined, 'utf-8', 'gbk', 'iso-2022-jp', 'utf-7', 'utf-16', 'koi8-r')
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 80 }),
        fc.constantFrom(...encodings),
        labels,
        (raw, encoding, label) => {
          const text = new PartText(raw, encoding, label, 10)
          const all = [...text.problems, ...Array.from(text.text, (_, i) => text.range(i, i + 3))]
          for (const { start, end } of all) {
            expect(start).toBeGreaterThanOrEqual(10)
            expect(end).toBeGreaterThanOrEqual(start)
            expect(end).toBeLessThanOrEqual(10 + raw.length)
          }
        },
      ),
      runs(500),
    )
  })
})

/** Plain forms: base64 on one line; every byte that is no letter escaped. */
function encode(bytes: Uint8Array, encoding: TransferEncoding): Uint8Array {
  if (encoding === 'base64') return fromLatin1(btoa(latin1(bytes)))
  if (encoding !== 'quoted-printable') return bytes
  const hex = (char: string) => `=${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`
  return fromLatin1(latin1(bytes).replace(/[^a-z]/g, hex))
}
