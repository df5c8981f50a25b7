import { describe, expect, test } from 'vitest'
import { createAnalyzer } from '../src/analyzer.ts'
import { expectLinear, processorTime } from './helpers/growth.ts'
import { SHAPES } from './helpers/hostile.ts'

const analyzer = createAnalyzer()

/** Milliseconds of processor time; far above what any of them takes. */
const ENDLESS = 10_000
/** Bytes of the inputs that growth is fitted over. */
const sizes = [100_000, 200_000, 400_000, 800_000, 1_600_000]

describe('a message made to be expensive', () => {
  test.each(SHAPES)('$full $name: a report that names what was not examined', ({ make, full, limits }) => {
    const message = make(full)
    const began = processorTime()
    const report = analyzer.analyze(message)
    expect(processorTime() - began).toBeLessThan(ENDLESS)
    const named = report.completeness.limits.map(({ limit }) => limit)
    expect(named).toEqual(expect.arrayContaining(limits))
    expect(report.completeness.complete).toBe(named.length === 0)
  })

  test.each(SHAPES)('$name cost no more than their number', ({ make }) => {
    const perUnit = (make(1100).length - make(100).length) / 1000
    const ofSize = (size: number) => make(Math.round(size / perUnit))
    expectLinear(ofSize, analyzer.analyze, { sizes, most: 1.15 })
  })
})
