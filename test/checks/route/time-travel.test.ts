import { describe, expect, it } from 'vitest'
import { runCheck, verdictsOf } from '../../helpers/message.ts'

const ID = 'route/time-travel'

/** A message whose hops have these dates, newest first. */
function dated(...dates: string[]): string {
  const hops = dates.map(
    (date, i) => `Received: from h${i + 1}.example.org by h${i}.example.org with ESMTP id ${i}; ${date}\n`,
  )
  return `${hops.join('')}From: jonna@example.org\n\nHello\n`
}
const NOON = 'Tue, 14 May 2024 12:00:00 +0000'

describe('an older hop that is dated later', () => {
  it.each([
    ['not at all', 'Tue, 14 May 2024 11:59:58 +0000', 'silent'],
    ['by five minutes', 'Tue, 14 May 2024 12:05:00 +0000', 'silent'],
    ['by a second more', 'Tue, 14 May 2024 12:05:01 +0000', 'dismissed=clock-skew'],
    ['by a second less than an hour', 'Tue, 14 May 2024 12:59:59 +0000', 'dismissed=clock-skew'],
    ['by an hour: a wrong zone', 'Tue, 14 May 2024 13:00:00 +0000', 'finding=zone'],
    ['by an hour and a half: a wrong zone of half hours', 'Tue, 14 May 2024 13:31:30 +0000', 'finding=zone'],
    ['by an hour and ten minutes', 'Tue, 14 May 2024 13:10:00 +0000', 'finding=hours'],
    ['by two hours less a minute', 'Tue, 14 May 2024 13:58:59 +0000', 'finding=zone'],
    ['by two hours less three minutes', 'Tue, 14 May 2024 13:57:00 +0000', 'finding=hours'],
    ['by 14 hours: the widest zone', 'Wed, 15 May 2024 02:00:00 +0000', 'finding=zone'],
    ['by 15 hours: no zone', 'Wed, 15 May 2024 03:00:00 +0000', 'finding=hours'],
    ['by a day', 'Wed, 15 May 2024 12:00:00 +0000', 'finding=days'],
    ['by years', 'Mon, 14 May 2029 12:00:00 +0000', 'finding=days'],
    ['in words only: zones differ, the time does not', 'Tue, 14 May 2024 14:00:00 +0200', 'silent'],
    ['in another zone', 'Tue, 14 May 2024 12:00:00 -0300', 'finding=zone'],
    ['nobody knows: it has no date', 'sometime', 'silent'],
  ])('%s', (_, older, expected) => {
    expect(verdictsOf(ID, dated(NOON, older))).toBe(expected)
  })
})

it('a hop that took days is no step back', () => {
  expect(verdictsOf(ID, dated('Sat, 18 May 2024 12:00:00 +0000', NOON))).toBe('silent')
})

it('a hop without a date is passed over', () => {
  const text = dated(NOON, 'sometime', 'Fri, 17 May 2024 12:00:00 +0000')
  const { found } = runCheck(ID, text)
  expect(found.map(({ data }) => data)).toEqual([{ seconds: 3 * 86_400, newer: 0, older: 2 }])
})

it('of several steps back the largest is reported, with both lines', () => {
  const text = dated(NOON, 'Tue, 14 May 2024 14:10:00 +0000', 'Mon, 20 May 2024 12:00:00 +0000', NOON)
  const { found } = runCheck(ID, text)
  expect(found.length).toBe(1)
  expect(found[0].data).toMatchObject({ newer: 1, older: 2 })
  expect(found[0].evidence.map(({ start, end }) => text.replaceAll('\n', '\r\n').slice(start, end))).toEqual([
    expect.stringContaining('by h1.example.org'),
    expect.stringContaining('by h2.example.org'),
  ])
})
