import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type BuiltText, foldAscii, TextBuilder } from '../../src/body/visible-text.ts'
import { Outline } from '../../src/mime/outline.ts'
import { measure } from '../../src/text/measure.ts'

function built(text: string, references = false): BuiltText {
  const outline = Outline.of(text)
  const builder = new TextBuilder()
  builder.add(outline, outline.bytes, 0, outline.length, references, 2)
  return builder.built()
}

describe('plain text that is all ASCII', () => {
  it.each([
    ['', '', 0, 0],
    ['  \r\n \r\n', '', 0, 0],
    ['\r\n one  two\t\r\n three \r\n\r\nfour\r\n', 'one two\nthree\nfour', 15, 4],
    ['a\fb', 'a b', 2, 2],
    ['&amp; <b>', '&amp; <b>', 8, 2],
  ])('%j is shown as %j', (text, shown, characters, words) => {
    expect(foldAscii(Outline.of(text).bytes)).toEqual({
      text: shown,
      isAscii: true,
      measured: { characters, words, invisible: 0 },
    })
  })

  it.each(['caf\u00e9', 'a\0b', 'a\u000bb', '\u001b[31m'])('%j is left to the builder', (text) => {
    expect(foldAscii(Outline.of(text).bytes)).toBeUndefined()
  })

  it('is what the builder makes of it', () => {
    const unit = fc.constantFrom(' ', '\n', '\r\n', '\t', '\f', 'a', 'B', '9', '~', '\u007f', '&', '<', '.')
    fc.assert(
      fc.property(fc.array(unit, { maxLength: 60 }), (units) => {
        const text = units.join('')
        expect(foldAscii(Outline.of(text).bytes)).toEqual(built(text))
      }),
    )
  })
})

describe('a text that is built', () => {
  it.each([
    ['plain', true],
    ['caf\u00e9', false],
    ['\u4f60\u597d', false],
    ['', true],
  ])('%j is ASCII: %j', (text, isAscii) => {
    expect(built(text)).toMatchObject({ text, isAscii })
  })

  it('is not ASCII where a character reference is not', () => {
    expect(built('caf&eacute;', true)).toMatchObject({ text: 'caf\u00e9', isAscii: false })
  })

  it.each(['', 'one', 'one two', 'a\u00a0b c', 'x\u{1f600}\u{1f600} y', 'a\u0001b', '\u2003one'])(
    '%j is measured',
    (text) => {
      const shown = built(text)
      expect(shown.measured).toEqual(measure(shown.text))
    },
  )
})
