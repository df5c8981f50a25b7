import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ExchangeFieldName, exchangeFields, isExchangeField } from '../../src/fields/exchange.ts'
import { parseExchangeHost } from '../../src/fields/exchange-host.ts'
import { incomingCount } from '../../src/fields/exchange-trace.ts'
import { runs } from '../helpers/runs.ts'
import cases from './exchange.json' with { type: 'json' }
import { type Row, spansInside, table } from './table.ts'

const names = Object.keys(exchangeFields) as ExchangeFieldName[]

for (const name of names) {
  const rows = cases.fields.filter((row) => row.field === name) as Row[]
  if (rows.length > 0) table(name, exchangeFields[name], rows)
}

it('has a parser for every field of the table', () => {
  for (const { field } of cases.fields) expect(isExchangeField(field)).toBe(true)
  expect(isExchangeField('constructor')).toBe(false)
})

describe('parseExchangeHost', () => {
  it.each(cases.hosts)('$host', ({ host, expect: expected }) => {
    expect(parseExchangeHost(host)).toEqual(expected ?? undefined)
  })
})

it.each(cases.fields.filter(({ field }) => field === 'x-incomingtopheadermarker'))(
  'the count alone is that of the whole marker: $name',
  ({ raw }) => {
    expect(incomingCount(raw)).toBe(exchangeFields['x-incomingtopheadermarker'](raw).count)
  },
)

describe('the Exchange parsers on hostile values', () => {
  it('bound hops, entries and ids', () => {
    const { hops } = exchangeFields['x-ms-traffictypediagnostic']('SA2PR02MB7850:EE_|'.repeat(5000))
    expect(hops).toHaveLength(200)
    const keys = Array.from({ length: 1000 }, (_, i) => `k${i}:1`).join(';')
    expect(exchangeFields['x-forefront-antispam-report'](keys).entries.size).toBe(64)
    const { sfs } = exchangeFields['x-forefront-antispam-report'](`SFS:${'(1)'.repeat(5000)}`)
    expect(sfs).toHaveLength(1000)
  })

  it('never throw, and every place lies inside the value', () => {
    const token = fc.constantFrom(
      ...[
        'CIP',
        ':',
        ';',
        '|',
        '(',
        ')',
        '[',
        ']',
        '=',
        ' ',
        '\r\n ',
        'To',
        '192.0.2.1',
        'Ip',
        'SA2PR02MB7850',
        '-1',
      ],
    )
    const value = fc.oneof(
      fc.array(token, { maxLength: 30 }).map((parts) => parts.join('')),
      fc.string({ unit: 'binary', maxLength: 100 }),
    )
    fc.assert(
      fc.property(value, (raw) => names.every((name) => spansInside(exchangeFields[name](raw), raw.length))),
      runs(1000),
    )
  })
})
