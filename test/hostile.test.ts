import { describe, expect, test } from 'vitest'
import { createAnalyzer } from '../src/analyzer.ts'
import { SHAPES } from './helpers/hostile.ts'

const analyzer = createAnalyzer()

describe('a message made to be expensive', () => {
  test.each(SHAPES)('$full $name: a report that names what was not examined', ({ make, full, limits }) => {
    const message = make(full)
    const report = analyzer.analyze(message)
    const named = report.completeness.limits.map(({ limit }) => limit)
    expect(named).toEqual(expect.arrayContaining(limits))
    expect(report.completeness.complete).toBe(named.length === 0)
  })

  test('a giant field hides nothing that follows it', () => {
    const message = SHAPES.find(({ name }) => name === 'a header line')!.make(1_000_000)
    expect(analyzer.analyze(message).message.subject).toBe('after')
  })
})
