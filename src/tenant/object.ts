/** What one object of a file is: an event, a rule, a connector, an application, or nothing that is read. */
import { applicationOf, grantedOf } from './application.ts'
import { auditEvent } from './audit-event.ts'
import { connectorOfParameters } from './connector.ts'
import { directoryEvent, signInEvent } from './graph-event.ts'
import type { Reading, Unplaced } from './reading.ts'
import { type Parameters, ruleOfParameters } from './transport-rule.ts'
import { type Fields, fieldsOf, flat, isEmpty } from './values.ts'

interface Kind {
  is(fields: Fields): boolean
  read(fields: Fields): Unplaced | undefined
}

const has = (fields: Fields, ...names: readonly string[]): boolean => names.every((name) => name in fields)
const hasAny = (fields: Fields, ...names: readonly string[]): boolean => names.some((name) => name in fields)

/** Kinds of objects that are read, the more particular first. */
const KINDS: readonly Kind[] = [
  {
    is: (f) =>
      has(f, 'operation') && hasAny(f, 'recordtype', 'workload', 'creationtime', 'officeworkload', 'userkey'),
    read: (f) => auditEvent(f),
  },
  {
    is: (f) => has(f, 'actiontype') && hasAny(f, 'accountobjectid', 'accountid', 'application'),
    read: (f) => auditEvent(f, f),
  },
  { is: isDirectoryAudit, read: (f) => directoryEvent(f) },
  { is: isSignIn, read: (f) => signInEvent(f) },
  {
    is: (f) =>
      has(f, 'name') &&
      hasAny(
        f,
        'removeheader',
        'ruleerroraction',
        'setauditseverity',
        'senderaddresslocation',
        'setheadername',
      ),
    read: (f) => ruleOfParameters(parametersOf(f)),
  },
  {
    is: (f) =>
      has(f, 'name', 'connectortype') &&
      hasAny(
        f,
        'senderdomains',
        'senderipaddresses',
        'restrictdomainstoipaddresses',
        'treatmessagesasinternal',
      ),
    read: (f) => connectorOfParameters(parametersOf(f)),
  },
  {
    is: (f) =>
      has(f, 'appid', 'displayname') &&
      hasAny(
        f,
        'passwordcredentials',
        'keycredentials',
        'signinaudience',
        'serviceprincipaltype',
        'requiredresourceaccess',
      ),
    read: applicationOf,
  },
  { is: (f) => has(f, 'approleid', 'principalid'), read: grantedOf },
]

/** Kinds that are known and left aside. */
const ASIDE: readonly [reason: string, is: (fields: Fields) => boolean][] = [
  [
    'an outbound connector, not read',
    (f) => has(f, 'connectortype') && hasAny(f, 'recipientdomains', 'smarthosts'),
  ],
  [
    'a message trace, not read',
    (f) =>
      hasAny(f, 'messagetraceid', 'network_message_id') ||
      has(f, 'senderaddress', 'recipientaddress', 'messageid'),
  ],
  [
    'an Azure activity record, not read',
    (f) => has(f, 'operationname', 'resourceid') && hasAny(f, 'category', 'tenantid'),
  ],
]

const UNKNOWN = 'no record of a kind that is read'
/** Envelopes around an event. */
const WRAPPED = 4

export function readObject(value: unknown): Reading {
  const fields = fieldsOf(value)
  return fields === undefined ? { unread: 'not an object' } : readFields(fields, WRAPPED)
}

function readFields(fields: Fields, depth: number): Reading {
  for (const label of ['AuditData', 'RawEventData']) {
    const name = label.toLowerCase()
    if (!(name in fields)) continue
    const audit = fieldsOf(fields[name])
    const record = auditEvent(audit ?? Object.create(null), fields)
    const broken = audit === undefined && !isEmpty(fields[name])
    const unread = broken ? `${label} is not valid JSON` : undefined
    return record === undefined ? { unread: unread ?? UNKNOWN } : { record, unread }
  }
  const inner = 'properties' in fields ? fieldsOf(fields.properties) : undefined
  if (inner !== undefined) {
    if (isSignIn(inner) || isSignInCategory(fields)) return event(signInEvent(inner, fields))
    if (isDirectoryAudit(inner) || hasAny(inner, ...DIRECTORY)) return event(directoryEvent(inner, fields))
    if (depth > 0 && hasAny(inner, 'auditdata', 'raweventdata', 'properties'))
      return readFields(inner, depth - 1)
  }
  const kind = KINDS.find(({ is }) => is(fields))
  if (kind !== undefined) return event(kind.read(fields))
  return { unread: ASIDE.find(([, is]) => is(fields))?.[0] ?? UNKNOWN }
}

function event(record: Unplaced | undefined): Reading {
  return record === undefined ? { unread: UNKNOWN } : { record }
}

/** What a directory audit has and no other record. */
const DIRECTORY = ['initiatedby', 'targetresources']

function isDirectoryAudit(fields: Fields): boolean {
  return hasAny(fields, 'activitydisplayname', 'operationname') && hasAny(fields, ...DIRECTORY)
}

function isSignIn(fields: Fields): boolean {
  return (
    has(fields, 'appid') &&
    hasAny(fields, 'createddatetime', 'timegenerated') &&
    hasAny(fields, 'status', 'resulttype', 'ipaddress', 'conditionalaccessstatus') &&
    hasAny(fields, 'userprincipalname', 'userid', 'serviceprincipalid')
  )
}

function isSignInCategory(outer: Fields): boolean {
  return typeof outer.category === 'string' && outer.category.toLowerCase().endsWith('signinlogs')
}

/** The properties of an exported object as a cmdlet would take them. */
function parametersOf(fields: Fields): Parameters {
  const parameters: Parameters = Object.create(null)
  for (const [name, value] of Object.entries(fields)) {
    const text = flat(value)
    if (text !== undefined) parameters[name] = text
  }
  return parameters
}

/** Whether a row with these columns can be a record. */
export function isKnownHeading(columns: readonly string[]): boolean {
  const fields: Fields = Object.create(null)
  for (const column of columns) fields[column.toLowerCase()] = ''
  return (
    hasAny(fields, 'auditdata', 'raweventdata') ||
    has(fields, 'operations', 'creationdate') ||
    KINDS.some(({ is }) => is(fields)) ||
    ASIDE.some(([, is]) => is(fields))
  )
}
