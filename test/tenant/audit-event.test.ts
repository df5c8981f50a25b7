import { describe, expect, it } from 'vitest'
import { cmdlet, readOne } from './read.ts'

const TENANT = 'aaaaaaaa-0000-4000-8000-00000000000a'
const APP = 'bbbbbbbb-0000-4000-8000-00000000000b'
const USER = 'cccccccc-0000-4000-8000-00000000000c'
const PRINCIPAL = 'dddddddd-0000-4000-8000-00000000000d'
const RESOURCE = '00000002-0000-0ff1-ce00-000000000000'
const TIME = Date.UTC(2026, 0, 5, 10, 11, 12)

const directory = {
  CreationTime: '2026-01-05T10:11:12',
  Id: '11111111-0000-4000-8000-000000000002',
  Operation: 'Add app role assignment to service principal.',
  OrganizationId: TENANT,
  RecordType: '8',
  ResultStatus: 'Success',
  UserType: '0',
  Workload: 'AzureActiveDirectory',
  ObjectId: `${RESOURCE};https://outlook.example`,
  UserId: 'admin@contoso.example',
  ExtendedProperties: [
    { Name: 'additionalDetails', Value: '{"User-Agent":"agent/1","AppId":"x"}' },
    { Name: 'extendedAuditEventCategory', Value: 'ServicePrincipal' },
  ],
  ModifiedProperties: [
    { Name: 'AppRole.Value', NewValue: 'Exchange.ManageAsApp', OldValue: '' },
    { Name: 'DisplayName', NewValue: '[\r\n  "Test app"\r\n]', OldValue: '[]' },
  ],
  Actor: [
    { ID: 'admin@contoso.example', Type: 5 },
    { ID: '10032000000000AA', Type: 3 },
    { ID: APP.toUpperCase(), Type: 2 },
    { ID: `User_${USER}`, Type: 2 },
    { ID: USER, Type: 2 },
    { ID: 'User', Type: 2 },
  ],
  Target: [
    { ID: `ServicePrincipal_${PRINCIPAL}`, Type: 2 },
    { ID: PRINCIPAL, Type: 2 },
    { ID: 'ServicePrincipal', Type: 2 },
    { ID: 'Office 365 Exchange Online', Type: 1 },
    { ID: RESOURCE, Type: 2 },
    { ID: `https://outlook.example;${RESOURCE}`, Type: 4 },
  ],
}

const signIn = {
  CreationTime: '2026-01-05T10:11:12',
  Id: '11111111-0000-4000-8000-000000000003',
  Operation: 'UserLoggedIn',
  OrganizationId: TENANT,
  RecordType: '15',
  ResultStatus: 'Succeeded',
  UserType: '0',
  Workload: 'AzureActiveDirectory',
  ClientIP: '[2001:db8::5]:443',
  ObjectId: RESOURCE,
  UserId: 'admin@contoso.example',
  ApplicationId: APP,
  ExtendedProperties: [{ Name: 'UserAgent', Value: 'agent/2' }],
  Actor: [
    { ID: USER, Type: 0 },
    { ID: 'admin@contoso.example', Type: 5 },
  ],
  Target: [{ ID: RESOURCE, Type: 0 }],
  ErrorNumber: '0',
}

describe('an Exchange cmdlet', () => {
  it('has its parameters by name in lower case, and what it was run on', () => {
    expect(readOne(cmdlet('New-TransportRule', { Name: 'Test01', RemoveHeader: 'Received' }))).toEqual({
      kind: 'event',
      id: '11111111-0000-4000-8000-000000000001',
      log: 'exchange',
      time: TIME,
      operation: 'New-TransportRule',
      succeeded: true,
      tenant: TENANT,
      actor: { kind: 'application', id: 'contoso.example_xyz', appId: APP },
      ip: '203.0.113.7',
      object: 'Test01',
      parameters: { name: 'Test01', removeheader: 'Received' },
      changes: [],
      targets: [],
    })
  })

  it.each([
    ['New-InboundConnector', 'Ran_abcde', {}, 'Ran_abcde'],
    ['New-TransportRule', '', { Name: 'Test01' }, 'Test01'],
    ['Remove-TransportRule', '', { Identity: 'contoso.onmicrosoft.com\\Test01' }, 'Test01'],
    ['Set-TransportRule', '\\Test01', {}, 'Test01'],
    ['Set-Mailbox', 'HOST/Microsoft Exchange Hosted Organizations/contoso.example/box', {}, 'box'],
    ['New-TransportRule', 'a name \\ with a backslash', {}, 'a name \\ with a backslash'],
    ['Get-Nothing', '', {}, undefined],
  ] as const)('%s on %j', (operation, ObjectId, parameters, object) => {
    expect(readOne(cmdlet(operation, parameters, { ObjectId })).object).toBe(object)
  })

  it.each([
    ['a list', [{ Name: 'RemoveHeader', Value: 'Received' }]],
    ['JSON text', '[{"Name":"RemoveHeader","Value":"Received"}]'],
    ['a command line', '-RemoveHeader "Received"'],
  ])('parameters as %s', (_, Parameters) => {
    expect(readOne(cmdlet('New-TransportRule', {}, { Parameters })).parameters).toEqual({
      removeheader: 'Received',
    })
  })

  it('keeps parameters that are named like members of every object', () => {
    const parameters = [{ Name: '__proto__', Value: 'a' }, { Name: 'Constructor', Value: 'b' }, { Name: 'A' }]
    const read = readOne(cmdlet('New-TransportRule', {}, { Parameters: parameters })).parameters
    expect(Object.entries(read as object)).toEqual([
      ['__proto__', 'a'],
      ['constructor', 'b'],
      ['a', ''],
    ])
  })
})

describe('who did it', () => {
  it.each([
    ['an application', { UserId: USER, UserType: 0 }, { kind: 'application', id: USER }],
    [
      'a user',
      { UserId: 'a@contoso.example', UserType: 2 },
      { kind: 'user', id: 'a@contoso.example', name: 'a@contoso.example' },
    ],
    [
      'a service',
      { UserId: 'NT AUTHORITY\\SYSTEM (w3wp)', UserType: 2 },
      { kind: 'system', id: 'NT AUTHORITY\\SYSTEM (w3wp)' },
    ],
    ['nobody', { UserId: 'Not Available', UserType: undefined }, { kind: 'unknown' }],
    [
      'a principal',
      { UserId: `ServicePrincipal_${PRINCIPAL}`, UserType: '4' },
      { kind: 'application', id: `ServicePrincipal_${PRINCIPAL}` },
    ],
  ])('%s', (_, more, actor) => {
    expect(readOne(cmdlet('Set-Mailbox', {}, { ...more, AppId: '' })).actor).toEqual(actor)
  })

  it('takes a cmdlet through an application, by somebody without an address, for one of the application', () => {
    const actor = { kind: 'application', id: 'contoso.example_xyz', appId: APP }
    expect(readOne(cmdlet('Set-Mailbox', {}, { UserType: 0 })).actor).toEqual(actor)
    expect(readOne(cmdlet('Set-Mailbox', {}, { UserType: 0, AppId: '' })).actor).toMatchObject({
      kind: 'user',
    })
  })

  it('knows an application by the list of its identifiers', () => {
    const Actor = [
      { ID: 'Test app', Type: 1 },
      { ID: APP, Type: 2 },
      { ID: `ServicePrincipal_${PRINCIPAL}`, Type: 2 },
      { ID: PRINCIPAL, Type: 2 },
      { ID: 'ServicePrincipal', Type: 2 },
    ]
    expect(
      readOne({ ...directory, UserId: `ServicePrincipal_${PRINCIPAL}`, UserType: 4, Actor }).actor,
    ).toEqual({
      kind: 'application',
      id: PRINCIPAL,
      name: 'Test app',
      appId: APP,
    })
  })
})

it('reads a directory record', () => {
  expect(readOne(directory)).toEqual({
    kind: 'event',
    id: '11111111-0000-4000-8000-000000000002',
    log: 'directory',
    time: TIME,
    operation: 'Add app role assignment to service principal',
    succeeded: true,
    tenant: TENANT,
    actor: { kind: 'user', id: USER, name: 'admin@contoso.example', appId: APP },
    userAgent: 'agent/1',
    parameters: {},
    changes: [
      { name: 'AppRole.Value', new: 'Exchange.ManageAsApp' },
      { name: 'DisplayName', new: 'Test app' },
    ],
    targets: [
      { type: 'ServicePrincipal', id: PRINCIPAL, name: 'Office 365 Exchange Online', appId: RESOURCE },
    ],
  })
})

describe('a sign-in', () => {
  it('has application, resource and error', () => {
    expect(readOne(signIn)).toMatchObject({
      log: 'sign-in',
      succeeded: true,
      ip: '2001:db8::5',
      userAgent: 'agent/2',
      actor: { kind: 'user', id: USER, name: 'admin@contoso.example', appId: APP },
      signIn: { appId: APP, resourceId: RESOURCE, error: 0 },
    })
  })

  it('failed where it names an error, whatever its result', () => {
    const LogonError = 'InvalidUserNameOrPassword'
    expect(readOne({ ...signIn, ErrorNumber: '50126', LogonError })).toMatchObject({
      succeeded: false,
      signIn: { error: 50126 },
    })
    expect(readOne({ ...signIn, Operation: 'UserLoginFailed' })).toMatchObject({ succeeded: false })
  })
})

describe('containers of audit records', () => {
  const inner = cmdlet('New-TransportRule', { Name: 'Test01' })
  const event = readOne(inner)
  const row = {
    RecordType: 'ExchangeAdmin',
    CreationDate: '/Date(1767607872000)/',
    UserIds: 'contoso.example_xyz',
    Operations: 'New-TransportRule',
    ResultIndex: 1,
    Identity: '11111111-0000-4000-8000-000000000001',
  }

  it.each([
    ['Search-UnifiedAuditLog', { ...row, AuditData: JSON.stringify(inner) }],
    [
      'Graph auditLogQuery',
      {
        id: 'x',
        createdDateTime: '2026-01-05T10:11:12Z',
        auditLogRecordType: 'exchangeAdmin',
        auditData: inner,
      },
    ],
    ['CloudAppEvents', { ActionType: 'New-TransportRule', Application: 'Exchange', RawEventData: inner }],
    [
      'a hunting record',
      { time: '2026-01-05', properties: { ActionType: 'x', RawEventData: JSON.stringify(inner) } },
    ],
    [
      'lower case',
      Object.fromEntries(Object.entries(inner).map(([name, value]) => [name.toLowerCase(), value])),
    ],
  ])('%s', (_, object) => {
    expect(readOne(object)).toEqual(event)
  })

  it('takes the columns of a row without its record', () => {
    expect(readOne({ ...row, AuditData: '' })).toMatchObject({
      log: 'exchange',
      id: row.Identity,
      time: TIME,
      operation: 'New-TransportRule',
      actor: { kind: 'unknown', id: 'contoso.example_xyz' },
    })
  })

  it('reads a row of OfficeActivity', () => {
    expect(
      readOne({
        TimeGenerated: '2026-01-05T10:11:12Z',
        OfficeId: 'o1',
        RecordType: 'ExchangeAdmin',
        Operation: 'New-InboundConnector',
        OrganizationId: TENANT,
        UserType: 'Application',
        OfficeWorkload: 'Exchange',
        ResultStatus: 'True',
        OfficeObjectId: 'Ran_abcde',
        UserId: 'contoso.example_xyz',
        ClientIP: '203.0.113.7',
        Parameters: '[{"Name":"ConnectorType","Value":"OnPremises"}]',
      }),
    ).toMatchObject({
      id: 'o1',
      log: 'exchange',
      time: TIME,
      object: 'Ran_abcde',
      actor: { kind: 'application', id: 'contoso.example_xyz' },
      parameters: { connectortype: 'OnPremises' },
    })
  })

  it('reads a row of CloudAppEvents without its record', () => {
    expect(
      readOne({
        Timestamp: '2026-01-05T10:11:12Z',
        ActionType: 'Add service principal.',
        Application: 'Office 365',
        AccountObjectId: USER,
        AccountDisplayName: 'Ann Example',
        IPAddress: '203.0.113.7',
      }),
    ).toMatchObject({
      time: TIME,
      operation: 'Add service principal',
      ip: '203.0.113.7',
      actor: { id: USER },
    })
  })
})
