import { describe, expect, it } from 'vitest'
import { createAnalyzer } from '../src/analyzer.ts'
import { bytesOf } from './helpers/outline.ts'

const analyzer = createAnalyzer()
const lines = [
  'From: Kim <kim@example.net>',
  'Subject: hi',
  'Content-Type: text/html',
  '',
  '<p>Hello</p>',
  '',
]
const crlf = lines.join('\r\n')
const wide = (text: string, zerosBefore: number, zerosBehind: number) =>
  bytesOf(text.replaceAll(/./gs, (c) => '\0'.repeat(zerosBefore) + c + '\0'.repeat(zerosBehind)))

const formOf = (bytes: Uint8Array) => {
  const { complete, limits } = analyzer.analyze(bytes).completeness
  return { complete, named: limits.map(({ limit }) => limit) }
}

describe('a message in a form that is not read is never said to be examined', () => {
  it.each([
    ['CR alone', lines.join('\r')],
    ['CR alone, with a line end of an editor', `${lines.join('\r')}\n`],
    ['CR alone behind a first line that ends well', `Received: from a by b; x\r\n${lines.join('\r')}`],
    ['CR alone behind a line that is no field', `From kim Mon Jan 5 10:00:00 2026\r${lines.join('\r')}`],
    ['CR alone in one field', crlf.replace('Subject', 'X-A: b\rSubject')],
    [
      'CR alone in the header of a part',
      `Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nX-A: b\r${crlf}--b--\r\n`,
    ],
  ])('%s', (_, text) => {
    expect(formOf(bytesOf(text))).toEqual({ complete: false, named: ['bareCr'] })
  })

  it.each([
    ['UTF-16, low byte first', wide(crlf, 0, 1)],
    ['UTF-16, high byte first', wide(crlf, 1, 0)],
    ['UTF-16 with a mark, low byte first', bytesOf(`\xff\xfe${latin(wide(crlf, 0, 1))}`)],
    ['UTF-16 with a mark, high byte first', bytesOf(`\xfe\xff${latin(wide(crlf, 1, 0))}`)],
    ['UTF-32, low byte first', wide(crlf, 0, 3)],
    ['UTF-32, high byte first', wide(crlf, 3, 0)],
    ['UTF-16 with LF alone', wide(lines.join('\n'), 0, 1)],
  ])('%s', (_, bytes) => {
    const { complete, named } = formOf(bytes)
    expect(complete).toBe(false)
    expect(named).toContain('wideCharacters')
  })

  it.each([
    ['CRLF', crlf],
    ['LF', lines.join('\n')],
    ['a CR in a value, behind which no field begins', crlf.replace('hi', 'hi\rthere you are')],
    ['CR alone in the text', crlf.replace('Hello', 'Hello\rX-A: b\r')],
    ['a NUL in a field', crlf.replace('hi', 'h\0i')],
    ['a NUL in a line that is no field', crlf.replace('Subject: hi', 'a line that is no field\0')],
  ])('but one that is read is: %s', (_, text) => {
    expect(formOf(bytesOf(text))).toEqual({ complete: true, named: [] })
  })

  it('whatever the chunks', async () => {
    for (const bytes of [bytesOf(lines.join('\r')), wide(crlf, 0, 1)]) {
      const session = analyzer.session()
      for (let at = 0; at < bytes.length; at += 7) session.write(bytes.subarray(at, at + 7))
      expect(session.end().completeness).toEqual(analyzer.analyze(bytes).completeness)
    }
  })
})

function latin(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')
}
