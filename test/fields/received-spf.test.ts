import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseReceivedSpf } from '../../src/fields/received-spf.ts'
import { runs } from '../helpers/runs.ts'
import rows from './received-spf.json' with { type: 'json' }
import { spansInside, table } from './table.ts'

table('parseReceivedSpf', parseReceivedSpf, rows)

describe('parseReceivedSpf on hostile values', () => {
  it('bounds pairs', () => {
    const many = Array.from({ length: 1000 }, (_, i) => `k${i}=1`).join(';')
    expect(Object.keys(parseReceivedSpf(`pass ${many}`).pairs)).toHaveLength(64)
  })

  it('never throws, and every place lies inside the value', () => {
    const token = fc.constantFrom(
      'pass',
      ' ',
      '\r\n ',
      '=',
      ';',
      '"',
      '\\',
      '(',
      ')',
      'client-ip',
      '192.0.2.1',
    )
    const value = fc.oneof(
      fc.array(token, { maxLength: 40 }).map((parts) => parts.join('')),
      fc.string({ unit: 'binary', maxLength: 200 }),
    )
    fc.assert(
      fc.property(value, (raw) => spansInside(parseReceivedSpf(raw), raw.length)),
      runs(2000),
    )
  })
})
