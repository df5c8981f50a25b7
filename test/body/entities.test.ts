import { characterEntities } from 'character-entities'
import fc from 'fast-check'
import { type DefaultTreeAdapterMap, parseFragment } from 'parse5'
import { describe, expect, it } from 'vitest'
import { decodeReference, decodeText } from '../../src/body/entities.ts'

const names = Object.keys(characterEntities)

/** The text with its references decoded as the bytes that it is. */
function decodeBytes(text: string): string {
  const codes = new TextEncoder().encode(text)
  const units = new Uint16Array(2)
  const out: number[] = []
  for (let i = 0; i < codes.length; ) {
    const length = codes[i] === 0x26 ? decodeReference(codes, i, codes.length, units) : 0
    if (length === 0) out.push(codes[i])
    else out.push(...(units[1] === 0 ? [units[0]] : units))
    i += length || 1
  }
  return String.fromCharCode(...out)
}

/** What another implementation of the HTML standard makes of it. */
const oracle = {
  text(text: string): string {
    const [node] = parseFragment(text).childNodes as DefaultTreeAdapterMap['textNode'][]
    return node?.value ?? ''
  },
  attribute(text: string): string {
    const [node] = parseFragment(`<a title="${text}">`).childNodes as DefaultTreeAdapterMap['element'][]
    return node.attrs[0].value
  },
}

describe('character references', () => {
  it.each([
    ['a &amp; b', 'a & b'],
    ['&lt;b&gt;', '<b>'],
    ['&zwnj;&zwj;&shy;&ZeroWidthSpace;', '\u200c\u200d\u00ad\u200b'],
    ['&nbsp;&ensp;&emsp;&thinsp;', '\u00a0\u2002\u2003\u2009'],
    ['&Eacute;&eacute', 'Éé'],
    ['&copycat', '©cat'],
    ['&notit;', '¬it;'],
    ['&notin;', '∉'],
    ['&hellip', '&hellip'],
    ['&nosuchname;', '&nosuchname;'],
    ['&CounterClockwiseContourIntegral;', '∳'],
    ['&NotEqualTilde;', '\u2242\u0338'],
    ['&fjlig;', 'fj'],
    ['&Afr;', '𝔄'],
    ['&#65;&#x41;&#X41', 'AAA'],
    ['&#x80;&#150;', '€–'],
    ['&#0;&#xd800;&#x110000;&#99999999999999999999;', '\ufffd\ufffd\ufffd\ufffd'],
    ['&#x1F600;', '😀'],
    ['&#;&#x;&;& &', '&#;&#x;&;& &'],
  ])('%s', (text, expected) => {
    expect(decodeText(text)).toBe(expected)
    expect(decodeBytes(text)).toBe(expected)
  })

  it('leaves a legacy name before = or a letter alone in attributes', () => {
    expect(decodeText('?a&copy=1&not', true)).toBe('?a&copy=1&not'.replace('&not', '¬'))
    expect(decodeText('?a&copy1', true)).toBe('?a&copy1')
    expect(decodeText('?a&copy;1', true)).toBe('?a©1')
  })

  it('reads no byte behind the end of the text', () => {
    const codes = new TextEncoder().encode('&amp;&#65;')
    const units = new Uint16Array(2)
    expect(decodeReference(codes, 0, 1, units)).toBe(0)
    expect(decodeReference(codes, 0, 3, units)).toBe(0)
    expect(decodeReference(codes, 0, 4, units)).toBe(4)
    expect(decodeReference(codes, 5, 7, units)).toBe(0)
    expect(decodeReference(codes, 5, 8, units)).toBe(3)
    expect(units[0]).toBe(6)
  })

  it('knows every name of the standard', () => {
    expect(names).toHaveLength(2125)
    for (const [name, characters] of Object.entries(characterEntities)) {
      expect(decodeBytes(`&${name};`)).toBe(characters)
      expect(decodeText(`&${name};`)).toBe(characters)
    }
  })

  it('reads every name without its semicolon, and what comes near it, as the standard says', () => {
    const text = names
      .flatMap((name) => [`&${name};`, `&${name}`, `&${name}x;`, `&${name.slice(0, -1)}`])
      .join(' ')
    expect(decodeBytes(text)).toBe(oracle.text(text))
    expect(decodeText(text)).toBe(oracle.text(text))
    expect(decodeText(text, true)).toBe(oracle.attribute(text))
  })

  it('reads whatever is written as the HTML standard says', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '&',
        '#',
        'x',
        ';',
        '=',
        ' ',
        'amp',
        'not',
        'notin',
        'copy',
        'Copy',
        'sup',
        'sup1',
        'nbsp',
        'frac1',
      ),
      fc.constantFrom(...names),
      fc.nat(0x120000).map((code) => `&#${code}`),
      fc.nat(0x120000).map((code) => `&#x${code.toString(16)}`),
    )
    const markup = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''))
    fc.assert(
      fc.property(markup, (text) => {
        expect(decodeText(text)).toBe(oracle.text(text))
        expect(decodeBytes(text)).toBe(oracle.text(text))
        expect(decodeText(text, true)).toBe(oracle.attribute(text))
      }),
      { numRuns: 500 },
    )
  })
})
