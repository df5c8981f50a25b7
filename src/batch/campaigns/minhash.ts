/**
 * Sets in few numbers: for each of some orders of all hashes, the first that the set has. The share of places in which two sketches
 * agree is, in the mean, the share of what two sets have in common (Broder 1997).
 */
import { mix } from './hash.ts'

/** Odd factors and addends, each pair an order. */
const FACTORS: number[] = []
const ADDENDS: number[] = []
for (let i = 0, state = 1; i < 64; i++) {
  state = mix(state, 0x51ed270b + i)
  FACTORS.push(state | 1)
  state = mix(state, 0x2545f491)
  ADDENDS.push(state)
}

const EMPTY = 0x7fffffff

/** Writes the sketch of a set, given by `count` hashes with repetitions, to `out[at..at + places]`. */
export function sketch(set: Int32Array, count: number, out: Int32Array, at: number, places: number): void {
  for (let place = 0; place < places; place++) {
    const factor = FACTORS[place]
    const addend = ADDENDS[place]
    let least = EMPTY
    for (let i = 0; i < count; i++) {
      const mixed = Math.imul(set[i], factor) + addend
      const value = (mixed ^ (mixed >>> 16)) | 0
      if (value < least) least = value
    }
    out[at + place] = least
  }
}

/** The share of places in which two sketches agree. */
export function agreement(a: Int32Array, atA: number, b: Int32Array, atB: number, places: number): number {
  let same = 0
  for (let i = 0; i < places; i++) if (a[atA + i] === b[atB + i]) same++
  return same / places
}
