/** The logs and exports of made tenants in corpus/tenant. Run as a command, it writes them. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { argv, stdout } from 'node:process'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { TWELVE } from './campaign.mjs'

const AZURE_AD_POWERSHELL = '1b730954-1685-4b74-9bfd-dac224a7b894'
const GRAPH = '00000003-0000-0000-c000-000000000000'
const EXCHANGE = '00000002-0000-0ff1-ce00-000000000000'

/** A made id that differs with the number. */
const guid = (kind, number) => `${kind.repeat(8)}-0000-4000-8000-${String(number).padStart(12, '0')}`
/** So many seconds after a time, without a zone as the audit log has it. */
const after = (time, seconds) => new Date(Date.parse(`${time}Z`) + seconds * 1000).toISOString().slice(0, 19)
const pairs = (object) => Object.entries(object).map(([Name, Value]) => ({ Name, Value }))

/** Records of one tenant. */
function tenant(domain, number) {
  const OrganizationId = guid('e', number)
  let ids = number * 1000
  const common = (time, Operation, RecordType, who) => ({
    CreationTime: time,
    Id: guid('d', ++ids),
    Operation,
    OrganizationId,
    RecordType,
    UserKey: who.key ?? who.user,
    UserType: who.app ? 5 : 0,
    Version: 1,
    UserId: who.user,
  })
  const exchange = (time, who, operation, name, parameters) => ({
    ...common(time, operation, 1, who),
    ResultStatus: 'True',
    Workload: 'Exchange',
    ClientIP: `${who.ip}:52311`,
    ObjectId: operation.startsWith('New-') ? '' : `${domain}\\${name}`,
    AppId: who.app ?? '',
    ClientAppId: '',
    ExternalAccess: false,
    OrganizationName: domain,
    OriginatingServer: 'AM0PR01MB0001 (15.20.6000.000)',
    Parameters: pairs({ [operation.startsWith('New-') ? 'Name' : 'Identity']: name, ...parameters }),
  })
  const directory = (time, who, operation, changes, target) => ({
    ...common(time, operation, 8, who),
    ResultStatus: 'Success',
    Workload: 'AzureActiveDirectory',
    ObjectId: target.at(-1).ID,
    ActorIpAddress: who.ip,
    AzureActiveDirectoryEventType: 1,
    ExtendedProperties: pairs({
      additionalDetails: '{"User-Agent":"Microsoft Azure Active Directory PowerShell"}',
    }),
    ModifiedProperties: Object.entries(changes).map(([Name, NewValue]) => ({ Name, NewValue, OldValue: '' })),
    Actor: [
      { ID: who.user, Type: 5 },
      { ID: `User_${guid('c', number)}`, Type: 2 },
      { ID: guid('c', number), Type: 2 },
      { ID: 'User', Type: 2 },
    ],
    Target: target,
    TargetContextId: OrganizationId,
  })
  const target = (type, id, name) => [
    { ID: `${type}_${id}`, Type: 2 },
    { ID: id, Type: 2 },
    { ID: type, Type: 2 },
    { ID: name, Type: 1 },
  ]
  const list = (value) => `[\r\n  ${JSON.stringify(value)}\r\n]`
  /** An application that is registered, given a permission, perhaps a role, and a secret. */
  const application = (time, who, { name, clientId, objectId, principalId, resource, permission, role }) => [
    directory(
      time,
      who,
      'Add application.',
      { AppId: list(clientId), AvailableToOtherTenants: list(false), DisplayName: list(name) },
      target('Application', objectId, name),
    ),
    directory(
      after(time, 4),
      who,
      'Add service principal.',
      { AccountEnabled: list(true), AppPrincipalId: list(clientId), DisplayName: list(name) },
      target('ServicePrincipal', principalId, name),
    ),
    directory(
      after(time, 31),
      who,
      'Add app role assignment to service principal.',
      {
        'AppRole.Id': permission.id,
        'AppRole.Value': permission.value,
        'ServicePrincipal.ObjectID': principalId,
        'ServicePrincipal.DisplayName': name,
        'ServicePrincipal.AppId': clientId,
        'ServicePrincipal.Name': clientId,
        'TargetId.ServicePrincipalNames': resource.id,
      },
      target('ServicePrincipal', guid('b', number), resource.name),
    ),
    ...(role
      ? [
          directory(
            after(time, 58),
            who,
            'Add member to role.',
            { 'Role.ObjectID': guid('a', number), 'Role.DisplayName': role.name, 'Role.TemplateId': role.id },
            target('ServicePrincipal', principalId, name),
          ),
        ]
      : []),
    directory(
      after(time, 75),
      who,
      'Update application – Certificates and secrets management ',
      {
        KeyDescription: list(
          `[KeyIdentifier=${guid('f', number)},KeyType=Password,KeyUsage=Verify,DisplayName=]`,
        ),
      },
      target('Application', objectId, name),
    ),
  ]
  /** As Microsoft Graph lists sign-ins. */
  const signIn = (time, user, ipAddress, errorCode, appId) => ({
    id: guid('9', ++ids),
    createdDateTime: `${time}Z`,
    userPrincipalName: user,
    appId,
    appDisplayName: appId === AZURE_AD_POWERSHELL ? 'Azure Active Directory PowerShell' : 'Office 365',
    ipAddress,
    clientAppUsed: 'Mobile Apps and Desktop clients',
    authenticationRequirement: 'singleFactorAuthentication',
    conditionalAccessStatus: 'notApplied',
    status: { errorCode, failureReason: errorCode === 0 ? 'Other.' : 'Invalid username or password.' },
    resourceId: GRAPH,
  })
  return { exchange, application, signIn }
}

/** As Purview exports the audit log. */
function csv(records) {
  const quoted = (text) => `"${text.replaceAll('"', '""')}"`
  const rows = records.map((record) =>
    [
      record.Id,
      `${record.CreationTime}.0000000Z`,
      record.RecordType,
      record.Operation,
      record.UserId,
      quoted(JSON.stringify(record)),
      '',
      '',
    ].join(','),
  )
  return `\ufeff${['RecordId,CreationDate,RecordType,Operation,UserId,AuditData,AssociatedAdminUnits,AssociatedAdminUnitsNames', ...rows].join('\r\n')}\r\n`
}

const json = (value) => `${JSON.stringify(value, null, 1)}\n`

/** As Export-TransportRuleCollection writes it: in UTF-16, the rule as the command that makes it. */
function rulesXml(rules) {
  const quoted = (text) => `'${text.replaceAll("'", "''")}'`
  const blocks = rules.map(({ name, ...parameters }, i) => {
    const command = Object.entries(parameters).map(([key, value]) => `-${key} ${quoted(value)}`)
    return [
      ` <rule name="${name}" id="${guid('7', i + 1)}" format="cmdlet">`,
      '  <version requiredMinVersion="15.0.3.0">',
      `   <commandBlock><![CDATA[New-TransportRule -Name ${quoted(name)} ${command.join(' ')}]]></commandBlock>`,
      '  </version>',
      ' </rule>',
    ].join('\r\n')
  })
  const text = `\ufeff<?xml version="1.0" encoding="utf-16" standalone="yes"?>\r\n<rules name="TransportVersioned">\r\n${blocks.join('\r\n')}\r\n</rules>\r\n`
  return Buffer.from(text, 'utf16le')
}

const PERMISSIONS = {
  manage: { id: 'dc50a0fb-09a3-484d-be87-e023b12c6440', value: 'Exchange.ManageAsApp' },
  read: { id: '810c84a8-4a9e-49e6-bf7d-12d183f40d01', value: 'Mail.Read' },
}

/** The whole attack, in three forms of log and one export from the days when the rules were at work. */
function attack() {
  const domain = 'tailspin.example'
  const { exchange, application, signIn } = tenant(domain, 1)
  const admin = { user: `marta.oduya@${domain}`, ip: '203.0.113.44' }
  const name = `${domain}_kvd`
  const clientId = guid('1', 1)
  const app = { user: name, app: clientId, ip: '198.51.100.9' }
  const guessed = [
    'reception',
    'it',
    'info',
    'sales',
    'hr',
    'd.lindqvist',
    'p.okafor',
    'j.tide',
    'k.moreau',
    'shop',
    'backup',
    'scan',
  ]
  const signIns = [
    ...guessed.map((user, i) =>
      signIn(after('2026-01-12T02:10:00', i * 41), `${user}@${domain}`, admin.ip, 50126, AZURE_AD_POWERSHELL),
    ),
    signIn('2026-01-12T02:19:20', admin.user, admin.ip, 0, AZURE_AD_POWERSHELL),
    signIn('2026-01-12T08:01:11', `j.tide@${domain}`, '192.0.2.10', 0, GRAPH),
  ]
  const setUp = application('2026-01-12T02:24:00', admin, {
    name,
    clientId,
    objectId: guid('2', 1),
    principalId: guid('3', 1),
    resource: { id: EXCHANGE, name: 'Office 365 Exchange Online' },
    permission: PERMISSIONS.manage,
    role: { id: '62e90394-69f5-4237-9190-012177145e10', name: 'Global Administrator' },
  })
  const tools = [
    exchange('2026-02-20T19:40:02', app, 'New-InboundConnector', 'Ran_wtbqe', {
      ConnectorType: 'OnPremises',
      SenderDomains: 'smtp:*;1',
      SenderIPAddresses: '198.51.100.0/25;198.51.100.200',
      RestrictDomainsToIPAddresses: 'True',
      RequireTls: 'False',
    }),
    ...TWELVE.map((header, i) =>
      exchange(after('2026-02-20T19:41:00', i * 3), app, 'New-TransportRule', `Test0${i + 1}`, {
        RemoveHeader: header,
        Mode: 'Enforce',
      }),
    ),
  ]
  const cleanup = [
    ...TWELVE.map((_, i) =>
      exchange(after('2026-02-22T06:12:30', i), app, 'Remove-TransportRule', `Test0${i + 1}`, {}),
    ),
    exchange('2026-02-22T06:13:05', app, 'Remove-InboundConnector', 'Ran_wtbqe', {}),
  ]
  return {
    'attack/signins.json': json({ value: signIns }),
    'attack/directory.json': json(setUp),
    'attack/exchange.csv': csv([...cleanup, ...tools].reverse()),
    'attack/rules-2026-02-21.xml': rulesXml(
      TWELVE.map((RemoveHeader, i) => ({ name: `Test0${i + 1}`, Mode: 'Enforce', RemoveHeader })),
    ),
  }
}

/** A tenant with all that looks like it: a gateway, the hybrid wizard, a privacy rule, an application, an office with slips of the pen. */
function ordinary() {
  const domain = 'woodgrove.example'
  const { exchange, application, signIn } = tenant(domain, 2)
  const admin = { user: `lena.fischer@${domain}`, ip: '192.0.2.77' }
  const gateway = { user: 'Gateway set-up', app: guid('1', 2), ip: '192.0.2.78' }
  const people = Array.from({ length: 12 }, (_, i) => `person${i + 1}@${domain}`)
  const cloud = {
    FromScope: 'InOrganization',
    SentToScope: 'NotInOrganization',
    Comments: 'made by the gateway; do not change',
    SetAuditSeverity: 'DoNotAudit',
  }
  const rules = [
    { name: '[Gateway] 500 clean outbound', RemoveHeader: 'X-SM-outgoing', ...cloud },
    { name: '[Gateway] 510 clean inbound', RemoveHeader: 'X-SM-incoming', ...cloud },
    { name: '[Gateway] 600 clean smarthost', RemoveHeader: 'X-SM-smarthost', ...cloud },
  ]
  return {
    'ordinary/audit.json': json([
      ...application('2025-11-03T09:12:00', admin, {
        name: 'Helpdesk mail reader',
        clientId: guid('1', 3),
        objectId: guid('2', 3),
        principalId: guid('3', 3),
        resource: { id: GRAPH, name: 'Microsoft Graph' },
        permission: PERMISSIONS.read,
      }),
      exchange('2025-11-04T10:00:00', gateway, 'New-InboundConnector', 'TempConnector check', {
        ConnectorType: 'Partner',
        SenderDomains: 'check.gateway.example',
        RequireTls: 'True',
        TlsSenderCertificateName: 'check.gateway.example',
      }),
      exchange('2025-11-04T10:00:09', gateway, 'Remove-InboundConnector', 'TempConnector check', {}),
      exchange('2025-11-04T10:00:20', gateway, 'New-InboundConnector', '[Gateway] to Exchange', {
        ConnectorType: 'OnPremises',
        SenderDomains: '*',
        RequireTls: 'True',
        TlsSenderCertificateName: '*.gateway.example',
      }),
      ...rules.map(({ name, ...parameters }, i) =>
        exchange(after('2025-11-04T10:00:40', i * 2), gateway, 'New-TransportRule', name, parameters),
      ),
      exchange('2025-11-10T14:20:00', admin, 'New-InboundConnector', 'Inbound from hybrid', {
        ConnectorType: 'OnPremises',
        ConnectorSource: 'HybridWizard',
        SenderDomains: 'smtp:*;1',
        RequireTls: 'True',
        TlsSenderCertificateName: `mail.${domain}`,
        CloudServicesMailEnabled: 'True',
      }),
      exchange('2025-11-11T08:30:00', admin, 'New-TransportRule', 'Hide inner hosts', {
        RemoveHeader: 'Received',
        FromScope: 'InOrganization',
        SentToScope: 'NotInOrganization',
      }),
      exchange('2025-11-12T08:30:00', admin, 'New-TransportRule', 'External mail', {
        FromScope: 'NotInOrganization',
        PrependSubject: '[External]',
      }),
    ]),
    'ordinary/signins.json': json({
      value: people.flatMap((user, i) => [
        signIn(after('2025-11-03T07:58:00', i * 97), user, '192.0.2.1', 50126, GRAPH),
        signIn(after('2025-11-03T07:58:30', i * 97), user, '192.0.2.1', 0, GRAPH),
      ]),
    }),
    'ordinary/rules.xml': rulesXml(rules.map((rule) => ({ Mode: 'Enforce', ...rule }))),
  }
}

/** What is left where the log is kept for too short a time: the deletion, and an application that still has its power. */
function leftovers() {
  const domain = 'proseware.example'
  const { exchange } = tenant(domain, 4)
  const name = `${domain}_abz`
  const app = { user: name, app: guid('1', 4), ip: '198.51.100.70' }
  return {
    'leftovers/exchange.json': json([
      ...TWELVE.map((_, i) =>
        exchange(after('2026-03-02T05:00:00', i), app, 'Remove-TransportRule', `Test0${i + 1}`, {}),
      ),
      exchange('2026-03-02T05:01:00', app, 'Remove-InboundConnector', 'Ran_ohgmf', {}),
    ]),
    'leftovers/applications.json': json({
      value: [
        {
          id: guid('2', 4),
          appId: guid('1', 4),
          displayName: name,
          createdDateTime: '2025-09-30T22:10:00Z',
          signInAudience: 'AzureADMyOrg',
          requiredResourceAccess: [
            { resourceAppId: EXCHANGE, resourceAccess: [{ id: PERMISSIONS.manage.id, type: 'Role' }] },
          ],
          passwordCredentials: [{ keyId: guid('f', 4), startDateTime: '2025-09-30T22:11:00Z' }],
          keyCredentials: [],
        },
      ],
    }),
  }
}

/** By path below corpus/tenant, the content of each file. */
export const TENANT_FILES = { ...attack(), ...ordinary(), ...leftovers() }

function main() {
  const folder = join(dirname(fileURLToPath(import.meta.url)), '../tenant')
  for (const [path, content] of Object.entries(TENANT_FILES)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), content)
  }
  stdout.write(`${Object.keys(TENANT_FILES).length} files\n`)
}

if (argv[1] && import.meta.url === pathToFileURL(argv[1]).href) main()
