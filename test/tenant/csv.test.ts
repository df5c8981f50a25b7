import { describe, expect, it } from 'vitest'
import { cmdlet, names, readAll, utf16 } from './read.ts'

const quote = (text: string): string => `"${text.replaceAll('"', '""')}"`
const rows = ['A', 'B', 'C'].map((name) => JSON.stringify(cmdlet(`Set-Rule${name}`)))
const ALL = ['Set-RuleA', 'Set-RuleB', 'Set-RuleC']

/** An export of Purview; `change` changes the second row. */
function purview(change = (row: string): string => row, eol = '\r\n', delimiter = ','): string {
  const heading = [
    'RecordId',
    'CreationDate',
    'RecordType',
    'Operation',
    'UserId',
    'AuditData',
    'AssociatedAdminUnits',
  ]
  const lines = rows.map((row, i) => {
    const fields = ['id', '2026-01-05T10:11:12.0000000Z', '1', 'x', 'a@contoso.example', quote(row), ''].join(
      delimiter,
    )
    return i === 1 ? change(fields) : fields
  })
  return [heading.join(delimiter), ...lines].join(eol)
}

describe('forms of CSV', () => {
  it.each([
    ['Purview', purview()],
    ['a line end at the end', `${purview()}\r\n`],
    ['LF', purview((row) => row, '\n')],
    ['semicolons', purview((row) => row, '\r\n', ';')],
    ['tabs', purview((row) => row, '\n', '\t')],
    ['a byte order mark', `\ufeff${purview()}`],
    ['UTF-16', utf16(purview())],
    ['the line of Export-Csv', `#TYPE System.Object\r\n${purview()}`],
    ['the line of Excel', `sep=,\r\n${purview()}`],
    ['blank lines', purview((row) => `\r\n${row}\r\n`)],
    [
      'an older form',
      ['CreationDate,UserIds,Operations,AuditData', ...rows.map((row) => `5/4/2021,a,b,${quote(row)}`)].join(
        '\n',
      ),
    ],
    [
      'more columns',
      ['"AuditData","_raw",linecount', ...rows.map((row) => `${quote(row)},"a\n""b"", c",1`)].join('\n'),
    ],
  ])('%s', (_, file) => {
    expect(names(file)).toEqual(ALL)
  })
})

it('reads rows that the portal of Azure exports', () => {
  const csv = [
    'TenantId,"TimeGenerated [UTC]",RecordType,Operation,UserType,OfficeWorkload,OfficeObjectId,UserId,Parameters',
    'w,"1/5/2026, 10:11:12.000 AM",ExchangeAdmin,"New-TransportRule",Admin,Exchange,"A","a@contoso.example","[{""Name"":""RemoveHeader"",""Value"":""Received""}]"',
  ].join('\n')
  expect(readAll(csv)).toMatchObject([
    {
      log: 'exchange',
      time: Date.UTC(2026, 0, 5, 10, 11, 12),
      operation: 'New-TransportRule',
      object: 'A',
      parameters: { removeheader: 'Received' },
    },
  ])
})

describe('a broken row costs itself only', () => {
  const MARK = 'unread: a quotation mark is missing'
  it.each([
    ['a field too few', (row: string) => row.slice(0, -1), 'unread: a row of 6 fields below a heading of 7'],
    ['a quotation mark too few', (row: string) => row.replace(/",$/, ','), MARK],
    ['a quotation mark not doubled', (row: string) => row.replace('""Id""', '"Id""'), MARK],
  ])('%s', (_, change, reason) => {
    expect(names(purview(change))).toEqual(['Set-RuleA', reason, 'Set-RuleC'])
  })

  it('keeps the columns where the record itself is broken', () => {
    const cut = purview((row) => row.replace(/""Version.*\}"/, '"'))
    expect(names(cut)).toEqual(['Set-RuleA', 'x', 'unread: AuditData is not valid JSON', 'Set-RuleC'])
    expect(readAll(cut).map(({ place }) => place.record)).toEqual([1, 2, 2, 3])
  })
})

it('says of every row where it is', () => {
  const bytes = new TextEncoder().encode(purview((row) => row.replace('x', '"é\r\né"')))
  const text = readAll(bytes).map(({ place }) =>
    new TextDecoder().decode(bytes.subarray(place.start, place.end)),
  )
  expect(text.map((row) => row.slice(0, 3))).toEqual(['id,', 'id,', 'id,'])
  expect(text.map((row) => row.slice(-3))).toEqual(['}",', '}",', '}",'])
  expect(text[1]).toContain('"é\r\né"')
})
