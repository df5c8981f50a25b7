import fc from 'fast-check'
import { describe, it } from 'vitest'
import { expectLinear } from '../helpers/growth.ts'
import { runs } from '../helpers/runs.ts'
import { spansInside } from './table.ts'

/** Repeated, these make a careless scanner start over at every one of them. */
const PIECES = [
  '(',
  '(a)',
  '((a)',
  '"""',
  '"\\',
  '\\"',
  '<',
  '<(',
  '< ',
  '[',
  'a@[',
  'a@',
  '@ ',
  ',',
  ';',
  ';(',
  ';1 May 2024 ',
  '=?',
  '=?a?q?',
  'a ',
  'from ',
  'from(by(',
  'by with id ',
  ' \r\n',
  'May ',
  '1',
]

const byte = fc.integer({ min: 0, max: 255 }).map((code) => String.fromCharCode(code))

/** It reads in linear time what makes it start over and over again. */
export function linear(name: string, parse: (raw: string) => unknown): void {
  it.each(PIECES)(`${name} reads repeated %j in linear time`, (piece) => {
    expectLinear((size) => piece.repeat(Math.ceil(size / piece.length)), parse)
  })
}

/** What every reader of a field owes: no exception, places inside the value. */
export function hostile(parse: (raw: string) => unknown, tokens: string[]): void {
  describe('hostile values', () => {
    it('throws on nothing, and every place lies inside the value', () => {
      const marks = [
        '(',
        ')',
        '"',
        '\\',
        '<',
        '>',
        '[',
        ']',
        ',',
        ';',
        ':',
        '@',
        ' ',
        '\r\n ',
        '\0',
        '=?utf-8?q?',
        '?=',
      ]
      const value = fc.oneof(
        fc.array(fc.constantFrom(...tokens, ...marks), { maxLength: 60 }).map((parts) => parts.join('')),
        fc.array(byte, { maxLength: 200 }).map((parts) => parts.join('')),
      )
      fc.assert(
        fc.property(value, (raw) => spansInside(parse(raw), raw.length)),
        runs(3000),
      )
    })
  })
}
