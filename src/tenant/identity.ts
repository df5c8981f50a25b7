/** Actor and Target of directory records in the Unified Audit Log: several identifiers of one identity, in one list. */
import { isGuid } from './normalise.ts'
import type { Target } from './record.ts'
import { type Fields, fieldsOf, listOf, pick } from './values.ts'

export interface Identity {
  /** `User`, `ServicePrincipal`, `Application` and the like. */
  type?: string
  /** Object id. */
  id?: string
  name?: string
  /** User principal name. */
  upn?: string
  /** Client id of an application: of the identity itself, or of the one that it acted through. */
  appId?: string
}

const PREFIXED = /^([A-Z]+)_([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})$/i
/** Identities of one list. */
const MOST = 100

/** Types of identifiers: 0 claim, 1 name, 2 other, 3 PUID, 4 SPN, 5 UPN. */
const NAME = '1'
const PUID = '3'
const SPN = '4'
const UPN = '5'

export function identities(value: unknown): Identity[] {
  const found: Identity[] = []
  /** GUIDs that no type stands before. */
  let loose: string[] = []
  let current: Identity = {}
  const close = (): void => {
    const others = loose.filter((id) => id !== current.id)
    current.id ??= others.shift()
    current.appId ??= others[0]
    if (current.id !== undefined || current.name !== undefined || current.upn !== undefined)
      found.push(current)
    current = {}
    loose = []
  }
  for (const item of listOf(value)) {
    const fields = fieldsOf(item)
    const id = fields && pick(fields, 'id')
    if (id === undefined) continue
    const type = pick(fields!, 'type')
    const prefixed = PREFIXED.exec(id)
    if (prefixed) {
      if (current.type !== undefined && current.id !== undefined) close()
      current.type = prefixed[1]
      current.id = prefixed[2].toLowerCase()
    } else if (type === UPN) current.upn ??= id
    else if (type === NAME) current.name ??= id
    else if (type === SPN) current.appId ??= id.split(';', 20).find(isGuid)?.toLowerCase()
    else if (isGuid(id)) loose.push(id.toLowerCase())
    else if (type !== PUID && current.type === undefined && /^[A-Z][A-Za-z]+$/.test(id)) current.type = id
    if (found.length >= MOST) break
  }
  close()
  return found
}

const APPLICATIONS = new Set(['application', 'serviceprincipal'])

/** `AppId` of the additional details is that of the application that something was done to. */
export function nameTarget(targets: Target[], details: Fields): void {
  const appId = pick(details, 'appid')
  const [target, ...others] = targets.filter(({ type }) => APPLICATIONS.has(type?.toLowerCase() ?? ''))
  if (isGuid(appId) && target !== undefined && others.length === 0) target.appId ??= appId!.toLowerCase()
}
