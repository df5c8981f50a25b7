import { describe, expect, it } from 'vitest'
import { createAnalyzer } from '../../../src/analyzer.ts'
import { messageOfMsg } from '../../../src/batch/sources/msg-message.ts'
import { readMessageText } from '../../../src/message-text.ts'
import { type MsgProperties, msg } from '../../helpers/archives.ts'

// tags of properties, [MS-OXPROPS]
const CLASS = '001A'
const SUBJECT = '0037'
const HEADER = '007D'
const SENDER = '0C1A'
const SENDER_ADDRESS = '5D01'
const BODY = '1000'
const RTF = '1009'
const HTML = '1013'

const HEADERS = [
  'Received: from out.example.org (out.example.org [192.0.2.7])\r\n\tby mx.example.net with ESMTPS id 1; Mon, 2 Mar 2026 10:00:00 +0000',
  'From: Ann <ann@example.org>',
  'Subject: =?utf-8?q?caf=C3=A9?=',
  'Content-Type: multipart/mixed; boundary="gone"',
  'Content-Transfer-Encoding: 7bit',
].join('\r\n')

const made = (properties: MsgProperties, ...more: MsgProperties[][]) =>
  messageOfMsg(msg({ [CLASS]: 'IPM.Note', ...properties }, ...more))
const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString()

/** A body in RTF, stored as it is ([MS-OXRTFCP]). */
function rtf(content: string): Uint8Array {
  const head = Buffer.alloc(16)
  head.writeUInt32LE(content.length + 12, 0)
  head.writeUInt32LE(content.length, 4)
  head.write('MELA', 8, 'latin1')
  return Buffer.concat([head, Buffer.from(content, 'latin1')])
}

describe('a message in a .msg', () => {
  it('has the header that it came with, with folding, and a type that fits its body', () => {
    const { bytes, note } = made({ [HEADER]: `${HEADERS}\r\n\r\n`, [BODY]: 'See you.' })
    expect(note).toBe('made again of an Outlook .msg with the header that it came with')
    expect(text(bytes)).toBe(
      HEADERS.replace(/multipart.*/, 'text/plain; charset=utf-8').replace('7bit', '8bit') +
        '\r\n\r\nSee you.',
    )
    const { route, message } = createAnalyzer().analyze(bytes)
    expect(route.hops).toHaveLength(1)
    expect(message.subject).toBe('café')
  })

  it('lets go of the line that Outlook of old puts before it', () => {
    const { bytes } = made({ [HEADER]: `Microsoft Mail Internet Headers Version 2.0\r\n${HEADERS}` })
    expect(text(bytes).startsWith('Received: from out')).toBe(true)
  })

  it('is shown as HTML where it has any, and without the text that Outlook made of it', () => {
    const html = Buffer.from('<p>Gr\u00fc\u00dfe</p><p style="display:none">unseen</p>')
    const { bytes } = made({ [HEADER]: HEADERS, [HTML]: html, [BODY]: 'Gr\u00fc\u00dfe unseen' })
    expect(readMessageText(bytes)).toMatchObject({ visibleText: 'Gr\u00fc\u00dfe', hiddenText: 'unseen' })
  })

  it('is shown as the HTML that its RTF was made of', () => {
    const body =
      "{\\rtf1\\ansi\\ansicpg1252\\fromhtml1 {\\*\\htmltag64 <p>}\\htmlrtf \\par \\htmlrtf0 Gr\\'fc\\'dfe{\\*\\htmltag72 </p>}}"
    const { bytes, note } = made({ [HEADER]: HEADERS, [RTF]: rtf(body), [BODY]: 'as text' })
    expect(readMessageText(bytes).visibleText).toBe('Gr\u00fc\u00dfe')
    expect(note).not.toContain('RTF')
  })

  it('says where its body is RTF that no HTML was made into', () => {
    const { bytes, note } = made({
      [HEADER]: HEADERS,
      [RTF]: rtf('{\\rtf1 plain \\b words}'),
      [BODY]: 'as text',
    })
    expect(readMessageText(bytes).visibleText).toBe('as text')
    expect(note).toContain('its body is kept as RTF')
  })

  it('has what its properties say in place of a header that is gone, and says so', () => {
    const { bytes, note } = made(
      {
        [SUBJECT]: 'A\r\nReceived: by b',
        [SENDER]: 'Ann "A"',
        [SENDER_ADDRESS]: 'ann@example.org',
        [BODY]: 'Hello',
      },
      [],
      [{ '3001': 'Bob', '39FE': 'bob@example.net' }],
    )
    expect(note).toContain('without transport headers, so that nothing is known of its route')
    expect(text(bytes)).toBe(
      [
        'From: "Ann \\"A\\"" <ann@example.org>',
        'To: "Bob" <bob@example.net>',
        'Subject: A Received: by b',
        'Content-Type: text/plain; charset=utf-8',
        '',
        'Hello',
      ].join('\r\n'),
    )
    const { assessments, verdict } = createAnalyzer().analyze(bytes)
    expect(verdict).toBe('clean')
    expect(assessments.headersRemoved.findings).toEqual([])
  })

  it('has its pictures, by the identifiers that its HTML names them with', () => {
    const png = Buffer.from('89504e470d0a1a0a0000000d49484452000002580000019008060000000000000000', 'hex')
    const html = Buffer.from('<a href="https://shop.example/"><img src="cid:one"></a>')
    const { bytes } = made({ [HEADER]: HEADERS, [HTML]: html }, [
      { '3707': 'one.png', '3712': 'one', '3701': png },
      { '3707': 'terms.pdf', '3701': Buffer.from('%PDF-') },
    ])
    const { body } = createAnalyzer().analyze(bytes)
    expect(body.layout).toMatchObject({ pictures: 1, linked: 1 })
    expect(text(bytes)).not.toContain('pdf')
  })

  it.each([
    [
      'an item that is no mail',
      () => msg({ [CLASS]: 'IPM.Contact' }),
      'not mail but an Outlook item of the class IPM.Contact',
    ],

    [
      'a file that is cut',
      () => msg({ [CLASS]: 'IPM.Note', [BODY]: 'x'.repeat(9000) }).subarray(0, 700),
      'outside',
    ],
    ['a document', () => msg({ '4000': new Uint8Array(10) }), 'not mail but an OLE file'],
    ['nothing but the signature', () => Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'outside'],
  ])('is refused of %s', (_, file, reason) => {
    expect(() => messageOfMsg(file())).toThrow(reason)
  })
})
