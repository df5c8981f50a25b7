import { describe, expect, it } from 'vitest'
import { parseAddresses } from '../../src/fields/address.ts'
import rows from './address.json' with { type: 'json' }
import { hostile } from './hostile.ts'
import { plain } from './table.ts'

describe('parseAddresses', () => {
  it.each(rows)('$name: $raw', ({ raw, expect: expected }) => {
    const { mailboxes, groups, problems } = parseAddresses(raw)
    const shown = <T extends { start: number; end: number }>({ start, end, ...rest }: T) => ({
      ...rest,
      text: raw.slice(start, end),
    })
    expect(plain({ mailboxes: mailboxes.map(shown), groups: groups.map(shown), problems })).toEqual({
      groups: [],
      problems: [],
      ...expected,
    })
  })

  it.each(['a@example.com,', 'a@example.com ', '<a@example.com>', 'A,', 'x:a@example.com;'])(
    'reads a thousand mailboxes of %j at most',
    (piece) => {
      const { mailboxes, groups } = parseAddresses(piece.repeat(5000))
      expect(mailboxes.length).toBeLessThanOrEqual(1000)
      expect(mailboxes.length).toBeGreaterThanOrEqual(piece.startsWith('x') ? 100 : 999)
      expect(groups.length).toBeLessThanOrEqual(100)
    },
  )

  it('says that it did not read all', () => {
    const { problems } = parseAddresses('a@example.com,'.repeat(1001))
    expect(problems).toMatchObject([{ message: 'more mailboxes than are read', start: 14_000, end: 14_014 }])
  })

  hostile(parseAddresses, [
    'a',
    'example.com',
    'a@example.com',
    '<a@example.com>',
    'Group:',
    '=?utf-8?q?a=40b?=',
    '\xc3\xa9',
  ])
})
