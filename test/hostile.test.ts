import { describe, expect, test } from 'vitest'
import { createAnalyzer } from '../src/analyzer.ts'
import { growthExponent } from './helpers/growth.ts'
import { SHAPES } from './helpers/hostile.ts'

const analyzer = createAnalyzer()

/** Milliseconds; far above what any of them takes, so that only a hang or a quadratic loop reaches it. */
const ENDLESS = 10_000
/** Bytes of the inputs that growth is fitted over. */
const SIZES = [100_000, 200_000, 400_000, 800_000, 1_600_000]

describe('a message made to be expensive', () => {
  test.each(SHAPES)('$full $name: a report that names what was not examined', ({ make, full, limits }) => {
    const message = make(full)
    const began = performance.now()
    const report = analyzer.analyze(message)
    expect(performance.now() - began).toBeLessThan(ENDLESS)
    const named = report.completeness.limits.map(({ limit }) => limit)
    expect(named).toEqual(expect.arrayContaining(limits))
    expect(report.completeness.complete).toBe(named.length === 0)
  })

  test('a giant field hides nothing that follows it', () => {
    const message = SHAPES.find(({ name }) => name === 'a header line')!.make(1_000_000)
    expect(analyzer.analyze(message).message.subject).toBe('after')
  })

  test.each(SHAPES)('$name cost no more than their number', { timeout: 60_000 }, ({ make }) => {
    const perUnit = (make(1100).length - make(100).length) / 1000
    const ofSize = (size: number) => make(Math.round(size / perUnit))
    expect(growthExponent(ofSize, analyzer.analyze, SIZES)).toBeLessThan(1.15)
  })
})
