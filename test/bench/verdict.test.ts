import { describe, expect, it } from 'vitest'
import { compareTimes } from '../../bench/verdict.mjs'

/** Rounds of four processes; `change` takes `ratio` times as long, times what noise there is. */
function timesOf(ratio: number, noise: (process: number, round: number) => number, rounds = 8) {
  return Array.from({ length: 4 }, (_, process) =>
    Array.from({ length: rounds }, (_, round) => ({
      // machines get faster and slower: both builds at once
      base: 100 * (1 + round),
      change: 100 * (1 + round) * ratio * noise(process, round),
    })),
  )
}

const QUIET = () => 1
/** Within five in a hundred, different in each round. */
const SOME = (process: number, round: number) => 1 + 0.05 * Math.sin(7 * process + 13 * round)
/** A third up or down. */
const LOUD = (process: number, round: number) => (((process * 8 + round) * 5) % 7 < 3 ? 0.75 : 1.33)

describe('compareTimes', () => {
  it.each([
    [1, QUIET, 'same'],
    [1, SOME, 'same'],
    [1.05, SOME, 'same'],
    [1.15, QUIET, 'slower'],
    [1.15, SOME, 'slower'],
    [2, LOUD, 'slower'],
    [0.8, SOME, 'faster'],
    [0.95, SOME, 'same'],
  ])('calls a change that takes %f times as long what it is', (ratio, noise, verdict) => {
    expect(compareTimes(timesOf(ratio, noise)).verdict).toBe(verdict)
  })

  it('blames nothing on a change that noise can explain', () => {
    const { ratio, low, verdict } = compareTimes(timesOf(1, LOUD))
    expect(ratio).toBeGreaterThan(1.1)
    expect(low).toBeLessThan(1)
    expect(verdict).toBe('same')
  })

  it('trusts no single process, however often it ran', () => {
    // one of four was unlucky throughout
    const times = timesOf(1, (process) => (process === 0 ? 1.5 : 1), 100)
    expect(compareTimes(times).verdict).toBe('same')
  })

  it('says how slow, with an interval around it', () => {
    const { ratio, low, high } = compareTimes(timesOf(1.2, SOME))
    expect(low).toBeLessThanOrEqual(ratio)
    expect(ratio).toBeLessThanOrEqual(high)
    expect(ratio).toBeCloseTo(1.2, 1)
    expect(high - low).toBeLessThan(0.1)
  })

  it('takes another tolerance', () => {
    expect(compareTimes(timesOf(1.08, SOME), 0.05).verdict).toBe('slower')
  })
})
