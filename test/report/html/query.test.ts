import { describe, expect, it } from 'vitest'
import type { Row } from '../../../src/report/html/browser/data.ts'
import { dayOf, minuteOf } from '../../../src/report/html/browser/dom.ts'
import { addressOf, parseQuery, selectRows } from '../../../src/report/html/browser/query.ts'
import { binTimes } from '../../../src/report/html/browser/timeline.ts'

const row = (index: number, part: Partial<Row> = {}): Row => ({
  index,
  path: `${index}.eml`,
  subject: '',
  from: '',
  time: null,
  verdict: 'clean',
  score: 0,
  probabilities: { headersRemoved: 0, headersForged: 0, hiddenFiller: 0, prizeLure: 0 },
  checks: [],
  operators: [],
  ...part,
})

const ROWS = [
  row(0, { subject: 'Minutes 10', score: 3, time: 30 }),
  row(1, { subject: 'Your prize', verdict: 'hostile', score: 90, checks: ['lure/prize-claim'], time: 10 }),
  row(2, { subject: 'minutes 9', verdict: 'suspicious', score: 95, operators: ['Gmail'], campaign: 'ab' }),
  row(3, {
    subject: 'Prize day',
    from: 'Ann <ann@example.org>',
    probabilities: { headersRemoved: 0, headersForged: 0, hiddenFiller: 0, prizeLure: 0.5 },
  }),
]
const select = (address: string): number[] => selectRows(ROWS, parseQuery(address)).map(({ index }) => index)

describe('rows of the table', () => {
  it.each([
    ['', [1, 2, 0, 3], 'the gravest first'],
    ['order=up', [3, 0, 2, 1], 'the gravest last'],
    ['text=PRIZE', [1, 3], 'words in any case'],
    ['text=example+prize', [3], 'every word, in subject, sender or file'],
    ['text=2.eml', [2], 'file names'],
    ['verdict=hostile', [1], 'a verdict'],
    ['verdict=flagged', [1, 2], 'any verdict but clean'],
    ['question=prizeLure', [3], 'a yes, from one half on'],
    ['check=lure/prize-claim', [1], 'a check'],
    ['operator=Gmail', [2], 'an operator'],
    ['campaign=ab', [2], 'a campaign'],
    ['check=nothing', [], 'what no row has'],
    ['sort=subject&text=minutes', [2, 0], 'numbers in text by their value'],
    ['sort=time', [0, 1, 2, 3], 'the newest first, those without a time last'],
  ])('%s: %j, %s', (address, indices) => {
    expect(select(address)).toEqual(indices)
  })

  it.each(['', 'verdict=hostile&sort=path', 'text=a+%26+b&check=x%2Fy&sort=time&order=up&page=3'])(
    'have an address that says the same: %s',
    (address) => {
      expect(parseQuery(addressOf(parseQuery(address)).replace(/^#messages\??/, ''))).toEqual(
        parseQuery(address),
      )
    },
  )

  it.each(['sort=toString&page=-1', 'page=x&sort=__proto__', 'sort=&page=1e9'])(
    'bear any address: %s',
    (address) => {
      expect(select(address)).toHaveLength(4)
    },
  )
})

describe('messages over time', () => {
  const at = (...times: (string | null)[]): { time: number | null; verdict: 'clean' }[] =>
    times.map((time) => ({ time: time === null ? null : Date.parse(time) / 1000, verdict: 'clean' }))

  it.each([
    ['day', ['2024-01-01', '2024-01-03'], ['2024-01-01', '2024-01-02', '2024-01-03']],
    ['week', ['2024-01-01', '2024-12-01'], undefined],
    ['month', ['2015-01-01', '2024-12-01'], undefined],
    ['year', ['1990-01-01', '2024-12-01'], undefined],
  ])('are counted by the %s', (step, times, labels) => {
    const binned = binTimes(at(...times))!
    expect(binned.step).toBe(step)
    if (labels) expect(binned.bins.map(({ label }) => label)).toEqual(labels)
    expect(binned.bins[0].total + binned.bins.at(-1)!.total).toBe(2)
    expect(binned.bins.length).toBeLessThanOrEqual(120)
  })

  it('begin weeks on Mondays', () => {
    const { bins } = binTimes(at('2024-01-07', '2024-01-08', '2024-12-01'))!
    expect(bins.slice(0, 2).map(({ label, total }) => [label, total])).toEqual([
      ['2024-01-01', 1],
      ['2024-01-08', 1],
    ])
  })

  it('leave out the few that are far from all others, and say so', () => {
    const many = Array.from({ length: 300 }, (_, i) => `2024-03-${String(1 + (i % 20)).padStart(2, '0')}`)
    const binned = binTimes(at('1970-01-02', ...many, '2099-01-01', null))!
    expect(binned).toMatchObject({ step: 'day', before: 1, after: 1, without: 1 })
    expect(binned.bins).toHaveLength(20)
  })

  it('show where most messages are, where no step holds nearly all', () => {
    const binned = binTimes(at('1900-01-01', '2023-05-01', '2024-01-01', '2024-02-01', '9999-01-01'))!
    expect(binned).toMatchObject({ step: 'year', before: 1, after: 1 })
    expect(binned.bins.map(({ label, total }) => [label, total])).toEqual([
      ['2023', 1],
      ['2024', 2],
    ])
  })

  it('are none where nothing has a time', () => {
    expect(binTimes(at(null))).toBeUndefined()
  })
})

it.each([
  ['2024-05-01T10:00:59Z', '2024-05-01 10:00', '2024-05-01'],
  // 9999-12-31 23:59 of a zone west of UTC
  ['+010000-01-01T11:59:00Z', '+010000-01-01 11:59', '+010000-01-01'],
])('%s is shown as %s', (time, minute, day) => {
  expect(minuteOf(Date.parse(time) / 1000)).toBe(minute)
  expect(dayOf(Date.parse(time) / 1000)).toBe(day)
})
