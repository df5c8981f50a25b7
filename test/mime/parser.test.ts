import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  bytesOf,
  collectChunks,
  collectWhole,
  defectCodes,
  describeEntity,
  outline,
} from '../helpers/outline.ts'
import { runs } from '../helpers/runs.ts'

const crlf = (...lines: string[]): Uint8Array => bytesOf(lines.join('\r\n'))

interface Row {
  name: string
  message: Uint8Array
  parts: string[]
  defects?: string[]
}

const STRUCTURE: Row[] = [
  {
    name: 'a header and a body',
    message: crlf('From: a@example.com', 'Subject: x', '', 'Hello', 'World', ''),
    parts: ['text/plain "Hello\\r\\nWorld\\r\\n"'],
  },
  { name: 'a header alone', message: crlf('From: a@example.com', 'Subject: x'), parts: ['text/plain ""'] },
  { name: 'nothing at all', message: crlf(), parts: ['text/plain ""'], defects: ['empty-message'] },
  {
    name: 'a body alone, after a blank line',
    message: crlf('', 'Hello'),
    parts: ['text/plain "Hello"'],
  },
  {
    name: 'a multipart: the line end before a boundary belongs to the boundary',
    message: crlf(
      'Content-Type: multipart/mixed; boundary=b',
      '',
      'preamble',
      '--b',
      '',
      'one',
      '--b',
      'Content-Type: text/html',
      '',
      'two',
      '',
      '--b--',
      'epilogue',
    ),
    parts: ['multipart/mixed', '  text/plain "one"', '  text/html "two\\r\\n"'],
  },
  {
    name: 'nested multiparts',
    message: crlf(
      'Content-Type: multipart/mixed; boundary="outer b"',
      '',
      '--outer b',
      'Content-Type: multipart/alternative; boundary=inner',
      '',
      '--inner',
      '',
      'plain',
      '--inner',
      'Content-Type: text/html',
      '',
      '<p>rich',
      '--inner--',
      '--outer b  \t',
      'Content-Type: application/pdf',
      'Content-Transfer-Encoding: base64',
      '',
      'AAAA',
      '--outer b--',
      '',
    ),
    parts: [
      'multipart/mixed',
      '  multipart/alternative',
      '    text/plain "plain"',
      '    text/html "<p>rich"',
      '  application/pdf "AAAA"',
    ],
  },
  {
    name: 'an attached message is a part whose child is the message',
    message: crlf(
      'Content-Type: multipart/mixed; boundary=b',
      '',
      '--b',
      'Content-Type: message/rfc822',
      '',
      'Subject: inner',
      'Content-Type: multipart/mixed; boundary=c',
      '',
      '--c',
      '',
      'deep',
      '--c--',
      '--b--',
    ),
    parts: ['multipart/mixed', '  message/rfc822', '    multipart/mixed', '      text/plain "deep"'],
  },
  {
    name: 'a digest holds messages where a part names no type (RFC 2046 5.1.5)',
    message: crlf(
      'Content-Type: multipart/digest; boundary=b',
      '',
      '--b',
      '',
      'Subject: first',
      '',
      'one',
      '--b',
      'Content-Type: text/plain',
      '',
      'two',
      '--b--',
    ),
    parts: ['multipart/digest', '  message/rfc822', '    text/plain "one"', '  text/plain "two"'],
  },
  {
    name: 'an inner multipart that is never closed ends at the outer boundary',
    message: crlf(
      'Content-Type: multipart/mixed; boundary=outer',
      '',
      '--outer',
      'Content-Type: multipart/alternative; boundary=inner',
      '',
      '--inner',
      '',
      'one',
      '--outer',
      '',
      'two',
      '--outer--',
    ),
    parts: ['multipart/mixed', '  multipart/alternative', '    text/plain "one"', '  text/plain "two"'],
    defects: ['missing-closing-boundary'],
  },
  {
    name: 'a message that ends before its closing boundary',
    message: crlf('Content-Type: multipart/mixed; boundary=b', '', '--b', '', 'cut off'),
    parts: ['multipart/mixed', '  text/plain "cut off"'],
    defects: ['missing-closing-boundary'],
  },
  {
    name: 'no blank line before the first boundary',
    message: crlf('Content-Type: multipart/mixed; boundary=b', '--b', '', 'one', '--b--'),
    parts: ['multipart/mixed', '  text/plain "one"'],
    defects: ['missing-blank-line'],
  },
  {
    name: 'no blank line between a part header and the next boundary',
    message: crlf(
      'Content-Type: multipart/mixed; boundary=b',
      '',
      '--b',
      'Content-Type: text/html',
      '--b',
      '',
      'x',
      '--b--',
    ),
    parts: ['multipart/mixed', '  text/html ""', '  text/plain "x"'],
    defects: ['missing-blank-line'],
  },
  {
    name: 'a boundary that only begins like ours is text',
    message: crlf(
      'Content-Type: multipart/mixed; boundary=b',
      '',
      '--b',
      '',
      '--bb',
      '--b-',
      '-- b',
      '--b x',
      '--b--',
    ),
    parts: ['multipart/mixed', '  text/plain "--bb\\r\\n--b-\\r\\n-- b\\r\\n--b x"'],
  },
  {
    name: 'a boundary after the closing one is epilogue',
    message: crlf(
      'Content-Type: multipart/mixed; boundary=b',
      '',
      '--b',
      '',
      'x',
      '--b--',
      '--b',
      '',
      'never shown',
    ),
    parts: ['multipart/mixed', '  text/plain "x"'],
    defects: ['boundary-after-close'],
  },
  {
    name: 'a multipart without a boundary is read as text',
    message: crlf('Content-Type: multipart/mixed', '', 'still readable'),
    parts: ['multipart/mixed "still readable"'],
    defects: ['missing-boundary'],
  },
  {
    name: 'a multipart whose boundary never comes',
    message: crlf('Content-Type: multipart/mixed; boundary=b', '', 'text'),
    parts: ['multipart/mixed'],
    defects: ['boundary-not-found'],
  },
  {
    name: 'an attached message in base64 stays closed',
    message: crlf('Content-Type: message/rfc822', 'Content-Transfer-Encoding: base64', '', 'U3ViamVjdDo='),
    parts: ['message/rfc822 "U3ViamVjdDo="'],
    defects: ['encoded-multipart'],
  },
  {
    name: 'bare LF everywhere',
    message: bytesOf('A: 1\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\none\n--b--\n'),
    parts: ['multipart/mixed', '  text/plain "one"'],
    defects: ['bare-lf'],
  },
  {
    name: 'mixed line ends',
    message: bytesOf('A: 1\r\nContent-Type: multipart/mixed; boundary=b\n\r\n--b\n\r\none\n--b--\r\n'),
    parts: ['multipart/mixed', '  text/plain "one"'],
    defects: ['mixed-line-ends'],
  },
  {
    name: 'one other line end inside an attachment that nobody reads',
    message: crlf(
      'Content-Type: multipart/mixed; boundary=b',
      '',
      '--b',
      'Content-Type: application/pdf',
      '',
      'JVBE\nRi0x',
      '--a line',
      'LjQK',
      '--b--',
      '',
    ),
    parts: ['multipart/mixed', '  application/pdf "JVBE\\nRi0x\\r\\n--a line\\r\\nLjQK"'],
    defects: ['mixed-line-ends'],
  },
  {
    name: 'the first of two Content-Type fields counts',
    message: crlf('Content-Type: text/html', 'Content-Type: multipart/mixed; boundary=b', '', '--b', '', 'x'),
    parts: ['text/html "--b\\r\\n\\r\\nx"'],
  },
  {
    name: 'blank lines before the header',
    message: crlf('', '', 'Subject: x', '', 'y'),
    parts: ['text/plain "y"'],
    defects: ['leading-blank-line'],
  },
  {
    name: 'an mbox line before the header',
    message: crlf('From a@example.com Mon Jan  5 10:00:00 2026', 'Subject: x', '', 'y'),
    parts: ['text/plain "y"'],
    defects: ['mbox-from-line'],
  },
]

describe('structure', () => {
  test.each(STRUCTURE)('$name', ({ message, parts, defects = [] }) => {
    const entity = collectWhole(message)
    expect(outline(message, entity)).toEqual(parts)
    expect(defectCodes(entity)).toEqual(defects)
  })

  test.each(STRUCTURE)('$name: the same in any chunks', ({ message }) => {
    const whole = describeEntity(collectWhole(message))
    for (const sizes of [[1], [2], [3, 1], [7], [1000]])
      expect(describeEntity(collectChunks(message, sizes))).toEqual(whole)
  })
})

describe('fields', () => {
  const fieldsOf = (message: Uint8Array) =>
    collectWhole(message).root.fields.map((field) => [field.rawName, field.raw])

  test('keep order, case, folding and duplicates', () => {
    const message = crlf('X-A: 1', 'Received: one', '\ttwo', 'x-a:2', 'X-Empty:', '', '')
    expect(fieldsOf(message)).toEqual([
      ['X-A', ' 1'],
      ['Received', ' one\r\n\ttwo'],
      ['x-a', '2'],
      ['X-Empty', ''],
    ])
  })

  test('offsets point into the message', () => {
    const message = crlf('A: 1', 'Subject: caf\xe9', ' folded', '', 'body')
    const field = collectWhole(message).root.fields[1]
    const slice = (start: number, end: number) => Buffer.from(message.subarray(start, end)).toString('latin1')
    expect(slice(field.start, field.end)).toBe('Subject: caf\xe9\r\n folded')
    expect(slice(field.valueStart, field.end)).toBe(field.raw)
  })

  test.each([
    ['a line without a colon', ['A: 1', 'nonsense line', 'B: 2', '', ''], 'malformed-field', ['a', '', 'b']],
    ['a continuation with nothing to continue', [' folded', 'B: 2', '', ''], 'stray-continuation', ['', 'b']],
    ['white space before the colon', ['Subject : x', '', ''], 'space-before-colon', ['subject']],
    ['a folded line of white space', ['A: 1', ' \t', ' 2', '', ''], 'whitespace-only-line', ['a']],
    ['a bare CR', ['A: 1\rB: 2', '', ''], 'bare-cr', ['a']],
    ['a NUL', ['A: 1\0', '', ''], 'nul', ['a']],
    ['a byte order mark', ['\xef\xbb\xbfA: 1', '', ''], 'byte-order-mark', ['a']],
    ['a line of more than 998 bytes', [`A: ${'x'.repeat(999)}`, '', ''], 'line-too-long', ['a']],
  ])('%s', (_name, lines, defect, names) => {
    const entity = collectWhole(crlf(...lines))
    expect(defectCodes(entity)).toEqual([defect])
    expect(entity.root.fields.map(({ name }) => name)).toEqual(names)
  })

  test('a malformed line is kept with its bytes', () => {
    const field = collectWhole(crlf('A: 1', 'no colon here', '', '')).root.fields[1]
    expect([field.rawName, field.raw]).toEqual(['', 'no colon here'])
  })
})

describe('limits', () => {
  test('parts: the first ones are read, the rest is named', () => {
    const message = crlf('Content-Type: multipart/mixed; boundary=b', '', ...Array(10).fill('--b\r\n\r\nx'))
    const entity = collectWhole(message, { parts: 4 })
    expect(entity.parts).toHaveLength(4)
    expect(entity.limitHits).toMatchObject([{ limit: 'parts', value: 4 }])
    expect(entity.size).toBe(message.length)
  })

  test('depth: a multipart nested too deep is not entered', () => {
    const open = (n: number) => [`Content-Type: multipart/mixed; boundary=b${n}`, '', `--b${n}`]
    const message = crlf(...[0, 1, 2, 3, 4].flatMap(open), '', 'x')
    const entity = collectWhole(message, { depth: 2 })
    expect(entity.parts.map(({ kind }) => kind)).toEqual(['multipart', 'multipart', 'leaf'])
    expect(entity.limitHits).toMatchObject([{ limit: 'depth', value: 2 }])
  })

  test('fieldBytes: a long field is cut, the fields after it are read', () => {
    const message = crlf(`X-Long: ${'y'.repeat(5000)}`, 'Subject: after', '', '')
    for (const entity of [
      collectWhole(message, { fieldBytes: 100 }),
      collectChunks(message, [333], { fieldBytes: 100 }),
    ]) {
      expect(entity.root.fields.map(({ name, raw }) => [name, raw.length])).toEqual([
        ['x-long', 93],
        ['subject', 6],
      ])
      expect(entity.limitHits).toMatchObject([{ limit: 'fieldBytes', value: 100, start: 100 }])
    }
  })

  test('fields and headerBytes: what follows is named, the body is still read', () => {
    const message = crlf('A: 1', 'B: 2', 'C: 3', '', 'body')
    const byCount = collectWhole(message, { fields: 2 })
    expect(byCount.root.fields).toHaveLength(2)
    expect(byCount.limitHits).toMatchObject([{ limit: 'fields', start: 12 }])
    expect(byCount.texts[0].text.text).toBe('body')
    const byBytes = collectWhole(message, { headerBytes: 8 })
    expect(byBytes.root.fields.map(({ raw }) => raw)).toEqual([' 1', ''])
    expect(byBytes.limitHits).toMatchObject([{ limit: 'headerBytes', start: 8 }])
  })

  test('textBytes: text is read up to the limit', () => {
    const message = crlf('A: 1', '', 'x'.repeat(500))
    for (const entity of [
      collectWhole(message, { textBytes: 100 }),
      collectChunks(message, [64], { textBytes: 100 }),
    ]) {
      expect(entity.texts[0].text.text).toHaveLength(100)
      expect(entity.limitHits).toMatchObject([{ limit: 'textBytes', value: 100, start: 108 }])
    }
  })
})

test('any bytes in any chunks: no throw, the same parts, offsets inside the message', () => {
  const token = fc.constantFrom(
    'Content-Type: multipart/mixed; boundary=b\r\n',
    'Content-Type: message/rfc822\n',
    'Content-Type: text/html; charset=utf-8\r\n',
    'Content-Transfer-Encoding: quoted-printable\r\n',
    'Subject: x\r\n',
    '--b\r\n',
    '--b--\r\n',
    '--b',
    '\r\n',
    '\n',
    '\r',
    ' folded\r\n',
    '=3D=\r\n',
    '\0',
    'text without end',
    'x'.repeat(1199),
    'y'.repeat(2),
  )
  const message = fc
    .array(fc.oneof(token, fc.string({ unit: 'binary', maxLength: 8 })), { maxLength: 30 })
    .map((tokens) => bytesOf(tokens.join('')))
  fc.assert(
    fc.property(message, fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 }), (bytes, sizes) => {
      const whole = collectWhole(bytes)
      expect(describeEntity(collectChunks(bytes, sizes))).toEqual(describeEntity(whole))
      for (const { start, bodyStart, bodyEnd, fields } of whole.parts) {
        expect(start <= bodyStart && bodyStart <= bodyEnd && bodyEnd <= bytes.length).toBe(true)
        for (const field of fields)
          expect(field.start <= field.valueStart && field.end <= bytes.length).toBe(true)
      }
      for (const { start, end } of whole.defects.list)
        expect(start >= 0 && start <= end && end <= bytes.length).toBe(true)
    }),
    runs(400),
  )
})
