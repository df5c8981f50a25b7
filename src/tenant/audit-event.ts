/** Records of the Unified Audit Log (Office 365 Management Activity API), and the rows that Sentinel and exports make of them. */
import { type Identity, identities, nameTarget } from './identity.ts'
import {
  addressOf,
  isGuid,
  operationName,
  outcome,
  recordType,
  timeOf,
  unquote,
  userKind,
} from './normalise.ts'
import { readCommand } from './powershell.ts'
import type { UnplacedEvent } from './reading.ts'
import type { Actor, Change, Target, TenantEvent } from './record.ts'
import { type Fields, fieldsOf, flat, isEmpty, listOf, named, parsed, pick } from './values.ts'

const EXCHANGE_ADMIN = 1
const COMPLIANCE_CMDLET = 18
const LOGS = new Map<number, TenantEvent['log']>([
  [EXCHANGE_ADMIN, 'exchange'],
  [8, 'directory'],
  [9, 'sign-in'],
  [15, 'sign-in'],
  [COMPLIANCE_CMDLET, 'exchange'],
])
const SIGN_INS = new Set(['userloggedin', 'userloginfailed'])
const CMDLET = /^[a-z]{2,20}-[a-z]{2,80}$/i

/** Fields that hold when it was done, the nearer to the deed first. */
const TIMES = ['creationtime', 'creationdate', 'createddatetime', 'timegenerated', 'timestamp']

/** Values that say that there is none. */
const NONE = new Set(['', 'unknown', 'not available', 'n/a', '<null>', 'null'])

function said(text: string | undefined): string | undefined {
  return text === undefined || NONE.has(text.trim().toLowerCase()) ? undefined : text
}

/**
 * The event of an audit record. `row` is what holds the record in its AuditData or RawEventData: the row of an export, an
 * object of a cmdlet; its columns serve where the record has no such field. Undefined where nothing says what was done.
 */
export function auditEvent(audit: Fields, row: Fields = Object.create(null)): UnplacedEvent | undefined {
  const either = (...names: string[]): string | undefined => pick(audit, ...names) ?? pick(row, ...names)
  const written = either('operation', 'operations', 'actiontype', 'operationname')
  const operation = written === undefined ? '' : operationName(written)
  if (operation === '') return undefined
  const log = logOf(
    operation,
    either('recordtype', 'auditlogrecordtype'),
    either('workload', 'officeworkload', 'service'),
  )
  const details = extended(audit)
  const event: UnplacedEvent = {
    kind: 'event',
    id: either('id', 'officeid', 'sourcerecordid', 'recordid', 'identity', 'reportid'),
    log,
    time: [audit, row]
      .flatMap((fields) => TIMES.map((name) => timeOf(fields[name])))
      .find((time) => time !== undefined),
    operation,
    succeeded: succeeded(audit, operation, log),
    tenant: either('organizationid', 'officetenantid')?.toLowerCase(),
    actor: actorOf(audit, row, log),
    ip: addressOf(either('clientip', 'actoripaddress', 'clientipaddress', 'client_ipaddress', 'ipaddress')),
    userAgent: said(either('useragent')) ?? said(pick(details, 'useragent', 'user-agent')),
    parameters: parametersOf(audit.parameters ?? row.parameters, written!),
    changes: changesOf(audit.modifiedproperties ?? row.modifiedproperties),
    targets: identities(audit.target).map(targetOf),
  }
  nameTarget(event.targets, details)
  if (log === 'exchange')
    event.object = objectOf(event.parameters, operation, either('objectid', 'officeobjectid'))
  if (log === 'sign-in') {
    const appId = guid(either('applicationid'))
    const resourceId = guid(either('objectid', 'officeobjectid'))
    const error = Number(either('errornumber') ?? Number.NaN)
    event.signIn = { appId, resourceId, error: Number.isInteger(error) ? error : undefined }
  }
  return event
}

function guid(text: string | undefined): string | undefined {
  return isGuid(text) ? text!.toLowerCase() : undefined
}

function logOf(
  operation: string,
  type: string | undefined,
  workload: string | undefined,
): TenantEvent['log'] {
  if (SIGN_INS.has(operation.toLowerCase())) return 'sign-in'
  const number = recordType(type)
  if (number !== undefined) return LOGS.get(number) ?? 'other'
  // a name of a type that is not read
  if (type !== undefined) return 'other'
  if (workload?.toLowerCase() === 'azureactivedirectory') return 'directory'
  const exchange = workload === undefined || /^exchange|microsoft exchange/i.test(workload)
  return exchange && CMDLET.test(operation) ? 'exchange' : 'other'
}

/** What ExtendedProperties say, those in the JSON of `additionalDetails` included. */
function extended(audit: Fields): Fields {
  const properties = named(audit.extendedproperties)
  const more = fieldsOf(properties.additionaldetails)
  return more ? Object.assign(Object.create(null), more, properties) : properties
}

function succeeded(audit: Fields, operation: string, log: TenantEvent['log']): boolean | undefined {
  if (log === 'sign-in') {
    // ResultStatus says whether the request was answered, not whether anyone got in
    if (operation.toLowerCase() === 'userloginfailed') return false
    if (said(pick(audit, 'logonerror')) !== undefined) return false
  }
  return outcome(pick(audit, 'resultstatus', 'result'))
}

function actorOf(audit: Fields, row: Fields, log: TenantEvent['log']): Actor {
  const userId = said(
    pick(audit, 'userid') ?? pick(row, 'userids', 'userid', 'userprincipalname', 'accountobjectid'),
  )
  const [identity = {} as Identity] = identities(audit.actor)
  const context = fieldsOf(audit.appaccesscontext)
  const written =
    log === 'sign-in'
      ? pick(audit, 'applicationid')
      : (pick(audit, 'appid', 'clientappid') ?? identity.appId ?? (context && pick(context, 'clientappid')))
  const appId = isGuid(written) ? written!.toLowerCase() : undefined
  const kind = kindOf(
    userId,
    identity,
    pick(audit, 'usertype') ?? pick(row, 'usertype'),
    log === 'exchange' && appId !== undefined,
  )
  const upn = identity.upn ?? (userId?.includes('@') ? userId : undefined)
  return {
    kind,
    id: identity.id ?? userId,
    name: kind === 'application' ? identity.name : (upn ?? said(pick(row, 'accountdisplayname'))),
    appId,
  }
}

function kindOf(
  userId: string | undefined,
  identity: Identity,
  userType: string | undefined,
  throughApp: boolean,
): Actor['kind'] {
  if (identity.type === 'ServicePrincipal' || userId?.startsWith('ServicePrincipal_')) return 'application'
  if (userId?.startsWith('NT AUTHORITY\\')) return 'system'
  const kind = userKind(userType)
  if (kind !== undefined && kind !== 'user') return kind
  if (identity.type === 'User' || userId?.includes('@')) return 'user'
  // no person is written as an object id, nor in a cmdlet by a name that is no address and no path
  if (isGuid(userId) || (throughApp && userId !== undefined && !/[\\/]/.test(userId))) return 'application'
  return userId === undefined ? 'unknown' : (kind ?? 'unknown')
}

function targetOf({ type, id, name, upn, appId }: Identity): Target {
  return { type, id, name: name ?? upn, appId }
}

/** Parameters by name in lower case: a list of names and values, the same as JSON, or a command line. */
function parametersOf(value: unknown, operation: string): Record<string, string> {
  const list = parsed(value)
  if (typeof list === 'string')
    return list === '' ? Object.create(null) : readCommand(`${operation} ${list}`).parameters
  const parameters: Record<string, string> = Object.create(null)
  for (const item of listOf(list)) {
    const fields = fieldsOf(item)
    const name = fields && pick(fields, 'name')?.toLowerCase()
    if (name === undefined) continue
    const text = flat(fields!.value) ?? ''
    parameters[name] = name in parameters ? `${parameters[name]};${text}` : text
  }
  return parameters
}

function changesOf(value: unknown): Change[] {
  const changes: Change[] = []
  for (const item of listOf(value)) {
    const fields = fieldsOf(item)
    const name = fields && pick(fields, 'name')
    if (name !== undefined)
      changes.push({ name, old: unquote(fields!.oldvalue), new: unquote(fields!.newvalue) })
  }
  return changes
}

/** Of `HOST/Microsoft Exchange Hosted Organizations/tenant/name`. */
const HOSTED = '/Microsoft Exchange Hosted Organizations/'

/** What a cmdlet was run on; where the record leaves that empty, what its parameters name. */
function objectOf(
  parameters: Record<string, string>,
  operation: string,
  written: string | undefined,
): string | undefined {
  const named = /^New-/i.test(operation) ? parameters.name : (parameters.identity ?? parameters.name)
  const text = isEmpty(written) ? named : written
  return isEmpty(text) ? undefined : withoutTenant(text!)
}

function withoutTenant(text: string): string {
  const hosted = text.indexOf(HOSTED)
  if (hosted >= 0) {
    const slash = text.indexOf('/', hosted + HOSTED.length)
    if (slash >= 0 && slash + 1 < text.length) return text.slice(slash + 1)
  }
  const backslash = text.indexOf('\\')
  const before = text.slice(0, Math.max(0, backslash))
  return backslash >= 0 && /^[\w.-]*$/.test(before) ? text.slice(backslash + 1) : text
}
