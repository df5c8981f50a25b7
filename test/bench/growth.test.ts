import { describe, expect, it } from 'vitest'
import { growthOf } from '../../bench/growth.mjs'

const MB = 1e6
const samples = (value: (i: number) => number) => Array.from({ length: 120 }, (_, i) => value(i) * MB)
/** Up to 10 either way, as collections come and go. */
const saw = (i: number) => ((i * 37) % 21) - 10

describe('growthOf', () => {
  it('finds a leak in the noise', () => {
    const { grows, growth } = growthOf(samples((i) => 100 + saw(i) + 0.2 * i))
    expect(grows).toBe(true)
    expect(growth / MB).toBeCloseTo(0.2 * 89, -1)
  })

  it.each([
    ['what is level', (i: number) => 100 + saw(i)],
    ['little of little', (i: number) => 7 + 0.01 * i],
    ['what falls', (i: number) => 100 + saw(i) - 0.3 * i],
    ['growth while it warms up', (i: number) => Math.min(100, 40 + 3 * i) + saw(i)],
    ['a few outliers at the end', (i: number) => (i > 110 ? 300 : 100)],
  ])('sees none in %s', (_name, value) => {
    expect(growthOf(samples(value)).grows).toBe(false)
  })
})
