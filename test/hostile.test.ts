import { describe, expect, test } from 'vitest'
import { createAnalyzer } from '../src/analyzer.ts'
import { DEFAULT_LIMITS, type Limits } from '../src/mime/limits.ts'
import { SHAPES } from './helpers/hostile.ts'

/** The limits that there are, and the messages that reach them, are so many times as large; in hostile.slow.test.ts they are. */
const SMALLER = 20
const limits = Object.fromEntries(
  Object.entries(DEFAULT_LIMITS).map(([name, value]) => [name, Math.ceil(value / SMALLER)]),
) as unknown as Limits

describe('a message made to be expensive', () => {
  const analyzer = createAnalyzer({ limits })
  test.each(SHAPES)('$name: a report that names what was not examined', (shape) => {
    const report = analyzer.analyze(shape.make(Math.ceil(shape.full / SMALLER)))
    const named = report.completeness.limits.map(({ limit }) => limit)
    expect(named).toEqual(expect.arrayContaining(shape.limits))
    expect(report.completeness.complete).toBe(named.length === 0)
  })

  test('a giant field hides nothing that follows it', () => {
    const message = SHAPES.find(({ name }) => name === 'a header line')!.make(1_000_000)
    expect(createAnalyzer().analyze(message).message.subject).toBe('after')
  })
})
