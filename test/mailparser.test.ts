import { Readable } from 'node:stream'
import { simpleParser } from 'mailparser'
import { describe, expect, it } from 'vitest'
import { createAnalyzer } from '../src/analyzer.ts'
import { analyzeParsedMail, parseAndAnalyze } from '../src/mailparser.ts'

const HEADER = [
  'Received: from out.example.org (out.example.org [192.0.2.25])\r\n\tby mx.example.net (Postfix) with ESMTPS id 4ABCDE;\r\n\tMon, 2 Mar 2026 10:00:05 +0000 (UTC)',
  'Subject: first',
  'FROM: J\xfcrgen <ann@example.org>',
  'Subject: second',
  'X-Odd : spaced',
  'Content-Type: multipart/alternative; boundary=b',
  'MIME-Version: 1.0',
]
const BODY =
  '--b\r\nContent-Type: text/plain\r\n\r\nHello =_backstamp_0\r\n--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>Grüße</p>\r\n--b--\r\n'
const bytes = Buffer.concat([Buffer.from(`${HEADER.join('\r\n')}\r\n\r\n`, 'latin1'), Buffer.from(BODY)])

const parsed = await simpleParser(bytes)
const rebuilt = analyzeParsedMail(parsed)
const text = Buffer.from(rebuilt.bytes).toString('latin1')

describe('analyzeParsedMail', () => {
  it('keeps header lines in order, with case, folding, duplicates and raw bytes', () => {
    const [header] = text.split('\r\n\r\n')
    const expected = [...HEADER]
    expected[5] = 'Content-Type: multipart/alternative; boundary="=_backstamp_1"'
    expect(header).toBe(expected.join('\r\n'))
  })

  it('attaches text and HTML as UTF-8 under a boundary that they do not hold', () => {
    const body = Buffer.from(rebuilt.bytes)
      .toString()
      .slice(text.indexOf('\r\n\r\n') + 4)
    expect(body.match(/^--=_backstamp_1(?:--)?\r$/gm)).toHaveLength(3)
    expect(body).toContain('Content-Type: text/html; charset=utf-8')
    expect(body).toContain('<p>Grüße</p>')
  })

  it('reports on the rebuilt bytes', () => {
    expect(rebuilt.report).toEqual(createAnalyzer().analyze(rebuilt.bytes))
    expect(rebuilt.report.message.size).toBe(rebuilt.bytes.length)
    expect(rebuilt.report.route.hops[0].by).toBe('mx.example.net')
    expect(rebuilt.report.body.visibleText.excerpt).toContain('Grüße')
    for (const { evidence } of rebuilt.report.route.hops)
      expect(Buffer.from(rebuilt.bytes).subarray(evidence.start, evidence.end).toString('latin1')).toMatch(
        /^Received:/,
      )
  })

  it('takes header lines alone, and then changes nothing', () => {
    const alone = analyzeParsedMail(parsed.headerLines)
    expect(Buffer.from(alone.bytes).toString('latin1')).toBe(`${HEADER.join('\r\n')}\r\n\r\n`)
    expect(alone.report.route.hops).toHaveLength(1)
  })

  it('undoes the transfer encoding that mailparser undid', async () => {
    const mail = await simpleParser(
      'From: a@example.org\r\nContent-Transfer-Encoding: base64\r\n\r\nSGVsbG8=\r\n',
    )
    expect(Buffer.from(analyzeParsedMail(mail).bytes).toString()).toBe(
      'From: a@example.org\r\nContent-Transfer-Encoding: 8bit\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nHello',
    )
  })

  it('uses the analyzer that it is given', () => {
    const analyzer = createAnalyzer({ trustedHosts: ['mx.example.net'] })
    expect(analyzeParsedMail(parsed, analyzer).report.route.boundary?.how).toBe('configured')
  })

  it.each([undefined, null, {}, 'text', { headerLines: 1 }])('refuses %j', (mail) => {
    expect(() => analyzeParsedMail(mail as never)).toThrow(TypeError)
  })
})

describe('parseAndAnalyze', () => {
  it('gives mailparser’s result and the report on the very bytes', async () => {
    const { mail, report } = await parseAndAnalyze(bytes)
    expect(mail?.html).toContain('Grüße')
    expect(report).toEqual(createAnalyzer().analyze(bytes))
  })

  it.each([
    ['a Uint8Array that is a view', new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length)],
    ['a stream', Readable.from([bytes.subarray(0, 7), bytes.subarray(7)])],
  ])('takes %s', async (_, source) => {
    expect((await parseAndAnalyze(source)).report.message.size).toBe(bytes.length)
  })

  it('takes a string', async () => {
    expect((await parseAndAnalyze('From: a@example.org\r\n\r\nhi\r\n')).mail?.text).toBe('hi\n')
  })

  it('hands options on', async () => {
    const { mail, report } = await parseAndAnalyze(bytes, {
      analyzer: createAnalyzer({ trustedHosts: ['mx.example.net'] }),
      mailparser: { skipTextToHtml: true },
    })
    expect(mail?.textAsHtml).toBeFalsy()
    expect((await parseAndAnalyze(bytes)).mail?.textAsHtml).toBeTruthy()
    expect(report.route.boundary?.how).toBe('configured')
  })

  it('still reports on what mailparser refuses', async () => {
    const huge = `From: a@example.org\r\nX-Long: ${'x'.repeat(3 << 20)}\r\n\r\nhi`
    const { mail, error, report } = await parseAndAnalyze(huge)
    expect(mail).toBeUndefined()
    expect(error).toBeInstanceOf(Error)
    expect(report.message.from?.[0].address).toBe('a@example.org')
  })

  it('rejects what is no source, and passes on a stream’s error', async () => {
    await expect(parseAndAnalyze(7 as never)).rejects.toThrow(TypeError)
    await expect(parseAndAnalyze(undefined as never)).rejects.toThrow(TypeError)
    await expect(parseAndAnalyze('', { analyser: 1 } as never)).rejects.toThrow('analyser is not an option')
    const broken = Readable.from(
      (async function* () {
        yield bytes
        throw new Error('wire cut')
      })(),
    )
    await expect(parseAndAnalyze(broken)).rejects.toThrow('wire cut')
  })
})
