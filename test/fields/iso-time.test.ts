import { expect, test } from 'vitest'
import { isoTime } from '../../src/fields/iso-time.ts'

test.each([
  [0, '1970-01-01T00:00:00Z'],
  [1_700_000_000_999, '2023-11-14T22:13:20Z'],
  [-1, '1969-12-31T23:59:59Z'],
  [253_402_300_800_000, '+010000-01-01T00:00:00Z'],
  [-62_167_219_201_000, '-000001-12-31T23:59:59Z'],
  [8.64e15, '+275760-09-13T00:00:00Z'],
  [8.64e15 + 1, undefined],
  [Number.NaN, undefined],
])('%d ms is %s', (time, text) => {
  expect(isoTime(time)).toBe(text)
})

test('is what Date writes, without milliseconds', () => {
  for (let time = -3e12; time < 5e12; time += 86_399_999 * 7)
    expect(isoTime(time)).toBe(new Date(Math.floor(time / 1000) * 1000).toISOString().replace('.000', ''))
})
