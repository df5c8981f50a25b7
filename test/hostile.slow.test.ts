import { describe, test } from 'vitest'
import { createAnalyzer } from '../src/analyzer.ts'
import { expectLinear } from './helpers/growth.ts'
import { SHAPES } from './helpers/hostile.ts'

const analyzer = createAnalyzer()

/** Bytes of the inputs that growth is fitted over. */
const sizes = [100_000, 200_000, 400_000, 800_000, 1_600_000]

describe('a message made to be expensive', () => {
  test.each(SHAPES)('$name cost no more than their number', ({ make }) => {
    const perUnit = (make(1100).length - make(100).length) / 1000
    const ofSize = (size: number) => make(Math.round(size / perUnit))
    expectLinear(ofSize, analyzer.analyze, { sizes, most: 1.15 })
  })
})
