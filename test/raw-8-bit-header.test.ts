import { describe, expect, it } from 'vitest'
import { createAnalyzer } from '../src/index.ts'
import { fromLatin1 } from '../src/mime/bytes.ts'

function read(lines: string[]): { subject?: string; name?: string; codes: string[] } {
  const report = createAnalyzer().analyze(fromLatin1(`${lines.join('\r\n')}\r\n\r\ntext\r\n`))
  return {
    subject: report.message.subject,
    name: report.message.from?.[0]?.name,
    codes: report.defects.map(({ code }) => code),
  }
}

describe('raw bytes in Subject and From', () => {
  it.each([
    ['koi8-r', '\xf0\xd2\xc9\xd7\xc5\xd4', 'Привет'],
    ['windows-1251', '\xcf\xf0\xe8\xe2\xe5\xf2', 'Привет'],
    ['iso-8859-2', '\xb1\xe6', 'ąć'],
    ['gb2312', '\xc4\xe3\xba\xc3', '你好'],
    ['shift_jis', '\x82\xb1\x82\xf1', 'こん'],
    ['euc-kr', '\xb0\xa1', '가'],
  ])('are read in the charset of the message: %s', (charset, bytes, text) => {
    const found = read([
      `From: ${bytes} <a@example.net>`,
      `Subject: ${bytes} 1`,
      `Content-Type: text/plain; charset=${charset}`,
    ])
    expect(found).toMatchObject({ subject: `${text} 1`, name: text })
    expect(found.codes).toContain('raw-8bit-header')
  })

  it('are read in the charset of the first text of a multipart', () => {
    const { subject } = read([
      'Subject: \xf0\xd2\xc9',
      'Content-Type: multipart/mixed; boundary=b',
      '',
      '--b',
      'Content-Type: text/plain; charset=koi8-r',
    ])
    expect(subject).toBe('При')
  })

  it('are UTF-8 where they are valid UTF-8, without a defect, and windows-1252 where nothing is declared', () => {
    const koi8 = 'Content-Type: text/plain; charset=koi8-r'
    const utf8 = read(['Subject: caf\xc3\xa9', koi8])
    expect(utf8.subject).toBe('café')
    expect(utf8.codes).not.toContain('raw-8bit-header')
    expect(read(['Subject: caf\xe9']).subject).toBe('café')
  })
})
