import { describe, expect, it } from 'vitest'
import { mix } from '../../../src/batch/campaigns/hash.ts'
import { agreement, sketch } from '../../../src/batch/campaigns/minhash.ts'

const PLACES = 64

function sketchOf(from: number, to: number): Int32Array {
  const set = Int32Array.from({ length: to - from }, (_, i) => mix(7, from + i))
  const out = new Int32Array(PLACES)
  sketch(set, set.length, out, 0, PLACES)
  return out
}

const share = (a: Int32Array, b: Int32Array): number => agreement(a, 0, b, 0, PLACES)

describe('sketches of sets', () => {
  it.each([
    [0, 100, 1],
    [50, 150, 1 / 3],
    [20, 120, 2 / 3],
    [100, 200, 0],
  ])('of 0..100 and %i..%i agree by what the sets share: %d', (from, to, shared) => {
    expect(Math.abs(share(sketchOf(0, 100), sketchOf(from, to)) - shared)).toBeLessThan(0.2)
  })

  it('do not depend on order or repetition', () => {
    const once = Int32Array.of(3, 1, 2)
    const again = Int32Array.of(2, 2, 3, 1, 1)
    const [a, b] = [new Int32Array(8), new Int32Array(8)]
    sketch(once, 3, a, 0, 8)
    sketch(again, 5, b, 0, 8)
    expect(a).toEqual(b)
  })
})
