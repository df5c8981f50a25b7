import { describe, expect, it } from 'vitest'
import { createAnalyzer } from '../../../src/analyzer.ts'
import { createFingerprinter, type Fingerprint } from '../../../src/batch/campaigns/index.ts'
import { SHAPES } from '../../helpers/hostile.ts'
import { bytesOf } from '../../helpers/outline.ts'
import { fingerprintOf } from './mails.ts'

const { fingerprint } = createFingerprinter()

function bytes({ marks, subject, text, ...rest }: Fingerprint): number {
  return marks.byteLength + subject.length + text.length + JSON.stringify(rest).length
}

describe('a fingerprint', () => {
  it('comes with the report of an analyzer', () => {
    const message = bytesOf('From: <a@shop.example>\r\nSubject: news\r\n\r\nto be read')
    expect(fingerprint(message).report).toEqual(createAnalyzer().analyze(message))
  })

  it('holds what is shown of a campaign', () => {
    const message = bytesOf(
      'From: Shop <a@mail.shop.example>\r\nSubject: news\r\nDate: Mon, 2 Mar 2026 10:00:00 +0000\r\n' +
        'Content-Type: text/html\r\n\r\n<p>to be <b>read</b></p><a href="https://www.track.example/x">go</a>',
    )
    expect(fingerprint(message).fingerprint).toMatchObject({
      verdict: 'clean',
      stripped: false,
      seen: Date.UTC(2026, 2, 2, 10),
      sender: 'shop.example',
      destinations: ['track.example'],
      subject: 'news',
      text: 'to be read\ngo',
    })
  })

  it('is the same of a message without a digest in its report', () => {
    const message = bytesOf('From: <a@shop.example>\r\nSubject: news\r\n\r\nto be read')
    const other = createFingerprinter({ sha256: false }).fingerprint(message).fingerprint
    expect(other.marks.subarray(0, -1)).toEqual(fingerprint(message).fingerprint.marks.subarray(0, -1))
    expect(other.marks.at(-1)).not.toBe(0)
  })

  it.each([
    ['long texts', { subject: 'x'.repeat(5000), html: 'word '.repeat(5000) }],
    [
      'many links',
      {
        html: Array.from(
          { length: 500 },
          (_, i) => `<a href="//h${i}.example/${'p'.repeat(900)}">x</a>`,
        ).join(''),
      },
    ],
    ['a long address', { from: `a@${'x'.repeat(900)}.example` }],
  ])('is below 1 KB, with %s', (_, mail) => {
    expect(bytes(fingerprintOf(mail))).toBeLessThan(1024)
  })

  it.each(SHAPES)('is taken of $name', ({ make, full }) => {
    const message = make(Math.min(full, 1000))
    expect(bytes(fingerprint(message).fingerprint)).toBeLessThan(1024)
  })

  it('needs bytes', () => {
    expect(() => fingerprint('mail' as never)).toThrow('message must be')
  })
})
