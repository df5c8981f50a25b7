import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cut, cutStart, displayWidth, pad, wrap } from '../../src/report/width.ts'

describe('displayWidth', () => {
  it.each([
    ['abc', 3],
    ['äöü', 3],
    ['a\u0308', 1],
    ['漢字', 4],
    ['🎁', 2],
    ['ｆｕｌｌ', 8],
  ])('%s takes %i columns', (text, width) => {
    expect(displayWidth(text)).toBe(width)
  })
})

describe('cutting', () => {
  it('keeps the beginning or the end', () => {
    expect(cut('quarantine/message.eml', 10)).toBe('quarantin…')
    expect(cutStart('quarantine/message.eml', 12)).toBe('…message.eml')
    expect(cut('short', 5)).toBe('short')
    expect(cut('漢字漢字', 4)).toBe('漢…')
  })

  it('never exceeds the width', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'ä', '漢', '🎁', ' ', 'e\u0301') })
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 30 }), (value, width) => {
        expect(displayWidth(cut(value, width))).toBeLessThanOrEqual(width)
        expect(displayWidth(cutStart(value, width))).toBeLessThanOrEqual(width)
      }),
    )
  })
})

describe('pad', () => {
  it('counts columns, not code units', () => {
    expect(pad('漢', 4)).toBe('漢  ')
  })
})

describe('wrap', () => {
  it('breaks at spaces, and inside words that are too long', () => {
    expect(wrap('the quick brown fox', 9)).toEqual(['the quick', 'brown fox'])
    expect(wrap('aaaaaaaaaaaa bb', 5)).toEqual(['aaaaa', 'aaaaa', 'aa bb'])
    expect(wrap('', 5)).toEqual([''])
    expect(wrap('aaaa😀', 5)).toEqual(['aaaa', '😀'])
  })

  it('loses nothing but the spaces at which it broke, and never exceeds the width', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '漢', '🎁') })
    fc.assert(
      fc.property(text, fc.integer({ min: 2, max: 20 }), (value, width) => {
        const lines = wrap(value, width)
        expect(lines.join('').replaceAll(' ', '')).toBe(value.replaceAll(' ', ''))
        for (const line of lines) expect(displayWidth(line)).toBeLessThanOrEqual(width)
      }),
    )
  })
})
