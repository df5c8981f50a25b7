import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  parseArcAuthenticationResults,
  parseArcMessageSignature,
  parseArcSeal,
} from '../../src/fields/arc.ts'
import type { ArcKind } from '../../src/fields/arc-chain.ts'
import { runs } from '../helpers/runs.ts'
import cases from './arc.json' with { type: 'json' }
import { assemble, member } from './arc-set.ts'
import { spansInside, table } from './table.ts'

table('parseArcSeal', parseArcSeal, cases.seal)
table('parseArcMessageSignature', parseArcMessageSignature, cases.messageSignature)
table('parseArcAuthenticationResults', parseArcAuthenticationResults, cases.authenticationResults)

describe('assembleArc', () => {
  it.each(cases.chains)('$name', ({ fields, expect: expected }) => {
    expect(assemble(fields as string[][])).toMatchObject(expected)
  })

  it('bounds what it lists', () => {
    const fields = Array.from({ length: 5000 }, () => ['seal', ' i=x'])
    expect(assemble(fields).problems).toHaveLength(100)
  })
})

describe('the ARC parsers on hostile values', () => {
  it('never throws, and every place lies inside the value', () => {
    const token = fc.constantFrom(
      ...[
        'i',
        '=',
        '1',
        ';',
        ' ',
        '\r\n ',
        '(',
        ')',
        'cv=none',
        'spf=pass',
        'h=',
        'from',
        '=?utf-8?Q?i=3D1?=',
        '"',
      ],
    )
    const value = fc.oneof(
      fc.array(token, { maxLength: 40 }).map((parts) => parts.join('')),
      fc.string({ unit: 'binary', maxLength: 200 }),
    )
    const kinds: ArcKind[] = ['seal', 'message-signature', 'authentication-results']
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom(...kinds), value), { maxLength: 6 }), (fields) => {
        assemble(fields)
        return fields.every(([kind, raw]) => spansInside(member(kind, raw, 0).value, raw.length))
      }),
      runs(2000),
    )
  })
})
