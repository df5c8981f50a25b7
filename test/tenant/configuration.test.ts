import { describe, expect, it } from 'vitest'
import { connectorOfParameters } from '../../src/tenant/connector.ts'
import { ruleOfParameters } from '../../src/tenant/transport-rule.ts'
import { names, readings, readOne } from './read.ts'

const rule = {
  Priority: 0,
  Name: 'Test01',
  Identity: 'Test01',
  Guid: 'aaaaaaaa-0000-4000-8000-000000000001',
  State: 'Enabled',
  Mode: 'Enforce',
  Comments: null,
  CreatedBy: 'Ann Example',
  WhenChanged: '/Date(1767607872000)/',
  Conditions: null,
  Exceptions: null,
  Actions: ['Microsoft.Exchange.MessagingPolicies.Rules.Tasks.RemoveHeaderAction'],
  RuleErrorAction: 'Ignore',
  SenderAddressLocation: 'Header',
  FromScope: null,
  HasNoClassification: false,
  RemoveHeader: 'Received',
  SetHeaderName: null,
  SetHeaderValue: null,
  SetSCL: null,
  Description: "Take the following actions:\r\n\tremove header 'Received'\r\n",
}

describe('a mail flow rule', () => {
  it('of Get-TransportRule', () => {
    expect(readOne(rule)).toEqual({
      kind: 'transport-rule',
      name: 'Test01',
      id: rule.Guid,
      enabled: true,
      mode: 'Enforce',
      removes: ['Received'],
      sets: [],
      conditions: [],
      actions: [],
      changed: 1767607872000,
      createdBy: 'Ann Example',
    })
  })

  it.each([
    ['disabled', { State: 'Disabled' }, { enabled: false }],
    [
      'sets a field',
      { SetHeaderName: 'X-A', SetHeaderValue: 'b;c' },
      { sets: [{ name: 'X-A', value: 'b;c' }] },
    ],
    ['sets the confidence level', { SetSCL: -1 }, { scl: '-1' }],
    [
      'asks',
      { FromScope: 'NotInOrganization', ExceptIfSCLOver: 5 },
      { conditions: ['FromScope', 'ExceptIfSCLOver'] },
    ],
    [
      'asks, by type name',
      { Conditions: ['Microsoft.Exchange.MessagingPolicies.Rules.Tasks.FromScopePredicate'] },
      { conditions: ['FromScope'] },
    ],
    ['acts', { PrependSubject: '[External]', StopRuleProcessing: true }, { actions: ['PrependSubject'] }],
    [
      'several fields',
      { RemoveHeader: ['Received', 'DKIM-Signature'] },
      { removes: ['Received', 'DKIM-Signature'] },
    ],
    ['described only', { RemoveHeader: null }, { removes: ['Received'] }],
  ])('%s', (_, more, expected) => {
    expect(readOne({ ...rule, ...more })).toMatchObject(expected)
  })

  it('of the parameters of a cmdlet', () => {
    expect(
      ruleOfParameters({ identity: 'Test01', removeheader: 'Received;DKIM-Signature', enabled: '$false' }),
    ).toMatchObject({
      name: 'Test01',
      enabled: false,
      removes: ['Received', 'DKIM-Signature'],
      conditions: [],
    })
  })

  it('of Export-Csv, which shows collections as names of types', () => {
    const csv = [
      '#TYPE Deserialized.Microsoft.Exchange.MessagingPolicies.Rules.Tasks.Rule',
      '"Name","State","Mode","RemoveHeader","Conditions","SubjectContainsWords","RuleErrorAction","Description"',
      '"Test01","Enabled","Enforce","Received","System.Collections.ArrayList","System.String[]","Ignore","one',
      'two, ""three"""',
    ].join('\r\n')
    expect(readings(csv)).toEqual([
      {
        kind: 'transport-rule',
        name: 'Test01',
        enabled: true,
        mode: 'Enforce',
        removes: ['Received'],
        sets: [],
        conditions: [],
        actions: [],
      },
    ])
  })
})

describe('an inbound connector', () => {
  const connector = {
    Enabled: true,
    ConnectorType: 'OnPremises',
    ConnectorSource: 'Default',
    Comment: '',
    SenderIPAddresses: ['198.51.100.0/24', '203.0.113.7'],
    SenderDomains: ['smtp:*;1'],
    RequireTls: false,
    RestrictDomainsToIPAddresses: true,
    RestrictDomainsToCertificate: false,
    CloudServicesMailEnabled: false,
    TreatMessagesAsInternal: false,
    TlsSenderCertificateName: null,
    Name: 'Ran_abcde',
    Guid: 'aaaaaaaa-0000-4000-8000-000000000002',
    WhenCreated: '2026-01-05T11:11:12+01:00',
    WhenChangedUTC: '2026-01-05T10:11:12',
  }

  it('of Get-InboundConnector', () => {
    expect(readOne(connector)).toEqual({
      kind: 'inbound-connector',
      name: 'Ran_abcde',
      id: connector.Guid,
      enabled: true,
      type: 'OnPremises',
      source: 'Default',
      senderAddresses: ['198.51.100.0/24', '203.0.113.7'],
      senderDomains: ['*'],
      requireTls: false,
      restrictsToAddresses: true,
      restrictsToCertificate: false,
      treatsAsInternal: false,
      keepsHeaders: false,
      created: 1767607872000,
      changed: 1767607872000,
    })
  })

  it('of the parameters of a cmdlet', () => {
    const parameters = {
      name: 'Ran_abcde',
      senderdomains: '*',
      senderipaddresses: '198.51.100.0/24,203.0.113.7',
    }
    expect(connectorOfParameters(parameters)).toMatchObject({
      enabled: undefined,
      senderDomains: ['*'],
      senderAddresses: ['198.51.100.0/24', '203.0.113.7'],
      requireTls: undefined,
    })
  })

  it('of a CSV file with semicolons', () => {
    const csv =
      'Name;ConnectorType;SenderDomains;RequireTls\nA;Partner;"smtp:a.example;1,smtp:b.example;1";True\n'
    expect(readings(csv)).toMatchObject([
      {
        kind: 'inbound-connector',
        type: 'Partner',
        senderDomains: ['a.example', 'b.example'],
        requireTls: true,
      },
    ])
  })
})

describe('an application', () => {
  const application = {
    id: 'o1',
    appId: 'BBBBBBBB-0000-4000-8000-00000000000B',
    displayName: 'Test app',
    signInAudience: 'AzureADMyOrg',
    createdDateTime: '2026-01-05T10:11:12Z',
    requiredResourceAccess: [
      {
        resourceAppId: '00000002-0000-0ff1-ce00-000000000000',
        resourceAccess: [
          { id: 'dc50a0fb-09a3-484d-be87-e023b12c6440', type: 'Role' },
          { id: 'e1fe6dd8-ba31-4d61-89e7-88639da4683d', type: 'Scope' },
        ],
      },
    ],
    passwordCredentials: [
      { startDateTime: '2026-01-06T00:00:00Z' },
      { startDateTime: '2026-01-05T00:00:00Z' },
    ],
    keyCredentials: [],
  }

  it('of Get-MgApplication', () => {
    expect(readOne(application)).toEqual({
      kind: 'application',
      name: 'Test app',
      id: 'o1',
      appId: 'bbbbbbbb-0000-4000-8000-00000000000b',
      created: 1767607872000,
      permissions: ['Exchange.ManageAsApp'],
      credentials: [Date.UTC(2026, 0, 5), Date.UTC(2026, 0, 6)],
    })
  })

  it('of Get-MgServicePrincipal, with what it was granted', () => {
    const { requiredResourceAccess, ...rest } = application
    const AppRoleAssignments = [
      { AppRoleId: 'DC890D15-9560-4A4C-9B7F-A736EC74EC40' },
      { AppRoleId: 'AAAAAAAA-0000-4000-8000-000000000003' },
    ]
    expect(readOne({ ...rest, ServicePrincipalType: 'Application', AppRoleAssignments }).permissions).toEqual(
      ['full_access_as_app', 'aaaaaaaa-0000-4000-8000-000000000003'],
    )
  })

  it('of Get-MgServicePrincipalAppRoleAssignment, which it was granted to', () => {
    const AppRoleId = 'dc50a0fb-09a3-484d-be87-e023b12c6440'
    expect(
      readOne({ AppRoleId, PrincipalId: 'p1', PrincipalDisplayName: 'Test app', ResourceId: 'r1' }),
    ).toEqual({
      kind: 'application',
      name: 'Test app',
      id: 'p1',
      permissions: ['Exchange.ManageAsApp'],
      credentials: [],
    })
  })

  it('of Get-AzureADApplication', () => {
    const { passwordCredentials, ...rest } = application
    const PasswordCredentials = [{ StartDate: '/Date(1767607872000)/' }]
    expect(readOne({ ...rest, PasswordCredentials }).credentials).toEqual([1767607872000])
  })

  it('of ScubaGear', () => {
    const Permissions = [
      { RoleType: 'Application', RoleDisplayName: 'Files.ReadWrite.All' },
      { RoleType: 'Delegated', RoleDisplayName: 'User.Read' },
    ]
    const risky = {
      ObjectId: { Application: 'o2' },
      AppId: 'x',
      DisplayName: 'B',
      KeyCredentials: null,
      Permissions,
    }
    const file = { baseline_version: '1', risky_applications: [risky], other: [{}], transport_rule: [rule] }
    expect(readings(JSON.stringify(file))).toMatchObject([
      { kind: 'application', id: 'o2', permissions: ['Files.ReadWrite.All'], credentials: [] },
      { kind: 'transport-rule', name: 'Test01' },
    ])
    expect(names(JSON.stringify({ MetaData: {}, Raw: file }))).toEqual(['B', 'Test01'])
  })
})

it.each([
  [
    'an outbound connector, not read',
    { Name: 'a', ConnectorType: 'Partner', RecipientDomains: ['*'], SmartHosts: [] },
  ],
  ['a message trace, not read', { MessageTraceId: 'a', SenderAddress: 'a@contoso.example' }],
  [
    'an Azure activity record, not read',
    { operationName: 'MICROSOFT.A/B', resourceId: '/a', category: 'Administrative' },
  ],
  ['no record of a kind that is read', { a: 1 }],
])('leaves aside %s', (reason, object) => {
  expect(readings(JSON.stringify(object))).toEqual([reason])
})

it('leaves aside each row of a message trace', () => {
  const csv = 'origin_timestamp_utc,sender_address,network_message_id\r\n2026-01-05,a@contoso.example,1\r\n'
  expect(readings(csv)).toEqual(['a message trace, not read'])
})
