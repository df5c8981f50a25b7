import { describe, expect, it } from 'vitest'
import { readMessageText } from '../../src/index.ts'

const encode = (text: string): Uint8Array => new TextEncoder().encode(text)
const utf16 = (text: string, low: boolean): number[] =>
  Array.from(text).flatMap((c) =>
    low ? [c.charCodeAt(0) & 255, c.charCodeAt(0) >> 8] : [c.charCodeAt(0) >> 8, c.charCodeAt(0) & 255],
  )
const shown = (type: string, body: Iterable<number>): string =>
  readMessageText(
    encode(
      `From: a@example.net\r\nContent-Type: ${type}\r\nContent-Transfer-Encoding: base64\r\n\r\n${btoa(String.fromCharCode(...body))}\r\n`,
    ),
  ).visibleText

describe('a byte order mark is no character of the text', () => {
  it.each<[name: string, type: string, body: Iterable<number>]>([
    ['UTF-8', 'text/plain; charset=utf-8', encode('\ufeffHi \u00e9')],
    ['UTF-8 under another label', 'text/plain; charset=windows-1252', encode('\ufeffHi \u00e9')],
    ['UTF-16, low byte first', 'text/plain', utf16('\ufeffHi \u00e9', true)],
    ['UTF-16, high byte first', 'text/plain', utf16('\ufeffHi \u00e9', false)],
    ['UTF-16 by its label', 'text/plain; charset=utf-16le', utf16('\ufeffHi \u00e9', true)],
    ['UTF-8 HTML', 'text/html; charset=utf-8', encode('\ufeff<p>Hi \u00e9')],
    ['UTF-16 HTML', 'text/html', utf16('\ufeff<p>Hi \u00e9', true)],
  ])('%s', (_, type, body) => {
    expect(shown(type, body)).toBe('Hi \u00e9')
  })

  it('only where the text begins', () => {
    expect(shown('text/plain; charset=utf-8', encode('a\ufeffb'))).toBe('a\ufeffb')
    expect(shown('text/plain; charset=utf-8', encode('\ufeff\ufeffb'))).toBe('\ufeffb')
  })
})
