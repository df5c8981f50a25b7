import { describe, expect, it } from 'vitest'
import { clusters, grouped, shifted, some } from '../../../../src/tenant/examine/patterns/pattern.ts'

describe('shifted', () => {
  it.each([
    ['low', 1, 'medium'],
    ['medium', -1, 'low'],
    ['high', 1, 'high'],
    ['info', -3, 'info'],
    ['info', 2, 'medium'],
    ['medium', 0, 'medium'],
  ] as const)('%s by %i is %s', (severity, steps, expected) => {
    expect(shifted(severity, steps)).toBe(expected)
  })
})

describe('clusters', () => {
  const of = (times: number[], gap: number) => clusters(times, (time) => time, gap)
  it.each<[string, number[], number[][]]>([
    ['what is no further apart than the gap', [0, 10, 20], [[0, 10, 20]]],
    ['what is further apart', [0, 11, 22], [[0], [11], [22]]],
    ['in the order of time', [30, 0, 10], [[0, 10], [30]]],
    ['what is at one time', [5, 5], [[5, 5]]],
    ['nothing', [], []],
  ])('joins or parts %s', (_, times, expected) => {
    expect(of(times, 10)).toEqual(expected)
  })

  it('leaves the list as it is', () => {
    const times = [3, 1, 2]
    of(times, 1)
    expect(times).toEqual([3, 1, 2])
  })
})

it('grouped keeps the order of groups and of what is in them', () => {
  const groups = grouped(['b1', 'a1', 'b2'], ([letter]) => letter)
  expect([...groups]).toEqual([
    ['b', ['b1', 'b2']],
    ['a', ['a1']],
  ])
})

it('some gives each entry once, a hundred at most', () => {
  expect(some(['b', 'a', 'b'])).toEqual(['b', 'a'])
  expect(some(Array.from({ length: 500 }, (_, i) => String(i)))).toHaveLength(100)
})
