import { describe, expect, it } from 'vitest'
import { names, readAll, readings, utf16 } from './read.ts'

const SCRIPT = `# makes rules
[CmdletBinding()] param()
Connect-ExchangeOnline -AppId $id # New-TransportRule -Name 'no'
<# New-TransportRule -Name 'no'
#>
foreach ($h in 'a') { New-TransportRule -Name "Test01" -RemoveHeader $h }
Write-Host "New-TransportRule -Name 'no'"
new-inboundconnector -Name 'Ran_abcde' -ConnectorType OnPremises -SenderDomains * \`
  -SenderIPAddresses @('198.51.100.0/24', '203.0.113.7') -RequireTls $false | Out-Null
$x = New-TransportRule 'Test02' -RemoveHeader 'DKIM-Signature'; Set-TransportRule Test02 -Mode Audit
Remove-TransportRule 'Test02'
New-TransportRuleX -Name 'no'
function New-TransportRule {
  param($Name)
}
Get-Command New-TransportRule
`

describe('commands of a script', () => {
  it('that make rules and connectors', () => {
    expect(readings(SCRIPT)).toEqual([
      {
        kind: 'transport-rule',
        name: 'Test01',
        enabled: true,
        removes: ['$h'],
        sets: [],
        conditions: [],
        actions: [],
      },
      {
        kind: 'inbound-connector',
        name: 'Ran_abcde',
        enabled: true,
        type: 'OnPremises',
        senderAddresses: ['198.51.100.0/24', '203.0.113.7'],
        senderDomains: ['*'],
        requireTls: false,
      },
      {
        kind: 'transport-rule',
        name: 'Test02',
        enabled: true,
        removes: ['DKIM-Signature'],
        sets: [],
        conditions: [],
        actions: [],
      },
      {
        kind: 'transport-rule',
        partial: true,
        name: 'Test02',
        mode: 'Audit',
        removes: [],
        sets: [],
        conditions: [],
        actions: [],
      },
    ])
  })

  it.each([
    ['CRLF', SCRIPT.replaceAll('\n', '\r\n')],
    ['UTF-16', utf16(SCRIPT)],
    ['a byte order mark', `\ufeff${SCRIPT}`],
    ['a code page', Buffer.concat([Buffer.from([0x23, 0xe9, 0x0a]), Buffer.from(SCRIPT)])],
    ['prose around it', `The sender's rule isn't what it seems: "x"\n\n${SCRIPT}`],
    ['a transcript', SCRIPT.replaceAll('\n', '\nPS C:\\> ')],
  ])('in any file: %s', (_, file) => {
    expect(readings(file)).toEqual(readings(SCRIPT))
  })

  it('whose parameters are in a variable', () => {
    expect(names("New-TransportRule @rule\nNew-TransportRule @rule -Name 'a'\nNew-TransportRule\n")).toEqual([
      'unread: a command with its parameters in a variable, not read',
      'a',
      'unread: more parameters in a variable, not read',
    ])
  })

  it.each([
    [
      'UTF-8',
      new TextEncoder().encode(`# é€🙂\n${SCRIPT}`),
      (part: Uint8Array) => Buffer.from(part).toString(),
    ],
    ['UTF-16', utf16(`# é€🙂\n${SCRIPT}`), (part: Uint8Array) => Buffer.from(part).toString('utf16le')],
    [
      'a code page',
      Buffer.from(`# é\n${SCRIPT}`, 'latin1'),
      (part: Uint8Array) => Buffer.from(part).toString('latin1'),
    ],
  ])('have a place: %s', (_, bytes, decode) => {
    const found = readAll(bytes).map(({ place }) => decode(bytes.subarray(place.start, place.end)))
    expect(found[0]).toBe('New-TransportRule -Name "Test01" -RemoveHeader $h')
    expect(found[1]).toMatch(/^new-inboundconnector -Name.* -RequireTls \$false$/s)
    expect(found.slice(2)).toEqual([
      "New-TransportRule 'Test02' -RemoveHeader 'DKIM-Signature'",
      'Set-TransportRule Test02 -Mode Audit',
    ])
  })
})

it('finds nothing in other text', () => {
  expect(names('Rules:\n- the sender is outside\n')).toEqual(['unread: no form of file that is read'])
})

it('reads no script beyond the limit', () => {
  expect(names(SCRIPT, { recordBytes: 100 })).toEqual(['unread: more than 100 bytes (limit recordBytes)'])
})
