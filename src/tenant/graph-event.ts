/** Sign-ins and directory audits of Microsoft Graph, and the rows that Azure Monitor and Log Analytics make of them. */
import { nameTarget } from './identity.ts'
import { addressOf, isGuid, operationName, outcome, timeOf, unquote } from './normalise.ts'
import type { UnplacedEvent } from './reading.ts'
import type { Actor, Change, Target } from './record.ts'
import { type Fields, fieldsOf, listOf, named, pick, textOf } from './values.ts'

const EMPTY: Fields = Object.freeze(Object.create(null))
/** What Azure Monitor calls a sign-in, which Graph has no name for. */
const SIGN_IN = 'Sign-in activity'

/** `outer` is the Azure Monitor record around the event. Undefined where nothing says what was done. */
export function directoryEvent(audit: Fields, outer: Fields = EMPTY): UnplacedEvent | undefined {
  const operation = operationName(
    pick(audit, 'activitydisplayname', 'operationname') ?? pick(outer, 'operationname') ?? '',
  )
  if (operation === '') return undefined
  const by = fieldsOf(audit.initiatedby) ?? EMPTY
  const user = fieldsOf(by.user)
  const details = named(audit.additionaldetails)
  const targets: Target[] = []
  const changes: Change[] = []
  for (const item of listOf(audit.targetresources)) {
    const target = fieldsOf(item)
    if (target === undefined) continue
    targets.push({
      type: pick(target, 'type'),
      id: pick(target, 'id'),
      name: pick(target, 'displayname', 'userprincipalname'),
    })
    for (const property of listOf(target.modifiedproperties)) {
      const fields = fieldsOf(property)
      const name = fields && pick(fields, 'displayname', 'name')
      if (name !== undefined)
        changes.push({ name, old: unquote(fields!.oldvalue), new: unquote(fields!.newvalue) })
    }
  }
  nameTarget(targets, details)
  return {
    kind: 'event',
    id: pick(audit, 'id'),
    log: 'directory',
    time: timeOf(audit.activitydatetime) ?? timeOf(audit.timegenerated) ?? timeOf(outer.time),
    operation,
    succeeded: outcome(pick(audit, 'result') ?? pick(outer, 'result', 'resulttype')),
    tenant: tenantOf(audit, outer),
    actor: initiator(user, fieldsOf(by.app)),
    ip: addressOf(
      (user && pick(user, 'ipaddress')) ?? pick(audit, 'ipaddress') ?? pick(outer, 'calleripaddress'),
    ),
    userAgent: pick(details, 'user-agent', 'useragent'),
    parameters: Object.create(null),
    changes,
    targets,
  }
}

function initiator(user: Fields | undefined, app: Fields | undefined): Actor {
  const client = app && pick(app, 'appid')
  const through = isGuid(client) ? client!.toLowerCase() : undefined
  const userId = user && pick(user, 'id')
  const name = user && pick(user, 'userprincipalname', 'displayname')
  if (userId !== undefined || name !== undefined) return { kind: 'user', id: userId, name, appId: through }
  if (app === undefined) return { kind: 'unknown', appId: through }
  return {
    kind: 'application',
    id: pick(app, 'serviceprincipalid'),
    name: pick(app, 'displayname', 'serviceprincipalname'),
    appId: through,
  }
}

export function signInEvent(signIn: Fields, outer: Fields = EMPTY): UnplacedEvent {
  const error = errorOf(signIn, outer)
  const principal = pick(signIn, 'serviceprincipalid')
  const userId = pick(signIn, 'userid')
  const name = pick(signIn, 'userprincipalname')
  const appId = pick(signIn, 'appid')?.toLowerCase()
  const isUser = userId !== undefined || name !== undefined
  const requirement = pick(signIn, 'authenticationrequirement')?.toLowerCase()
  return {
    kind: 'event',
    id: pick(signIn, 'id'),
    log: 'sign-in',
    time: timeOf(signIn.createddatetime) ?? timeOf(signIn.timegenerated) ?? timeOf(outer.time),
    operation: SIGN_IN,
    succeeded: error === undefined ? undefined : error === 0,
    tenant: tenantOf(signIn, outer),
    actor: isUser
      ? { kind: 'user', id: userId, name, appId }
      : {
          kind: principal === undefined ? 'unknown' : 'application',
          id: principal,
          name: pick(signIn, 'serviceprincipalname'),
          appId,
        },
    ip: addressOf(pick(signIn, 'ipaddress') ?? pick(outer, 'calleripaddress')),
    userAgent: pick(signIn, 'useragent'),
    parameters: Object.create(null),
    changes: [],
    targets: [],
    signIn: {
      appId,
      resourceId: [signIn.resourceidentity, signIn.resourceid].map(textOf).find(isGuid)?.toLowerCase(),
      error,
      singleFactor: requirement === undefined ? undefined : requirement === 'singlefactorauthentication',
    },
  }
}

function errorOf(signIn: Fields, outer: Fields): number | undefined {
  const status = fieldsOf(signIn.status)
  const code =
    (status && pick(status, 'errorcode')) ?? pick(signIn, 'resulttype') ?? pick(outer, 'resulttype')
  return code !== undefined && /^\d{1,9}$/.test(code) ? Number(code) : undefined
}

/** `TenantId` of a row of Log Analytics is the workspace, that of Azure Monitor the tenant. */
function tenantOf(inner: Fields, outer: Fields): string | undefined {
  return (
    pick(inner, 'aadtenantid', 'resourcetenantid', 'hometenantid') ?? pick(outer, 'tenantid')
  )?.toLowerCase()
}
