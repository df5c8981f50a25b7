import { describe, expect, it } from 'vitest'
import { parseDate } from '../../src/fields/date.ts'
import rows from './date.json' with { type: 'json' }
import { hostile } from './hostile.ts'

describe('parseDate', () => {
  it.each(rows)('$name: $raw', ({ raw, expect: expected }) => {
    const date = parseDate(raw)
    if (expected === null) expect(date).toBeUndefined()
    else
      expect({
        time: date && new Date(date.time).toISOString(),
        offset: date?.offset ?? null,
        problems: date?.problems.map((problem) => problem.message),
      }).toEqual({ problems: [], ...expected })
  })

  it('reads between start and end only', () => {
    const raw = 'with SMTP; 14 May 2024 09:12:33 +0200 (CEST) x'
    const date = parseDate(raw, 10, 37)
    expect(date).toEqual({
      time: Date.UTC(2024, 4, 14, 7, 12, 33),
      offset: 120,
      start: 11,
      end: 37,
      problems: [],
    })
    expect(parseDate(raw, 10, 31)).toMatchObject({ offset: undefined, end: 31 })
    expect(parseDate(raw, 10, 17)).toBeUndefined()
    expect(parseDate(raw, 37)).toBeUndefined()
  })

  hostile(parseDate, [
    'Tue, ',
    'mar, ',
    '14 ',
    '31 ',
    'May ',
    '2024 ',
    '24 ',
    '09:12:33',
    '24:00',
    '.5 ',
    ' PM ',
    '+0200',
    '-',
    'GMT',
    'UTC ',
    'm=+1.5',
    '2024-05-14',
    'T',
    '5/14/2024 ',
  ])
})
