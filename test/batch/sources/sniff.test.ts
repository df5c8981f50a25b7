import { describe, expect, it } from 'vitest'
import { notMail } from '../../../src/batch/sources/sniff.ts'

const bytes = (text: string): Uint8Array => Buffer.from(text, 'latin1')

describe('notMail', () => {
  it.each([
    'From: ann@example.org\r\n\r\nhello',
    'received: from x\n',
    'From ann@example.org Mon Mar  2 10:00:00 2026\nReturn-Path: <ann@example.org>\n',
    '\r\n\r\n  \r\nSubject: late\r\n',
    '\xef\xbb\xbfSubject: marked\r\n',
    'Subject : spaced\r\n',
    'not a field\r\nSubject: second line\r\n',
    'X-Cut: no line end',
  ])('takes %j for mail', (text) => {
    expect(notMail(bytes(text))).toBeUndefined()
  })

  it.each([
    ['\x89PNG\r\n\x1a\n', /PNG/],
    ['PK\x03\x04...', /ZIP/],
    ['\x1f\x8b\x08', /gzip/],
    ['%PDF-1.7\n', /PDF/],
    ['{\n  "from": "ann@example.org"\n}\n', /no header field/],
    ['<html>\n<body style="color: red">\n', /no header field/],
    ['just text\n\nSubject: in the body\n', /no header field/],
    ['\n\n\n', /no header field/],
    ['\0\0\0\0', /no header field/],
  ])('takes %j for none', (text, reason) => {
    expect(notMail(bytes(text))).toMatch(reason)
  })

  it('looks at the first bytes only', () => {
    expect(notMail(bytes(`${'x'.repeat(1 << 20)}\nSubject: far away\n`))).toMatch(/no header field/)
  })
})
