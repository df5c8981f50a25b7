import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { collect } from '../src/mime/collector.ts'
import { resolveLimits } from '../src/mime/limits.ts'
import { type KeptMail, rebuildMessage } from '../src/rebuild.ts'

const FROM = { key: 'from', line: 'From: ann@example.org' }
const made = (mail: Omit<KeptMail, 'headerLines'>, ...lines: KeptMail['headerLines']) =>
  rebuildMessage({ headerLines: [FROM, ...lines], ...mail })
const entity = (bytes: Uint8Array) => collect(resolveLimits(), bytes)

describe('a message that is made again', () => {
  it('is its header alone where nothing of the body was kept', () => {
    expect(Buffer.from(made({})).toString()).toBe('From: ann@example.org\r\n\r\n')
  })

  it('has one Content-Type and one Content-Transfer-Encoding', () => {
    const lines = ['a/b', 'c/d'].flatMap((type) => [
      { key: 'content-type', line: `Content-Type: ${type}` },
      { key: 'content-transfer-encoding', line: 'Content-transfer-Encoding: base64' },
    ])
    expect(Buffer.from(made({ text: 'x' }, ...lines)).toString()).toBe(
      'From: ann@example.org\r\nContent-Type: text/plain; charset=utf-8\r\nContent-transfer-Encoding: 8bit\r\n\r\nx',
    )
  })

  it('has the text that was kept, whatever its lines are, and no line that is too long', () => {
    const unit = fc.constantFrom(
      'a',
      ' ',
      '\t',
      '=',
      '\r\n',
      '\u00fc',
      '\u4f60',
      'word '.repeat(250),
      '=41',
      '--x',
    )
    fc.assert(
      fc.property(fc.array(unit, { minLength: 1, maxLength: 12 }), (units) => {
        const text = units.join('')
        const { texts, defects } = entity(made({ text }))
        expect(texts.map(({ text }) => text.text)).toEqual([text])
        expect(defects.list).toEqual([])
      }),
    )
  })

  it('keeps both texts and pictures apart', () => {
    const bytes = Uint8Array.from({ length: 300 }, (_, i) => i)
    const picture = { type: 'image/png', contentId: 'one', bytes }
    const message = made({
      text: 'plain --=_backstamp_0',
      html: '<p>rich',
      pictures: [picture, { ...picture, contentId: 'a b' }],
    })
    const { root, texts, defects } = entity(message)
    expect(root.type).toBe('multipart/related')
    expect(root.children.map(({ type }) => type)).toEqual(['multipart/alternative', 'image/png', 'image/png'])
    expect(texts.map(({ text }) => text.text)).toEqual(['plain --=_backstamp_0', '<p>rich'])
    expect(defects.list).toEqual([])
    // what is no plain word could bring fields of its own
    expect(
      Buffer.from(message)
        .toString()
        .match(/Content-ID.*/g),
    ).toEqual(['Content-ID: <one>'])
  })
})
