import fc from 'fast-check'
import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import { fromLatin1, latin1 } from '../../src/mime/bytes.ts'
import { charsetPlaces, decodeCharset, outlineCharset } from '../../src/mime/charset.ts'
import { runs } from '../helpers/runs.ts'

/** For each code unit of the text the index of its first byte; one entry more holds the number of bytes. */
function offsetsOf(bytes: Uint8Array, label: string | undefined): number[] {
  const places = charsetPlaces(bytes, label)
  return Array.from({ length: decodeCharset(bytes, label).text.length + 1 }, (_, unit) => places(unit))
}

const HIGH = Uint8Array.from({ length: 128 }, (_, i) => 128 + i)

describe('labels', () => {
  it.each([
    ['utf-8', 'utf-8'],
    ['UTF8', 'utf-8'],
    ['"utf-8"', 'utf-8'],
    [" 'UTF-8' ", 'utf-8'],
    ['utf-8;', 'utf-8'],
    ['utf-8 junk', 'utf-8'],
    ['utf-8<div', 'utf-8'],
    ['GB2312_CHARSET', 'gbk'],
    ['default', 'us-ascii'],
    ['utf_8', 'utf-8'],
    ['unicode-1-1-utf-8', 'utf-8'],
    ['cp65001', 'utf-8'],
    ['iso-8859-1', 'windows-1252'],
    ['iso8859_1', 'windows-1252'],
    ['ISO_8859-1', 'windows-1252'],
    ['latin1', 'windows-1252'],
    ['cp1252', 'windows-1252'],
    ['windows1252', 'windows-1252'],
    ['win-1251', 'windows-1251'],
    ['cp-1251', 'windows-1251'],
    ['iso8859_15', 'iso-8859-15'],
    ['iso-8859-8-i', 'iso-8859-8-i'],
    ['KOI8R', 'koi8-r'],
    ['x-sjis', 'shift_jis'],
    ['cp932', 'shift_jis'],
    ['ms936', 'gbk'],
    ['gb2312', 'gbk'],
    ['ks_c_5601-1987', 'euc-kr'],
    ['x-mac-cyrillic', 'x-mac-cyrillic'],
    ['unicode-1-1-utf-7', 'utf-7'],
    ['cp437', 'cp437'],
    ['IBM850', 'cp850'],
    ['iso-8859-16', 'iso-8859-16'],
  ])('%s is %s', (label, charset) => {
    expect(decodeCharset(Uint8Array.of(0x41), label)).toEqual({
      text: 'A',
      charset,
      known: true,
      malformed: false,
    })
  })

  it.each([
    'x-none-such',
    'base64',
    'b-a-s-e-64',
    'hex',
    'h_e_x',
    'utf-8'.repeat(20),
    '__proto__',
    'constructor',
  ])('%s is unknown and read as windows-1252', (label) => {
    expect(decodeCharset(Uint8Array.of(0x93), label)).toEqual({
      text: '“',
      charset: 'windows-1252',
      known: false,
      malformed: false,
    })
  })
})

it('reads UTF-8 under an unknown label', () => {
  const bytes = fromLatin1('caf\xc3\xa9')
  expect(decodeCharset(bytes, '[charset]')).toEqual({
    text: 'café',
    charset: 'utf-8',
    known: false,
    malformed: false,
  })
  expect(offsetsOf(bytes, '[charset]')).toEqual([0, 1, 2, 3, 5])
})

describe('nothing declared', () => {
  it.each([
    ['ASCII', 'abc', 'abc', 'us-ascii'],
    ['UTF-8', 'caf\xc3\xa9', 'café', 'utf-8'],
    ['windows-1252', 'caf\xe9 \x80', 'café €', 'windows-1252'],
    ['cut UTF-8', 'caf\xc3', 'cafÃ', 'windows-1252'],
  ])('%s', (_, bytes, text, charset) => {
    expect(decodeCharset(fromLatin1(bytes), undefined)).toEqual({
      text,
      charset,
      known: true,
      malformed: false,
    })
    expect(decodeCharset(fromLatin1(bytes), '')).toEqual({ text, charset, known: true, malformed: false })
    expect(decodeCharset(fromLatin1(bytes), 'us-ascii')).toEqual({
      text,
      charset,
      known: true,
      malformed: charset !== 'us-ascii',
    })
  })
})

describe('single-byte charsets agree with iconv-lite', () => {
  // left out: macintosh, windows-1255, koi8-u, whose tables in iconv-lite are older than the WHATWG ones
  it.each([
    'windows-1250',
    'windows-1251',
    'windows-1252',
    'windows-1253',
    'windows-1254',
    'windows-1256',
    'windows-1257',
    'windows-1258',
    'iso-8859-2',
    'iso-8859-3',
    'iso-8859-4',
    'iso-8859-5',
    'iso-8859-6',
    'iso-8859-7',
    'iso-8859-8',
    'iso-8859-10',
    'iso-8859-13',
    'iso-8859-14',
    'iso-8859-15',
    'iso-8859-16',
    'koi8-r',
    'cp437',
    'cp850',
    'cp866',
  ])('%s', (label) => {
    const ours = decodeCharset(HIGH, label).text
    const theirs = iconv.decode(Buffer.from(HIGH), label)
    expect(ours.length).toBe(128)
    const differ: string[] = []
    for (let i = 0; i < 128; i++) {
      // where one of them has no character there is nothing to agree on
      const open = (char: string) => char === '\ufffd' || (char >= '\x80' && char <= '\x9f')
      if (ours[i] !== theirs[i] && !open(ours[i]) && !open(theirs[i])) differ.push((128 + i).toString(16))
    }
    expect(differ).toEqual([])
  })

  it('windows-1252, iso-8859-1 and latin1 in 0x80..0x9f', () => {
    const bytes = HIGH.subarray(0, 32)
    const expected = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ'
    for (const label of ['windows-1252', 'iso-8859-1', 'latin1', 'x-none-such'])
      expect(decodeCharset(bytes, label).text).toBe(expected)
  })
})

/** Text that each charset can write. */
const SAMPLES: [label: string, text: string][] = [
  ['utf-8', 'a é 日本 🎁 z'],
  ['gb18030', 'a 你好 🎁 é z'],
  ['gbk', 'a 你好，世界 z'],
  ['big5', 'a 你好 z'],
  ['shift_jis', 'a 日本 ｱｲ z'],
  ['euc-jp', 'a 日本 ｱ z'],
  ['euc-kr', 'a 한국 z'],
  ['utf-16le', 'a é 日本 🎁 z'],
  ['utf-16be', 'a é 日本 🎁 z'],
  ['utf-7', 'a é 日本 z'],
]

describe('multibyte charsets', () => {
  it.each(SAMPLES)('%s is read', (label, text) => {
    expect(decodeCharset(iconv.encode(text, label), label)).toMatchObject({
      text,
      known: true,
      malformed: false,
    })
  })

  const native = SAMPLES.filter(([label]) => label !== 'utf-7')

  it.each(native)('offsets of %s cut between characters', (label, text) => {
    const bytes = iconv.encode(text, label)
    const offsets = offsetsOf(bytes, label)
    expect(offsets[text.length]).toBe(bytes.length)
    let unit = 0
    for (const char of text) {
      const piece = bytes.subarray(offsets[unit], offsets[unit + char.length])
      expect(decodeCharset(piece, label).text).toBe(char)
      unit += char.length
    }
  })

  it('any character of a charset that only iconv-lite has stands for all bytes', () => {
    expect(offsetsOf(fromLatin1('a\0\0\0b\0\0\0'), 'utf-32le')).toEqual([0, 0, 8])
  })

  it('iso-2022-jp is read, escape sequences belonging to the next character', () => {
    const bytes = fromLatin1('a\x1b$B$"$$\x1b(Bz')
    expect(decodeCharset(bytes, 'iso-2022-jp').text).toBe('aあいz')
    expect(offsetsOf(bytes, 'iso-2022-jp')).toEqual([0, 1, 6, 8, 12])
  })

  it('UTF-16 goes by its byte order mark, which stays', () => {
    expect(decodeCharset(Uint8Array.of(0xfe, 0xff, 0, 0x41), 'utf-16').text).toBe('\ufeffA')
    expect(decodeCharset(Uint8Array.of(0xff, 0xfe, 0x41, 0), 'utf-16').text).toBe('\ufeffA')
    expect(decodeCharset(Uint8Array.of(0x41, 0), 'utf-16').text).toBe('A')
  })

  it('a byte order mark of UTF-8 stays', () => {
    expect(decodeCharset(Uint8Array.of(0xef, 0xbb, 0xbf, 0x41), 'utf-8').text).toBe('\ufeffA')
  })

  it.each([
    ['utf-8', [0x61, 0xff], true],
    ['utf-8', [0xef, 0xbf, 0xbd], false],
    ['gbk', [0x81], true],
    ['shift_jis', [0x81], true],
  ])('%s %o: malformed is %s', (label, bytes, malformed) => {
    expect(decodeCharset(Uint8Array.from(bytes), label).malformed).toBe(malformed)
  })
})

describe('offsets', () => {
  const hostile = fc.oneof(
    fc.uint8Array({ maxLength: 60 }),
    fc
      .array(
        fc.constantFrom(0x41, 0x7e, 0x80, 0xa0, 0xbf, 0xc2, 0xe0, 0xed, 0xf0, 0xf4, 0x1b, 0x28, 0x30, 0x81),
      )
      .map((list) => Uint8Array.from(list)),
  )

  it.each([
    undefined,
    'us-ascii',
    'utf-8',
    'iso-8859-1',
    'windows-1251',
    'gb18030',
    'gbk',
    'big5',
    'shift_jis',
    'euc-jp',
    'euc-kr',
    'iso-2022-jp',
    'utf-16le',
    'utf-16be',
    'utf-16',
    'utf-7',
    'utf-32',
    'cp437',
    'x-none-such',
  ])('of %s fit the text of any bytes', (label) => {
    fc.assert(
      fc.property(hostile, (bytes) => {
        const { text } = decodeCharset(bytes, label)
        const offsets = offsetsOf(bytes, label)
        expect(offsets[text.length]).toBe(bytes.length)
        for (let i = 0; i < text.length; i++) expect(offsets[i]).toBeLessThanOrEqual(offsets[i + 1])
      }),
      runs(300),
    )
  })

  it('of broken UTF-8 give each maximal subpart one place', () => {
    const bytes = Uint8Array.of(0xf0, 0x9f, 0x41, 0xe0, 0x80, 0xc3, 0xa9)
    expect(decodeCharset(bytes, 'utf-8').text).toBe('\ufffdA\ufffd\ufffdé')
    expect(offsetsOf(bytes, 'utf-8')).toEqual([0, 2, 3, 4, 5, 7])
  })

  it('of UTF-8 are the same in any order', () => {
    const bytes = new TextEncoder().encode('aé你🎁z'.repeat(3))
    const offsets = offsetsOf(bytes, 'utf-8')
    const places = charsetPlaces(bytes, 'utf-8')
    for (let i = offsets.length - 1; i >= 0; i--) expect(places(i)).toBe(offsets[i])
  })

  it('of text with many broken characters map its end as one', () => {
    const bytes = fromLatin1('\x81\x30A'.repeat(300))
    const { text } = decodeCharset(bytes, 'gb18030')
    const offsets = offsetsOf(bytes, 'gb18030')
    expect([offsets[0], offsets[text.length]]).toEqual([0, 900])
    expect(new Set(offsets).size).toBeGreaterThan(100)
    expect(offsets[text.length - 1]).toBeLessThan(900)
  })
})

describe('an outline', () => {
  const label = fc.constantFrom('utf-8', 'windows-1252', 'iso-8859-5', 'gbk', undefined)
  const byte = fc.constantFrom(0x3c, 0x41, 0x7e, 0x80, 0xa0, 0xbf, 0xc2, 0xe0, 0xed, 0xf0, 0xf4, 0xff)

  it('has the ASCII of the text, and its parts are those of the text', () => {
    fc.assert(
      fc.property(label, fc.array(byte), (name, list) => {
        const bytes = Uint8Array.from(list)
        const { outline } = outlineCharset(bytes, name)
        const { text } = decodeCharset(bytes, name)
        let at = 0
        let whole = ''
        let units = 0
        for (let i = 0; i <= outline.length; i++) {
          if (i < outline.length && outline.bytes[i] > 0x7f) continue
          const cut = Math.min(i + 1, outline.length)
          whole += outline.slice(at, cut)
          units += outline.units(at, cut)
          expect(outline.part(at, cut).slice(0, cut - at)).toBe(outline.slice(at, cut))
          at = cut
        }
        expect(whole).toBe(text)
        expect(units).toBe(text.length)
        expect(text.replace(/[^\0-\x7f]/g, '')).toBe(latin1(outline.bytes.filter((byte) => byte < 0x80)))
      }),
    )
  })
})

describe('halves of surrogate pairs', () => {
  it.each([
    ['utf-7', '+2AA-'],
    ['utf-7', '+3AA-'],
    ['utf-7', 'a+2ADYAA-b'],
    ['cesu-8', '\xed\xa0\x80'],
    ['cesu-8', '\xed\xb0\x80x'],
    ['utf-8', '\xed\xa0\x80'],
    ['utf-16le', '\x00\xd8'],
    ['utf-16be', '\xdc\x00\x00a'],
    ['utf-16', '\xfe\xff\xd8\x00\x00a'],
    ['utf-32le', '\x00\xd8\x00\x00'],
    ['utf-32be', '\x00\x00\xdf\xff'],
    ['utf-32', '\x00\xd8\x00\x00a\x00\x00\x00'],
  ])('in %s are U+FFFD: %j', (label, bytes) => {
    const { text, malformed } = decodeCharset(fromLatin1(bytes), label)
    expect(text.isWellFormed()).toBe(true)
    expect(text).toContain('\ufffd')
    expect(malformed).toBe(true)
  })

  it('leave no decoder, whatever the bytes', () => {
    const labels = [
      'utf-7',
      'cesu-8',
      'utf-8',
      'utf-16',
      'utf-16be',
      'utf-32',
      'utf-32be',
      'gb18030',
      'big5-hkscs',
    ]
    const units = fc.constantFrom(
      0x00,
      0x2b,
      0x2d,
      0x32,
      0x41,
      0xd8,
      0xdc,
      0xdf,
      0xed,
      0xa0,
      0xb0,
      0xfe,
      0xff,
    )
    fc.assert(
      fc.property(fc.constantFrom(...labels), fc.array(fc.oneof(units, fc.nat(255))), (label, list) => {
        expect(decodeCharset(Uint8Array.from(list), label).text.isWellFormed()).toBe(true)
      }),
    )
  })
})
