import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { safeFileName } from '../../src/batch/member-name.ts'

describe('a name that is safe to write to', () => {
  it.each([
    ['a.eml', 'a.eml'],
    ['Maildir/cur/1.M1P2.host:2,S', 'Maildir_cur_1.M1P2.host_2,S'],
    ['../../a.eml', '____a.eml'],
    ['x.zip!/../../a.eml', 'x.zip!_____a.eml'],
    ['..\\..\\a.eml', '____a.eml'],
    ['C:\\Windows\\a.eml', 'C__Windows_a.eml'],
    ['..', '_'],
    ['.', '_'],
    ['', '_'],
    ['   ', '_'],
    ['.profile', '_profile'],
    ['-rf', '_rf'],
    ['a.eml. . ', 'a.eml'],
    ['CON', '_CON'],
    ['nul.eml', '_nul.eml'],
    ['com1 .txt', '_com1 .txt'],
    ['lpt\u00b2.eml', '_lpt\u00b2.eml'],
    ['console.eml', 'console.eml'],
    ['a\u202elme.exe', 'a_lme.exe'],
    ['a\u0000b\u001b[2J\n.eml', 'a_b_[2J_.eml'],
    ['a\ud800.eml', 'a\ufffd.eml'],
    ['u\u0308ber.eml', '\u00fcber.eml'],
    ['Пётр.eml', 'Пётр.eml'],
  ])('%j becomes %j', (name, safe) => {
    expect(safeFileName(name)).toBe(safe)
  })

  it('keeps the ending of a long name', () => {
    const safe = safeFileName(`${'\u{1f4e7}'.repeat(300)}.eml`)
    expect(safe).toMatch(/^\u{1f4e7}{49}\.eml$/u)
  })

  const parts = [
    '..',
    '/',
    '\\',
    '.',
    ' ',
    'con',
    'NUL',
    'com¹',
    ':',
    '\0',
    '\ud800',
    '\udc00',
    '\u202e',
    '-',
    '💌',
    '!/',
    'a'.repeat(250),
  ]
  const named = fc.array(fc.oneof(fc.constantFrom(...parts), fc.string({ unit: 'binary' })), {
    maxLength: 12,
  })

  it('is one name of a file on any system, and safe itself', () => {
    fc.assert(
      fc.property(named, (pieces) => {
        const safe = safeFileName(pieces.join(''))
        expect(safe).not.toMatch(/[/\\:*?"<>|\p{Cc}\p{Cf}\p{Cs}]|\.\.|^[.\-\s]|[. ]$/u)
        expect(safe).not.toMatch(/^(?:con|prn|aux|nul|(?:com|lpt)[\d¹²³])(?:\.|$)/i)
        expect(safe.isWellFormed()).toBe(true)
        const size = new TextEncoder().encode(safe).length
        expect(size).toBeGreaterThan(0)
        expect(size).toBeLessThanOrEqual(200)
        expect(safeFileName(safe)).toBe(safe)
      }),
      { numRuns: 1000 },
    )
  })

  it('is asked of a string', () => {
    expect(() => safeFileName(undefined as never)).toThrow(
      new TypeError('name must be a string, not undefined'),
    )
  })
})
