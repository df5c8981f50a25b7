import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createAnalyzer } from '../../src/index.ts'
import { fromLatin1 } from '../../src/mime/bytes.ts'
import { isUtf8ByMoreThanChance, metaCharset, zeroByteCharset } from '../../src/mime/charset-evidence.ts'
import { decodeUnstructured } from '../../src/mime/encoded-word.ts'
import { PartText } from '../../src/mime/text.ts'

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)
const utf16 = (text: string, mark = ''): string => Buffer.from(mark + text, 'utf16le').toString('latin1')

function read(
  bytes: string,
  label?: string,
  html = true,
): { text: string; charset: string; codes: string[] } {
  const part = new PartText(fromLatin1(bytes), '8bit', label, 0, html)
  return { text: part.text, charset: part.charset, codes: part.problems.map(({ code }) => code) }
}

describe('a byte order mark', () => {
  it.each([
    ['UTF-16, nothing declared', utf16('<p>ab</p>', '\ufeff'), undefined, 'utf-16le'],
    ['UTF-16 under UTF-8', utf16('<p>ab</p>', '\ufeff'), 'utf-8', 'utf-16le'],
    ['UTF-16 under Latin 1', utf16('<p>ab</p>', '\ufeff'), 'iso-8859-1', 'utf-16le'],
    ['UTF-16, high byte first', '\xfe\xff\0a\0b', 'us-ascii', 'utf-16be'],
    ['UTF-8 under windows-1251', '\xef\xbb\xbf\xc3\xa9', 'windows-1251', 'utf-8'],
    ['UTF-16 before meta', utf16('<meta charset=koi8-r>', '\ufeff'), undefined, 'utf-16le'],
  ])('decides: %s', (_, bytes, label, charset) => {
    expect(read(bytes, label).charset).toBe(charset)
  })
})

describe('meta', () => {
  it.each([
    ['<meta charset="windows-1251">', 'windows-1251'],
    ['<META CharSet=KOI8-R>', 'koi8-r'],
    ["<meta http-equiv='Content-Type' content='text/html; charset=gb2312'>", 'gb2312'],
    ['<meta content="text/html; charset=&quot;" http-equiv=x><meta charset=big5>', 'big5'],
    ['<!-- <meta charset=koi8-r> --><meta charset=shift_jis>', 'shift_jis'],
    ['<title a="<meta charset=koi8-r>"><meta charset=iso-8859-2>', 'iso-8859-2'],
    ['<meta charset=utf-16le>', 'utf-8'],
    ['<meta name=x content="charset=koi8-r">', undefined],
    ['<meta charset=', undefined],
    ['<metadata charset=koi8-r>', undefined],
    [`${' '.repeat(1020)}<meta charset=koi8-r>`, undefined],
  ])('%s names %s', (html, label) => {
    expect(metaCharset(fromLatin1(html))).toBe(label)
  })

  it.each([
    ['windows-1251', '\xcf\xf0\xe8\xe2\xe5\xf2', 'Привет'],
    ['koi8-r', '\xf0\xd2\xc9\xd7\xc5\xd4', 'Привет'],
    ['gb2312', '\xc4\xe3\xba\xc3', '你好'],
    ['shift_jis', '\x82\xb1\x82\xf1', 'こん'],
    ['big5', '\xa7\x41\xa6\x6e', '你好'],
    ['iso-8859-2', '\xb1\xe6', 'ąć'],
    ['iso-2022-jp', '\x1b$B$3\x1b(B', 'こ'],
  ])('decides where nothing is declared: %s', (label, bytes, text) => {
    const found = read(`<meta charset=${label}>${bytes}`)
    expect(found.text.endsWith(text)).toBe(true)
    expect(found.codes).toEqual([])
  })

  it('decides neither against a parameter, nor in plain text, nor for a charset that no browser knows', () => {
    expect(read('<meta charset=koi8-r>\xe9', 'iso-8859-1').charset).toBe('windows-1252')
    expect(read('<meta charset=koi8-r>\xe9', undefined, false).charset).toBe('windows-1252')
    expect(read('<meta charset=utf-7>+AGE-').text).toContain('+AGE-')
  })

  it('is looked for without throwing, whatever the bytes', () => {
    const pieces = fc.constantFrom(
      '<meta ',
      'charset',
      '=',
      '"',
      "'",
      '>',
      '/',
      '<!--',
      '-->',
      '<',
      '?',
      '!',
      ' ',
      'a',
      'http-equiv=content-type ',
      'content=',
    )
    fc.assert(fc.property(fc.array(pieces), (list) => void metaCharset(fromLatin1(list.join('')))))
  })
})

describe('UTF-16 that nothing declares', () => {
  it.each([
    [utf16('<p>Dobry den</p>'), 'utf-16le'],
    [`\0${utf16('<p>Dobry den</p>').slice(0, -1)}`, 'utf-16be'],
    [utf16('Цена 100 rub, kupi!'), 'utf-16le'],
    ['one \0 among many letters', undefined],
    ['\0\0\0\0\0\0\0\0', undefined],
    ['plain', undefined],
  ])('%j is %s', (bytes, charset) => {
    expect(zeroByteCharset(fromLatin1(bytes))).toBe(charset)
  })
})

describe('UTF-8 under a label of one byte a character', () => {
  it.each(['Dzień dobry, dirección — ok', 'don’t', 'café', 'Привет', '你', '😀', 'naïve façade'])(
    '%s is more than chance',
    (text) => {
      expect(isUtf8ByMoreThanChance(utf8(text))).toBe(true)
      for (const label of ['iso-8859-1', 'windows-1252', 'windows-1251', 'koi8-r', 'iso-8859-2'])
        expect(read(Buffer.from(text).toString('latin1'), label)).toEqual({
          text,
          charset: 'utf-8',
          codes: ['utf8-under-other-label'],
        })
    },
  )

  it.each(['CAF\xc9\xbb', '\xc9\xbb and \xc9\xbb', 'da\xdf\xbb'])('%j may be chance', (bytes) => {
    expect(isUtf8ByMoreThanChance(fromLatin1(bytes))).toBe(false)
    expect(read(bytes, 'iso-8859-1')).toMatchObject({ charset: 'windows-1252', codes: [] })
  })

  it('is found in encoded words and in base64', () => {
    const word = decodeUnstructured('=?iso-8859-1?Q?caf=C3=A9_don=E2=80=99t?=')
    expect(word.text).toBe('café don’t')
    expect(word.problems.map(({ code }) => code)).toEqual(['utf8-under-other-label'])
    const base64 = Buffer.from('café don’t').toString('base64')
    const mail = `Content-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: base64\r\n\r\n${base64}\r\n`
    expect(
      createAnalyzer()
        .analyze(utf8(mail))
        .defects.map(({ code }) => code),
    ).toContain('utf8-under-other-label')
  })
})

describe('the decisions in a stream', () => {
  it.each([
    ['mark', 'Content-Type: text/html\r\n\r\n\xff\xfe<\0p\0>\0h\0i\0'],
    ['meta', 'Content-Type: text/html\r\n\r\n<meta charset=windows-1251><p>\xcf\xf0\xe8\xe2\xe5\xf2'],
    ['zero bytes', 'Content-Type: text/html\r\n\r\n<\0p\0>\0h\0i\0 \0h\0o\0'],
    ['UTF-8', 'Content-Type: text/plain; charset=iso-8859-1\r\n\r\ncaf\xc3\xa9 don\xe2\x80\x99t'],
  ])('are those of the whole: %s', async (_, mail) => {
    const analyzer = createAnalyzer()
    const bytes = fromLatin1(mail)
    const whole = analyzer.analyze(bytes)
    for (const size of [1, 2, 3, 7]) {
      const chunks = async function* () {
        for (let at = 0; at < bytes.length; at += size) yield bytes.slice(at, at + size)
      }
      expect(await analyzer.analyzeStream(chunks())).toEqual(whole)
    }
  })
})
