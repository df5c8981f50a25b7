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
/** A multipart whose header ends lines as it should. */
const multipart = (body: string) => `Content-Type: multipart/mixed; boundary=b\r\n\r\n${body}`
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
    ['CR alone between the header of a part and its body', multipart('--b\r\nX-A: b\r\rbody\r\n--b--\r\n')],
    ['CR alone in all parts', multipart(`--b\r${lines.join('\r')}--b--\r`)],
    ['CR alone in all parts, up to the end', multipart(`--b\r${lines.join('\r')}--b--\r\n`)],
    ['CR alone in all parts behind a preamble', multipart(`hello\r--b\r${lines.join('\r')}--b--\r`)],
    [
      'CR alone in all parts behind a preamble of lines',
      multipart(`hello\r\nthere\r--b\r${lines.join('\r')}`),
    ],
    ['CR alone with the last boundary only', multipart('hello\r--b\r--b--\r')],
    [
      'CR alone in a multipart in another',
      multipart(
        `--b\r\nContent-Type: multipart/mixed; boundary=c\r\n\r\n--c\r${lines.join('\r')}--c--\r\n--b--\r\n`,
      ),
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
    ['a CR before the ends of lines', crlf.replaceAll('\r\n', '\r\r\n').replace('\r\r\n\r', '\r\n\r')],
    ['a multipart with a CR in its preamble', multipart(`a\rb\r\n--b\r\n\r\nx\r\n--b--\r\n`)],
    ['a multipart whose boundary never comes', multipart('a\rb --b\rc\r\n')],
    ['a multipart whose preamble names its boundary', multipart('--bc\r --b\r\n--b\r\n\r\nx\r\n--b--\r\n')],
    ['a NUL in a field', crlf.replace('hi', 'h\0i')],
    ['a NUL in a line that is no field', crlf.replace('Subject: hi', 'a line that is no field\0')],
  ])('but one that is read is: %s', (_, text) => {
    expect(formOf(bytesOf(text))).toEqual({ complete: true, named: [] })
  })

  it('whatever the chunks', async () => {
    for (const bytes of [
      bytesOf(lines.join('\r')),
      wide(crlf, 0, 1),
      bytesOf(multipart(`hello\r--b\r${lines.join('\r')}--b--\r`)),
      bytesOf(multipart('--b\r\nX-A: b\r\rbody\r\n--b--\r\n')),
    ]) {
      const session = analyzer.session()
      for (let at = 0; at < bytes.length; at += 7) session.write(bytes.subarray(at, at + 7))
      expect(session.end().completeness).toEqual(analyzer.analyze(bytes).completeness)
    }
  })
})

describe('parts that are not read say nothing of the header', () => {
  it('of the message itself', () => {
    const fields = (text: string) => analyzer.analyze(bytesOf(text)).expected
    const cut = multipart(`--b\r${lines.join('\r')}--b--\r`)
    expect(fields(cut)).toEqual(fields(multipart('--b\r\n\r\nx\r\n--b--\r\n')))
  })
})

function latin(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')
}
