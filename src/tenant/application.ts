/** Applications and service principals, as `Get-MgApplication`, `Get-MgServicePrincipal` and ScubaGear show them. */
import { timeOf } from './normalise.ts'
import type { Application } from './record.ts'
import { type Fields, fieldsOf, listOf, pick } from './values.ts'

/** Application permissions that exports name by their ids only. */
const PERMISSIONS = new Map([
  ['dc50a0fb-09a3-484d-be87-e023b12c6440', 'Exchange.ManageAsApp'],
  ['dc890d15-9560-4a4c-9b7f-a736ec74ec40', 'full_access_as_app'],
])

export function applicationOf(fields: Fields): Omit<Application, 'place'> {
  const credentials = [...listOf(fields.passwordcredentials), ...listOf(fields.keycredentials)]
  const ids = fieldsOf(fields.objectid)
  return {
    kind: 'application',
    name: pick(fields, 'displayname', 'appdisplayname') ?? '',
    id: pick(fields, 'id', 'objectid') ?? (ids && pick(ids, 'application', 'serviceprincipal')),
    appId: pick(fields, 'appid')?.toLowerCase(),
    created: timeOf(fields.createddatetime),
    permissions: [...new Set([...assigned(fields), ...required(fields), ...listed(fields)])],
    credentials: credentials
      .map((credential) => fieldsOf(credential) ?? {})
      .map(({ startdatetime, startdate }) => timeOf(startdatetime ?? startdate))
      .filter((time) => time !== undefined)
      .sort((a, b) => a - b),
  }
}

function permissionOf(id: string): string {
  return PERMISSIONS.get(id.toLowerCase()) ?? id.toLowerCase()
}

/** Of a service principal: what it was granted. */
function assigned(fields: Fields): string[] {
  return listOf(fields.approleassignments).flatMap((item) => {
    const id = pick(fieldsOf(item) ?? {}, 'approleid')
    return id === undefined ? [] : [permissionOf(id)]
  })
}

/** Of an application: what it asks for. */
function required(fields: Fields): string[] {
  return listOf(fields.requiredresourceaccess)
    .flatMap((resource) => listOf(fieldsOf(resource)?.resourceaccess))
    .flatMap((item) => {
      const access = fieldsOf(item) ?? {}
      const id = pick(access, 'id')
      return id !== undefined && pick(access, 'type')?.toLowerCase() === 'role' ? [permissionOf(id)] : []
    })
}

/** As ScubaGear lists them. */
function listed(fields: Fields): string[] {
  return listOf(fields.permissions).flatMap((item) => {
    const permission = fieldsOf(item) ?? {}
    const name = pick(permission, 'roledisplayname')
    return name !== undefined && pick(permission, 'roletype')?.toLowerCase() === 'application' ? [name] : []
  })
}

/** A grant of a permission (`Get-MgServicePrincipalAppRoleAssignment`), as the application that it was given to. */
export function grantedOf(fields: Fields): Omit<Application, 'place'> {
  return {
    kind: 'application',
    name: pick(fields, 'principaldisplayname') ?? '',
    id: pick(fields, 'principalid'),
    permissions: assigned({ approleassignments: [fields] }),
    credentials: [],
  }
}
