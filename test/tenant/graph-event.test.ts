import { describe, expect, it } from 'vitest'
import { readOne } from './read.ts'

const TENANT = 'aaaaaaaa-0000-4000-8000-00000000000a'
const APP = 'bbbbbbbb-0000-4000-8000-00000000000b'
const USER = 'cccccccc-0000-4000-8000-00000000000c'
const PRINCIPAL = 'dddddddd-0000-4000-8000-00000000000d'
const RESOURCE = '00000002-0000-0ff1-ce00-000000000000'
const TIME = Date.UTC(2026, 0, 5, 10, 11, 12)

const audit = {
  id: 'Directory_1',
  category: 'ApplicationManagement',
  result: 'success',
  activityDisplayName: 'Add app role assignment to service principal',
  activityDateTime: '2026-01-05T10:11:12.0000000Z',
  loggedByService: 'Core Directory',
  initiatedBy: {
    user: { id: USER, userPrincipalName: 'admin@contoso.example', ipAddress: '203.0.113.7' },
    app: null,
  },
  targetResources: [
    {
      id: PRINCIPAL,
      displayName: 'Test app',
      type: 'ServicePrincipal',
      modifiedProperties: [
        { displayName: 'AppRole.Value', oldValue: null, newValue: '"Exchange.ManageAsApp"' },
        { displayName: 'ServicePrincipal.AppId', oldValue: '"a"', newValue: `"${APP}"` },
      ],
    },
  ],
  additionalDetails: [
    { key: 'User-Agent', value: 'agent/1' },
    { key: 'AppId', value: APP },
  ],
}

const event = {
  kind: 'event',
  id: 'Directory_1',
  log: 'directory',
  time: TIME,
  operation: 'Add app role assignment to service principal',
  succeeded: true,
  actor: { kind: 'user', id: USER, name: 'admin@contoso.example' },
  ip: '203.0.113.7',
  userAgent: 'agent/1',
  parameters: {},
  changes: [
    { name: 'AppRole.Value', new: 'Exchange.ManageAsApp' },
    { name: 'ServicePrincipal.AppId', old: 'a', new: APP },
  ],
  // additional details name the application that it was done to
  targets: [{ type: 'ServicePrincipal', id: PRINCIPAL, name: 'Test app', appId: APP }],
}

const signIn = {
  id: 's1',
  createdDateTime: '2026-01-05T10:11:12Z',
  userPrincipalName: 'admin@contoso.example',
  userId: USER,
  appId: APP.toUpperCase(),
  appDisplayName: 'Test app',
  ipAddress: '2001:db8::1',
  userAgent: 'agent/2',
  resourceId: RESOURCE,
  authenticationRequirement: 'singleFactorAuthentication',
  status: { errorCode: 0, failureReason: 'Other.' },
}

/** As a row of Log Analytics: names begin with a capital, what is no text is JSON text. */
function row(object: object): object {
  return Object.fromEntries(
    Object.entries(object).map(([name, value]) => [
      name[0].toUpperCase() + name.slice(1),
      value !== null && typeof value === 'object' ? JSON.stringify(value) : value,
    ]),
  )
}

describe('a directory audit', () => {
  it('of Graph', () => {
    expect(readOne(audit)).toEqual(event)
  })

  it('of Log Analytics, whose TenantId is a workspace', () => {
    const { activityDisplayName, ...rest } = audit
    const logged = {
      OperationName: activityDisplayName,
      AADTenantId: TENANT,
      TenantId: 'workspace',
      ...row(rest),
    }
    expect(readOne(logged)).toEqual({ ...event, tenant: TENANT })
  })

  it('of Azure Monitor', () => {
    const { activityDateTime, ...properties } = audit
    const record = { time: '2026-01-05T10:11:12Z', category: 'AuditLogs', tenantId: TENANT, properties }
    expect(readOne(record)).toEqual({ ...event, tenant: TENANT })
  })

  it.each([
    [
      'an application',
      { app: { appId: APP, displayName: 'Test app', servicePrincipalId: PRINCIPAL } },
      { kind: 'application', id: PRINCIPAL, name: 'Test app', appId: APP },
    ],
    [
      'an application without its id',
      { user: null, app: { appId: null, displayName: 'Sync' } },
      { kind: 'application', name: 'Sync' },
    ],
    ['nobody', {}, { kind: 'unknown' }],
  ])('by %s', (_, initiatedBy, actor) => {
    expect(readOne({ ...audit, initiatedBy, additionalDetails: [] }).actor).toEqual(actor)
  })

  it('that failed', () => {
    expect(readOne({ ...audit, result: 'failure' }).succeeded).toBe(false)
  })
})

describe('a sign-in', () => {
  const expected = {
    kind: 'event',
    id: 's1',
    log: 'sign-in',
    time: TIME,
    operation: 'Sign-in activity',
    succeeded: true,
    actor: { kind: 'user', id: USER, name: 'admin@contoso.example', appId: APP },
    ip: '2001:db8::1',
    userAgent: 'agent/2',
    parameters: {},
    changes: [],
    targets: [],
    signIn: { appId: APP, resourceId: RESOURCE, error: 0, singleFactor: true },
  }

  it('of Graph', () => {
    expect(readOne(signIn)).toEqual(expected)
  })

  it('of Log Analytics', () => {
    const { createdDateTime, status, resourceId, ...rest } = row(signIn) as Record<string, unknown>
    const logged = {
      TimeGenerated: '2026-01-05 10:11:12',
      ResourceIdentity: RESOURCE,
      ResultType: '0',
      ...rest,
    }
    expect(readOne({ ...logged, ResourceId: '/tenants/x/providers/Microsoft.aadiam' })).toEqual(expected)
  })

  it('of Azure Monitor, that failed', () => {
    const record = {
      time: '2026-01-05T10:11:12Z',
      category: 'SignInLogs',
      tenantId: TENANT,
      resultType: '50126',
      properties: { ...signIn, status: undefined },
    }
    expect(readOne(record)).toMatchObject({ tenant: TENANT, succeeded: false, signIn: { error: 50126 } })
  })

  it('of a service principal', () => {
    const { userPrincipalName, userId, authenticationRequirement, ...rest } = signIn
    const principal = { ...rest, servicePrincipalId: PRINCIPAL, servicePrincipalName: 'Test app' }
    expect(readOne(principal)).toMatchObject({
      actor: { kind: 'application', id: PRINCIPAL, name: 'Test app', appId: APP },
      signIn: { appId: APP, resourceId: RESOURCE, error: 0 },
    })
  })
})
