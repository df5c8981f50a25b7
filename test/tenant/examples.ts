/** A file of each form, with several records. */
import { bytesOf, cmdlet, utf16 } from './read.ts'

export interface Example {
  name: string
  file: Uint8Array
  /** Where it is UTF-8. */
  text?: string
  /** A file that holds only the record of these bytes. */
  alone(record: Uint8Array): Uint8Array
}

const same = (record: Uint8Array): Uint8Array => record
const after =
  (before: string) =>
  (record: Uint8Array): Uint8Array =>
    bytesOf(before + new TextDecoder().decode(record))

function example(name: string, text: string, alone: (record: Uint8Array) => Uint8Array = same): Example {
  return { name, text, file: bytesOf(text), alone }
}

const RECORDS = [
  cmdlet('New-InboundConnector', { Name: 'Ran_abcde', ConnectorType: 'OnPremises', Comment: 'é "x"' }),
  { a: 'no record' },
  {
    CreationTime: '2026-01-05T10:11:12',
    Id: '11111111-0000-4000-8000-000000000004',
    Operation: 'Update application \u2013 Certificates and secrets management ',
    RecordType: 8,
    ResultStatus: 'Success',
    UserType: 0,
    UserId: 'admin@contoso.example',
    ModifiedProperties: [{ Name: 'KeyDescription', NewValue: '["[KeyType=Password]"]', OldValue: '[]' }],
  },
  cmdlet('New-TransportRule', { Name: 'Test01', RemoveHeader: 'Received' }),
]

const HEADING = 'CreationDate,UserIds,Operations,Note,AuditData'
const rows = RECORDS.map((record) => `x,a,y,"b\n, c","${JSON.stringify(record).replaceAll('"', '""')}"`)
const indented = JSON.stringify(RECORDS, null, 2)

const rule = (name: string, header: string): string =>
  `<rule name="${name}" format="cmdlet"><version><commandBlock><![CDATA[New-TransportRule -Name '${name}' -RemoveHeader '${header}']]></commandBlock></version></rule>`

const clixml = (properties: string): string =>
  `<Obj RefId="0"><TN RefId="0"><T>A.B</T></TN><ToString>A.B</ToString><Props>${properties}</Props></Obj>`

const SCRIPT = `# é
New-TransportRule -Name 'Test01' -RemoveHeader 'Received'
New-InboundConnector -Name "Ran_abcde" \`
  -ConnectorType OnPremises -SenderDomains * | Out-Null
Set-TransportRule @rule -Identity 'Test01'; New-TransportRule
`

export const EXAMPLES: Example[] = [
  example('a list of JSON', indented),
  example('lines of JSON', RECORDS.map((record) => JSON.stringify(record)).join('\n')),
  example('a list of Graph', JSON.stringify({ '@odata.context': 'x', value: RECORDS })),
  example('JSON text in JSON', JSON.stringify(RECORDS.map((record) => JSON.stringify(record))), after('[')),
  example('CSV', [HEADING, ...rows].join('\n'), after(`${HEADING}\n`)),
  example(
    'Export-TransportRuleCollection',
    `<?xml version="1.0" encoding="utf-16"?>\n<rules name="TransportVersioned">\n${rule('é', 'Received')}\n${rule('B', 'ARC-Seal')}\n</rules>`,
    after('<rules>'),
  ),
  example(
    'Clixml',
    `<Objs>\n${clixml(`<S N="Name">A</S><S N="RemoveHeader">Received</S>`)}\n${clixml('<S N="a">b</S>')}\n</Objs>`,
    after('<Objs>'),
  ),
  example('a script', SCRIPT),
  {
    name: 'UTF-16',
    file: utf16(indented),
    alone: (record) => utf16(Buffer.from(record).toString('utf16le')),
  },
]
