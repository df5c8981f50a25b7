import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseDkimSignature } from '../../src/fields/dkim-signature.ts'
import { parseTagList } from '../../src/fields/tag-list.ts'
import { runs } from '../helpers/runs.ts'
import signatures from './dkim-signature.json' with { type: 'json' }
import { spansInside, table } from './table.ts'
import lists from './tag-list.json' with { type: 'json' }

table('parseTagList', parseTagList, lists)
table('parseDkimSignature', parseDkimSignature, signatures)

describe('parseDkimSignature on hostile values', () => {
  it('bounds tags and signed names', () => {
    const tags = Array.from({ length: 1000 }, (_, i) => `t${i}=1`).join(';')
    expect(parseTagList(tags).tags.size).toBe(64)
    expect(parseDkimSignature(`h=${'from:'.repeat(5000)}`).signed).toHaveLength(1000)
    const long = parseDkimSignature(`d=${'a.'.repeat(5000)}a; h=from:${'x'.repeat(999)}:to`)
    expect(long.signed).toEqual(['from', 'to'])
    expect(long.domain).toBeUndefined()
  })

  it('never throws, and every place lies inside the value', () => {
    const token = fc.constantFrom(
      ...[
        'v=1',
        'a=rsa-sha256',
        'd=',
        'a.example',
        'i=',
        '@',
        'h=',
        'from',
        ':',
        ';',
        '=',
        '3D',
        ' ',
        '\r\n ',
        'b=',
        'x=',
        '1',
      ],
    )
    const value = fc.oneof(
      fc.array(token, { maxLength: 60 }).map((parts) => parts.join('')),
      fc.string({ unit: 'binary', maxLength: 200 }),
    )
    fc.assert(
      fc.property(value, (raw) => spansInside(parseDkimSignature(raw), raw.length)),
      runs(3000),
    )
  })
})
