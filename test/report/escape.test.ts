import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { escapeBytes, escapeJson, escapeText } from '../../src/report/escape.ts'

/** Everything that may act on a terminal or hide from the eye. */
const DANGEROUS = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u

function undo(text: string): string {
  return text.replace(/\\(?:([\\nrt])|x([0-9a-f]{2})|u\{([0-9a-f]+)\})/g, (_, short, byte, code) =>
    short
      ? { '\\': '\\', n: '\n', r: '\r', t: '\t' }[short as 'n']
      : String.fromCodePoint(Number.parseInt(byte ?? code, 16)),
  )
}

describe('escapeText', () => {
  it.each([
    ['plain text, ünï 漢字', 'plain text, ünï 漢字'],
    ['\x1b[2J', '\\x1b[2J'],
    ['\x9b2J', '\\u{9b}2J'],
    ['a\r\nb\tc\0', 'a\\r\\nb\\tc\\x00'],
    ['pay\u202egpj.exe', 'pay\\u{202e}gpj.exe'],
    ['\u2066x\u2069', '\\u{2066}x\\u{2069}'],
    ['z\u200bw\u200d\ufeff\u00ad', 'z\\u{200b}w\\u{200d}\\u{feff}\\u{ad}'],
    ['line\u2028paragraph\u2029', 'line\\u{2028}paragraph\\u{2029}'],
    ['\ud800 alone', '\\u{d800} alone'],
    ['tag \u{e0041}', 'tag \\u{e0041}'],
    ['filler \u3164', 'filler \\u{3164}'],
    ['C:\\mail', 'C:\\\\mail'],
  ])('%j becomes %j', (text, shown) => {
    expect(escapeText(text)).toBe(shown)
  })

  it('leaves nothing dangerous and can be undone', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const shown = escapeText(text)
        expect(shown).not.toMatch(DANGEROUS)
        expect(undo(shown)).toBe(text)
      }),
    )
  })
})

describe('escapeBytes', () => {
  it('shows UTF-8 as text and every other byte by its number', () => {
    const bytes = Uint8Array.from([
      0x41, 0xc3, 0xa4, 0xe9, 0x42, 0xf0, 0x9f, 0x8e, 0x81, 0xe2, 0x80, 0xae, 0x1b, 0xc3,
    ])
    expect(escapeBytes(bytes)).toBe('Aä\\xe9B🎁\\u{202e}\\x1b\\xc3')
  })

  it('leaves nothing dangerous of any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(escapeBytes(bytes)).not.toMatch(DANGEROUS)
      }),
    )
  })
})

describe('escapeJson', () => {
  it('keeps the value and leaves nothing dangerous', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const json = escapeJson(JSON.stringify({ text }))
        expect(json).not.toMatch(DANGEROUS)
        expect(JSON.parse(json)).toEqual({ text })
      }),
    )
  })
})
