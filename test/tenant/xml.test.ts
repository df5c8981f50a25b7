import { describe, expect, it } from 'vitest'
import { cmdlet, names, readAll, readings, utf16 } from './read.ts'

const DECLARATION = '<?xml version="1.0" encoding="utf-16" standalone="yes"?>'

const rule = (name: string, command: string, format = 'cmdlet'): string =>
  `<rule name="${name}" id="aaaaaaaa-0000-4000-8000-000000000001" format="${format}"><version requiredMinVersion="15.0.3.0"><commandBlock><![CDATA[${command}]]></commandBlock></version></rule>`
const collection = (...rules: string[]): string =>
  `${DECLARATION}\r\n<rules name="TransportVersioned">\r\n ${rules.join('\r\n ')}\r\n</rules>`
const clixml = (...objects: string[]): string =>
  `<Objs Version="1.1.0.1" xmlns="http://schemas.microsoft.com/powershell/2004/04">\n  ${objects.join('\n  ')}\n</Objs>`
const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('\r', '_x000D_')

describe('Export-TransportRuleCollection', () => {
  const command =
    "New-TransportRule -Name 'Test01' -Comments 'a <b> & ''c''' -Mode Enforce -RemoveHeader 'Received' -SetAuditSeverity 'DoNotAudit'"
  const expected = {
    kind: 'transport-rule',
    name: 'Test01',
    id: 'aaaaaaaa-0000-4000-8000-000000000001',
    enabled: true,
    mode: 'Enforce',
    removes: ['Received'],
    sets: [],
    conditions: [],
    actions: [],
    comments: "a <b> & 'c'",
  }

  it.each([
    ['UTF-16', utf16(collection(rule('Test01', command)))],
    ['UTF-8, whatever it declares', collection(rule('Test01', command))],
    ['a byte order mark', `\ufeff${collection(rule('Test01', command))}`],
  ])('the command that makes a rule: %s', (_, file) => {
    expect(readings(file)).toEqual([expected])
  })

  it.each([
    ["-RemoveHeader 'A','B' -FromScope InOrganization", { removes: ['A', 'B'], conditions: ['FromScope'] }],
    ['-Enabled $false -SetSCL -1', { enabled: false, scl: '-1' }],
    ["-SetHeaderName 'X-A' -SetHeaderValue 'b'", { sets: [{ name: 'X-A', value: 'b' }] }],
    [
      "-ExceptIfFrom 'a@contoso.example' -Quarantine $true",
      { conditions: ['ExceptIfFrom'], actions: ['Quarantine'] },
    ],
  ])('%s', (parameters, more) => {
    expect(readings(collection(rule('A', `New-TransportRule -Name 'A' ${parameters}`)))).toMatchObject([more])
  })

  it('takes the last of several versions', () => {
    const versions = ['Received', 'DKIM-Signature'].map(
      (name) =>
        `<version><commandBlock><![CDATA[New-TransportRule -Name a -RemoveHeader ${name}]]></commandBlock></version>`,
    )
    expect(readings(`<rules><rule name="A">${versions.join('')}</rule></rules>`)).toMatchObject([
      { name: 'A', removes: ['DKIM-Signature'] },
    ])
  })

  it('elements, as Exchange 2007 writes them', () => {
    const file = `<rules name="Transport">
      <rule name="A &amp; &#66;" comments="x" enabled="false">
        <fork><recipient address="a@contoso.example"/></fork>
        <condition><and><true/><not><contains property="Message.Subject"><value>x</value></contains></not><isInternal/></and></condition>
        <action name="RemoveHeader"><argument value="Received"/></action>
        <action name="SetHeader"><argument value="X-A"/><argument value="b"/></action>
        <action name="SetScl"><argument value="9"/></action>
        <action name="Quarantine"/>
      </rule>
      <rule name="B"><condition><true/></condition><action name="RemoveHeader"><argument>Received</argument></action></rule>
    </rules>`
    expect(readings(file)).toEqual([
      {
        kind: 'transport-rule',
        name: 'A & B',
        enabled: false,
        removes: ['Received'],
        sets: [{ name: 'X-A', value: 'b' }],
        scl: '9',
        conditions: ['fork', 'Message.Subject', 'isInternal'],
        actions: ['Quarantine'],
        comments: 'x',
      },
      { kind: 'transport-rule', name: 'B', removes: ['Received'], sets: [], conditions: [], actions: [] },
    ])
  })

  it.each([
    ['an end tag missing', (text: string) => text.replace('</rule>', ''), 'unread: an end tag is missing'],
    [
      'an inner end tag missing',
      (text: string) => text.replace('</version>', ''),
      'unread: an end tag is missing',
    ],
    [
      'half a tag',
      (text: string) => text.replace('</commandBlock>', '</commandBlock'),
      'unread: an end tag is missing',
    ],
  ])('a broken rule costs itself only: %s', (_, change, reason) => {
    const rules = ['A', 'B', 'C'].map((name) => rule(name, `New-TransportRule -Name ${name}`))
    expect(names(collection(rules[0], change(rules[1]), rules[2]))).toEqual(['A', reason, 'C'])
  })

  it('says where a rule is', () => {
    const text = collection(
      rule('A', "New-TransportRule -Comments '<rule> ]]'"),
      '<!-- <rule name="x"> -->',
      rule('é', 'x'),
    )
    const bytes = utf16(text)
    const found = readAll(bytes).map(({ place }) =>
      Buffer.from(bytes.subarray(place.start, place.end)).toString('utf16le'),
    )
    expect(found).toEqual([rule('A', "New-TransportRule -Comments '<rule> ]]'"), rule('é', 'x')])
  })
})

describe('Clixml', () => {
  const object = (properties: string, n = 0): string =>
    `<Obj RefId="${n}"><TN RefId="0"><T>Deserialized.A.Rule</T></TN><ToString>A.Rule</ToString><Props>${properties}</Props></Obj>`

  it('Get-TransportRule', () => {
    const properties = `<S N="Name">Test01</S><Nil N="Comments" /><G N="Guid">aaaaaaaa-0000-4000-8000-000000000001</G>
      <Obj N="Mode" RefId="1"><TN RefId="1"><T>A.Mode</T></TN><ToString>Enforce</ToString><I32>0</I32></Obj>
      <S N="State">Enabled</S><S N="RemoveHeader">Received</S><B N="StopRuleProcessing">false</B>
      <DT N="WhenChanged">2026-01-05T10:11:12.1234567Z</DT><S N="RuleErrorAction">Ignore</S>
      <Obj N="SubjectContainsWords" RefId="2"><TNRef RefId="2" /><LST><S>a</S><S>b</S></LST></Obj>`
    expect(readings(clixml(object(properties)))).toEqual([
      {
        kind: 'transport-rule',
        name: 'Test01',
        id: 'aaaaaaaa-0000-4000-8000-000000000001',
        enabled: true,
        mode: 'Enforce',
        removes: ['Received'],
        sets: [],
        conditions: ['SubjectContainsWords'],
        actions: [],
        changed: Date.UTC(2026, 0, 5, 10, 11, 12, 123),
      },
    ])
  })

  it('Get-InboundConnector', () => {
    const properties = `<S N="Name">Ran_abcde</S><S N="ConnectorType">OnPremises</S><B N="Enabled">true</B>
      <Obj N="SenderIPAddresses" RefId="1"><LST><Obj RefId="2"><ToString>198.51.100.0/24</ToString></Obj></LST></Obj>
      <Obj N="SenderDomains" RefId="3"><LST><S>smtp:*;1</S></LST></Obj><B N="RequireTls">false</B>`
    expect(readings(clixml(object(properties)))).toMatchObject([
      {
        name: 'Ran_abcde',
        senderAddresses: ['198.51.100.0/24'],
        senderDomains: ['*'],
        requireTls: false,
        enabled: true,
      },
    ])
  })

  it('Get-MgApplication, whose credentials are objects', () => {
    const credential =
      '<Obj RefId="3"><ToString>A.B.Credential</ToString><Props><DT N="StartDateTime">2026-01-05T00:00:00Z</DT></Props></Obj>'
    const properties = `<S N="AppId">b</S><S N="DisplayName">Test app</S><Obj N="PasswordCredentials" RefId="2"><LST>${credential}</LST></Obj>`
    expect(readings(clixml(object(properties)))).toMatchObject([
      { kind: 'application', name: 'Test app', credentials: [Date.UTC(2026, 0, 5)] },
    ])
  })

  const audit = (name: string): string =>
    `<S N="Operations">x</S><S N="AuditData">${escaped(JSON.stringify(cmdlet(name, { Comments: 'a\r<b>' })))}</S>`

  it('Search-UnifiedAuditLog, by object and as one list', () => {
    const objects = [object(audit('Set-A')), object(audit('Set-B'), 1)]
    expect(names(clixml(...objects))).toEqual(['Set-A', 'Set-B'])
    expect(names(clixml(`<Obj RefId="9"><LST>${objects.join('')}</LST></Obj>`))).toEqual(['Set-A', 'Set-B'])
    expect(readings(clixml(objects[0]))).toMatchObject([{ parameters: { comments: 'a\r<b>' } }])
  })

  it('hash tables and texts of JSON', () => {
    const table =
      '<Obj RefId="0"><DCT><En><S N="Key">AuditData</S><S N="Value">{"Operation":"Set-A"}</S></En></DCT></Obj>'
    expect(names(clixml(table, `<S>${escaped(JSON.stringify(cmdlet('Set-B')))}</S>`))).toEqual([
      'Set-A',
      'Set-B',
    ])
  })
})

it.each([
  [
    '<!DOCTYPE rules [<!ENTITY a "b">]><rules><rule name="&a;"/></rules>',
    'a document type definition, not read',
  ],
  ['<rules><!DOCTYPE rules><rule name="a"/></rules>', 'a document type definition, not read'],
  [
    `<rules><rule name="a">${'<a>'.repeat(70)}${'</a>'.repeat(70)}</rule></rules>`,
    'nested deeper than 64 (limit depth)',
  ],
  ['<html><body></body></html>', 'no form of file that is read'],
])('%j is not read', (file, reason) => {
  expect(readings(file)).toEqual([reason])
})
