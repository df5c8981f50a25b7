import { describe, expect, it } from 'vitest'
import { type FeatureRow, fitFeatures } from '../../src/evaluate/fit-features.ts'

const rows = (count: number, label: 0 | 1, ...features: string[]): FeatureRow[] =>
  Array.from({ length: count }, () => ({
    features: features.map((name) => `lure/prize-claim:${name}`),
    label,
    weight: 1,
    count: 1,
  }))

const free = { boundsOf: () => [-20, 20, 0] as const, gates: [] }
const bitsOf = (fitted: ReturnType<typeof fitFeatures>, name: string) =>
  fitted!.weights[`lure/prize-claim:${name}`].bits

describe('fitFeatures', () => {
  const some = [
    ...rows(30, 1, 'win'),
    ...rows(2, 0, 'win'),
    ...rows(20, 0, 'shop'),
    ...rows(1, 1, 'shop'),
    ...rows(100, 0),
  ]

  it('gives what lures have bits for, and what others have bits against', () => {
    const fitted = fitFeatures(some, free)
    expect(bitsOf(fitted, 'win')).toBeGreaterThan(3)
    expect(bitsOf(fitted, 'shop')).toBeLessThan(bitsOf(fitted, 'win') - 4)
    expect(fitted!.prior).toBeLessThan(-3)
  })

  it('counts the messages behind each row', () => {
    expect(fitFeatures(some, free)!.weights['lure/prize-claim:win']).toMatchObject({
      positives: [30, 31],
      negatives: [2, 122],
    })
  })

  it('keeps to the bounds', () => {
    const fitted = fitFeatures(some, {
      ...free,
      boundsOf: (name) => (name === 'shop' ? [0, 20, 0] : [-20, 1, 0]),
    })
    expect(bitsOf(fitted, 'shop')).toBe(0)
    expect(bitsOf(fitted, 'win')).toBe(1)
  })

  it('fits no gate, and names it', () => {
    const fitted = fitFeatures([...some, ...rows(5, 0, 'carried by text')], {
      ...free,
      gates: ['carried by text'],
    })
    expect(fitted!.gates).toEqual(['carried by text'])
    expect(fitted!.weights).not.toHaveProperty('lure/prize-claim:carried by text')
  })

  it('learns of rows that only teach, and does not count them', () => {
    const taught = rows(10, 1, 'spins').map((row) => ({ ...row, weight: 0.6, count: undefined }))
    const fitted = fitFeatures([...some, ...taught], free)
    expect(bitsOf(fitted, 'spins')).toBeGreaterThan(1)
    expect(fitted!.weights['lure/prize-claim:spins'].positives).toEqual([0, 31])
  })

  it('is the same for the same rows, and nothing where all labels are alike', () => {
    expect(fitFeatures(some, free)).toEqual(fitFeatures(some, free))
    expect(fitFeatures(rows(3, 0, 'win'), free)).toBeUndefined()
  })
})
