import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cut } from '../src/cut.ts'

describe('cut', () => {
  it.each([
    ['abc', 5, 'abc'],
    ['abc', 2, 'ab'],
    ['a😀b', 2, 'a'],
    ['a😀b', 3, 'a😀'],
    ['😀', 1, ''],
    ['a', 0, ''],
  ])('%s at %i is %s', (text, length, expected) => {
    expect(cut(text, length)).toBe(expected)
  })

  it('is well formed where the text is, and at most one unit shorter than it may be', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.nat(20), (text, length) => {
        const short = cut(text, length)
        expect(short.isWellFormed()).toBe(true)
        expect(text.startsWith(short)).toBe(true)
        expect(short.length).toBeGreaterThanOrEqual(Math.min(length, text.length) - 1)
      }),
    )
  })
})
