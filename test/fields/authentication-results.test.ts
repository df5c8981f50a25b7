import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseAuthenticationResults } from '../../src/fields/authentication-results.ts'
import { runs } from '../helpers/runs.ts'
import rows from './authentication-results.json' with { type: 'json' }
import { spansInside, table } from './table.ts'

table('parseAuthenticationResults', parseAuthenticationResults, rows)

describe('parseAuthenticationResults on hostile values', () => {
  it('has a property object without prototype', () => {
    const { results } = parseAuthenticationResults('mx.example.net; dkim=pass __proto__=x')
    expect(Object.getPrototypeOf(results[0].properties)).toBeNull()
    expect(Object.keys(results[0].properties)).toEqual(['__proto__'])
  })

  it('bounds results, properties and problems', () => {
    const { results, problems } = parseAuthenticationResults(`mx.example.net${'; dkim=pass'.repeat(1000)}`)
    expect(results).toHaveLength(200)
    expect(problems.map((problem) => problem.message)).toEqual(['more than 200 results'])
    const names = Array.from({ length: 1000 }, (_, i) => ` header.x${i}=1`).join('')
    const [one] = parseAuthenticationResults(`mx.example.net; dkim=pass${names}`).results
    expect(Object.keys(one.properties)).toHaveLength(64)
    expect(parseAuthenticationResults(`mx.example.net; ${'word '.repeat(1000)}`).problems).toHaveLength(20)
  })

  it('never throws, and every place lies inside the value', () => {
    const token = fc.constantFrom(
      ...[
        'mx.example.net',
        'spf',
        'dkim',
        '=',
        'pass',
        ';',
        ' ',
        '\r\n ',
        '(',
        ')',
        '"',
        '\\',
        '.',
        '/',
        '1',
      ],
      ...['header.from', 'reason', 'action', '=?utf-8?B?c3BmPQ==?=', '\u00e9', '\0', 'none'],
    )
    const value = fc.oneof(
      fc.array(token, { maxLength: 60 }).map((parts) => parts.join('')),
      fc.string({ unit: 'binary', maxLength: 200 }),
    )
    fc.assert(
      fc.property(value, (raw) => spansInside(parseAuthenticationResults(raw), raw.length)),
      runs(3000),
    )
  })
})
