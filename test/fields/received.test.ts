import { describe, expect, it } from 'vitest'
import { parseReceived } from '../../src/fields/received.ts'
import { hostile } from './hostile.ts'
import rows from './received.json' with { type: 'json' }
import { plain } from './table.ts'

/** All that was read, places left out, the time as ISO 8601. */
function shown(raw: string): unknown {
  const { from, by, date, ...rest } = parseReceived(raw)
  return plain({
    ...rest,
    from: from && { ...from, start: undefined, end: undefined },
    by: by && { ...by, start: undefined, end: undefined },
    date: date && new Date(date.time).toISOString(),
  })
}

describe('parseReceived', () => {
  it.each(rows)('$name', ({ raw, expect: expected }) => {
    expect(shown(raw)).toEqual({ problems: [], ...expected })
  })

  it('gives the places of clauses and date', () => {
    const raw =
      ' from a.example (b.example [192.0.2.1]) by c.example (Postfix) with SMTP; 14 May 2024 09:12:33 +0000 (UTC)'
    const { from, by, date } = parseReceived(raw)
    const text = (span?: { start: number; end: number }) => span && raw.slice(span.start, span.end)
    expect(text(from)).toBe('from a.example (b.example [192.0.2.1])')
    expect(text(by)).toBe('by c.example (Postfix)')
    expect(text(date)).toBe('14 May 2024 09:12:33 +0000')
  })

  it('stops reading words somewhere, and still finds the date', () => {
    const received = parseReceived(
      `from a.example by b.example ${'x '.repeat(5000)}; 14 May 2024 09:12:33 +0000`,
    )
    expect(received.by?.host).toBe('b.example')
    expect(received.date?.time).toBe(Date.UTC(2024, 4, 14, 9, 12, 33))
    expect(received.problems).toMatchObject([{ message: 'more words than are read' }])
  })

  hostile(parseReceived, [
    'from ',
    'by ',
    'with ',
    'id ',
    'for ',
    'via ',
    'tls ',
    'ESMTPS ',
    'Microsoft SMTP Server ',
    'a.example ',
    '192.0.2.1',
    'IPv6:2001:db8::1',
    'fe80::1%3',
    ':25',
    'helo=',
    'version=TLS1_2',
    'cipher ',
    'envelope-from ',
    'encrypted ',
    'mail pickup service ',
    '14 May 2024 09:12:33 +0000',
  ])
})
