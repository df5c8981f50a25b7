/** Records of a made tenant, contoso.example, as the reader of logs and exports gives them. */
import { EXPECTED_HEADERS } from '../../../src/expected.ts'
import type {
  Actor,
  Application,
  InboundConnector,
  Place,
  TenantEvent,
  TransportRule,
} from '../../../src/tenant/index.ts'

const TENANT = '6f0c8a1e-1c1b-4a53-9a57-2f6c8f1f9d11'
export const ADMIN: Actor = { kind: 'user', id: 'dana@contoso.example', name: 'dana@contoso.example' }
const APP_ID = '11111111-2222-4333-8444-555555555555'
const PRINCIPAL_ID = 'aaaaaaaa-2222-4333-8444-555555555555'
const OBJECT_ID = 'bbbbbbbb-2222-4333-8444-555555555555'
export const APP_NAME = 'contoso.example_qzv'
export const APP: Actor = { kind: 'application', id: APP_NAME, appId: APP_ID }
const POWERSHELL = '1b730954-1685-4b74-9bfd-dac224a7b894'

let records = 0

export function place(path = 'audit.json'): Place {
  records++
  return { path, record: records, start: records * 100, end: records * 100 + 100 }
}

/** `at` is ISO 8601 in UTC, without the zone. */
export function event(
  at: string | undefined,
  operation: string,
  more: Partial<TenantEvent> = {},
): TenantEvent {
  return {
    kind: 'event',
    place: place(),
    id: `id-${records}`,
    log: 'exchange',
    time: at === undefined ? undefined : Date.parse(`${at}Z`),
    operation,
    succeeded: true,
    tenant: TENANT,
    actor: ADMIN,
    parameters: {},
    changes: [],
    targets: [],
    ...more,
  }
}

export function cmdlet(
  at: string | undefined,
  operation: string,
  actor: Actor,
  object: string,
  parameters: Record<string, string> = {},
): TenantEvent {
  const named = operation.startsWith('New-') ? { name: object } : { identity: object }
  return event(at, operation, {
    actor,
    object,
    parameters: Object.assign(Object.create(null), named, parameters),
  })
}

export function rule(
  at: string,
  actor: Actor,
  name: string,
  parameters: Record<string, string>,
): TenantEvent {
  return cmdlet(at, 'New-TransportRule', actor, name, {
    mode: 'Enforce',
    stopruleprocessing: 'False',
    ...parameters,
  })
}

const OPEN = {
  connectortype: 'OnPremises',
  senderdomains: '*',
  senderipaddresses: '198.51.100.0/24',
  requiretls: 'False',
  restrictdomainstoipaddresses: 'True',
}

export function connector(
  at: string,
  actor: Actor,
  name: string,
  parameters: Record<string, string> = OPEN,
): TenantEvent {
  return cmdlet(at, 'New-InboundConnector', actor, name, parameters)
}

function directory(at: string, operation: string, more: Partial<TenantEvent>): TenantEvent {
  return event(at, operation, { log: 'directory', ip: '203.0.113.7', ...more })
}

const principal = { type: 'ServicePrincipal', id: PRINCIPAL_ID, name: APP_NAME }

/** How an application comes to administer Exchange, step by step. */
export const setUp = {
  application: (at: string, name = APP_NAME) =>
    directory(at, 'Add application', {
      targets: [{ type: 'Application', id: OBJECT_ID, name }],
      changes: [
        { name: 'AppId', new: APP_ID },
        { name: 'DisplayName', new: name },
      ],
    }),
  principal: (at: string, name = APP_NAME) =>
    directory(at, 'Add service principal', {
      targets: [{ ...principal, name }],
      changes: [{ name: 'AppPrincipalId', new: APP_ID }],
    }),
  permission: (at: string) =>
    directory(at, 'Add app role assignment to service principal', {
      targets: [
        {
          type: 'ServicePrincipal',
          id: 'cccccccc-0000-4000-8000-000000000000',
          name: 'Office 365 Exchange Online',
        },
      ],
      changes: [
        { name: 'AppRole.Id', new: 'dc50a0fb-09a3-484d-be87-e023b12c6440' },
        { name: 'AppRole.Value', new: 'Exchange.ManageAsApp' },
        { name: 'ServicePrincipal.ObjectID', new: PRINCIPAL_ID },
        { name: 'ServicePrincipal.AppId', new: APP_ID },
      ],
    }),
  role: (at: string, role = 'Exchange Administrator', name = APP_NAME) =>
    directory(at, 'Add member to role', {
      targets: [{ ...principal, name }],
      changes: [{ name: 'Role.DisplayName', new: role }],
    }),
  credential: (at: string, name = APP_NAME) =>
    directory(at, 'Update application - Certificates and secrets management', {
      targets: [{ type: 'Application', id: OBJECT_ID, name }],
      changes: [{ name: 'KeyDescription', new: '[KeyIdentifier=…,KeyType=Password]', old: '[]' }],
    }),
}

export function signIn(
  at: string,
  user: string,
  ip: string,
  error: number,
  more: Partial<TenantEvent['signIn']> = {},
): TenantEvent {
  return event(at, error === 0 ? 'UserLoggedIn' : 'UserLoginFailed', {
    log: 'sign-in',
    actor: { kind: 'user', id: user, name: user, appId: POWERSHELL },
    ip,
    succeeded: error === 0,
    signIn: { appId: POWERSHELL, error, ...more },
  })
}

const pad = (n: number): string => String(n).padStart(2, '0')

/** Wrong passwords of so many users at one address, one a minute. */
export function guesses(count: number, ip = '203.0.113.7', day = '2026-01-05'): TenantEvent[] {
  return Array.from({ length: count }, (_, i) =>
    signIn(`${day}T08:${pad(i)}:00`, `user${i}@contoso.example`, ip, 50126),
  )
}

/** The twelve rules of 2022 and their connector, by an application. */
export function campaign(actor = APP, day = '2026-03-01'): TenantEvent[] {
  return [
    connector(`${day}T10:00:00`, actor, 'Ran_kqzpw'),
    ...EXPECTED_HEADERS.map((removeheader, i) =>
      rule(`${day}T10:01:${pad(i)}`, actor, `Test0${i + 1}`, { removeheader }),
    ),
  ]
}

export function cleanup(actor = APP, day = '2026-03-03'): TenantEvent[] {
  return [
    ...EXPECTED_HEADERS.map((_, i) =>
      cmdlet(`${day}T09:00:${pad(i)}`, 'Remove-TransportRule', actor, `Test0${i + 1}`),
    ),
    cmdlet(`${day}T09:01:00`, 'Remove-InboundConnector', actor, 'Ran_kqzpw'),
  ]
}

/** All of it, from the guessed password to the deletion of the tools. */
export function attack(): TenantEvent[] {
  return [
    ...guesses(30),
    signIn('2026-01-05T09:00:00', 'dana@contoso.example', '203.0.113.7', 0, { singleFactor: true }),
    setUp.application('2026-01-05T09:10:00'),
    setUp.principal('2026-01-05T09:10:05'),
    setUp.permission('2026-01-05T09:11:00'),
    setUp.role('2026-01-05T09:12:00', 'Global Administrator'),
    setUp.credential('2026-01-05T09:13:00'),
    ...campaign(),
    ...cleanup(),
  ]
}

export function exportedRule(name: string, more: Partial<TransportRule> = {}): TransportRule {
  return {
    kind: 'transport-rule',
    place: place('rules.xml'),
    name,
    enabled: true,
    removes: [],
    sets: [],
    conditions: [],
    actions: [],
    ...more,
  }
}

export function exportedConnector(name: string, more: Partial<InboundConnector> = {}): InboundConnector {
  return {
    kind: 'inbound-connector',
    place: place('connectors.json'),
    name,
    enabled: true,
    senderAddresses: [],
    senderDomains: [],
    ...more,
  }
}

export function exportedApplication(name: string, more: Partial<Application> = {}): Application {
  return {
    kind: 'application',
    place: place('applications.json'),
    name,
    permissions: [],
    credentials: [],
    ...more,
  }
}
