import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { keptSegments, segmentBytes } from '../../../src/report/html/segments.ts'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const line = `${'QUJD'.repeat(19)}\r\n`
const kept = (text: string, evidence: [number, number][], most: number): string[] => {
  const source = bytes(text)
  const ranges = evidence.map(([start, end]) => ({ start, end }))
  return keptSegments(source, ranges, most).map(({ start, end }) => text.slice(start, end))
}

describe('the bytes of a message that are kept', () => {
  it('are all of a small one', () => {
    expect(kept('From: a\r\n\r\nhello', [[0, 4]], 1000)).toEqual(['From: a\r\n\r\nhello'])
  })

  it('are the first ones of a large one', () => {
    expect(kept('0123456789'.repeat(100), [], 25)).toEqual(['0123456789012345678901234'])
  })

  it('are what is around evidence beyond them', () => {
    const text = `${'a'.repeat(5000)}EVIDENCE${'b'.repeat(5000)}`
    const [head, around] = kept(text, [[5000, 5008]], 100)
    expect(head).toBe('a'.repeat(100))
    expect(around).toBe(`${'a'.repeat(256)}EVIDENCE${'b'.repeat(256)}`)
  })

  it('are one segment where evidence lies close together', () => {
    expect(
      kept(
        'x'.repeat(10_000),
        [
          [4000, 4010],
          [4300, 4400],
          [9990, 10_000],
        ],
        10,
      ),
    ).toHaveLength(3)
  })

  it('are the first lines of a long run of base64, and what follows it', () => {
    const text = `Subject: x\r\n\r\n${line.repeat(30)}--end--\r\n`
    expect(kept(text, [], 1000)).toEqual([`Subject: x\r\n\r\n${line.repeat(4)}`, '--end--\r\n'])
  })

  it('are all of a short run of base64', () => {
    expect(kept(`\r\n${line.repeat(15)}end`, [], 10_000)).toHaveLength(1)
  })

  it('are evidence in base64', () => {
    const text = `\r\n${line.repeat(100)}`
    const at = 3000
    expect(kept(text, [[at, at + 10]], 1000).some((part) => part.includes(text.slice(at, at + 10)))).toBe(
      true,
    )
  })

  it('ascend, lie apart, are inside the message and hold the beginning of all evidence', () => {
    const range = fc.tuple(fc.nat(4000), fc.nat(300))
    const text = fc.array(fc.constantFrom(line, 'text\n', 'x'.repeat(90), '\r\n'), { maxLength: 60 })
    fc.assert(
      fc.property(text, fc.array(range, { maxLength: 20 }), fc.nat(3000), (parts, ranges, most) => {
        const source = bytes(parts.join(''))
        const evidence = ranges
          .map(([start, length]) => ({ start, end: Math.min(source.length, start + length) }))
          .filter(({ start, end }) => start < end)
        const segments = keptSegments(source, evidence, most)
        let last = -1
        for (const { start, end } of segments) {
          expect(start).toBeGreaterThan(last)
          expect(end).toBeGreaterThan(start)
          expect(end).toBeLessThanOrEqual(source.length)
          last = end
        }
        for (const { start, end } of evidence)
          expect(segments.some((one) => one.start <= start && one.end >= end)).toBe(true)
        const size = segments.reduce((sum, { start, end }) => sum + end - start, 0)
        expect(segmentBytes(source, segments)).toHaveLength(size)
      }),
    )
  })
})
