/** Who is who: one user or application has an object id, a client id, a name, and logs use now this and now that. */
import type { Actor, TenantEvent } from '../record.ts'
import { short } from './words.ts'

const GUID = /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/i

/** The id in `ServicePrincipal_<id>` and the like, in lower case. */
export function guidIn(text: string | undefined): string | undefined {
  return text === undefined ? undefined : GUID.exec(text.slice(0, 200))?.[0].toLowerCase()
}

export interface Principals {
  /** These ids are of one principal, which also goes by the name. */
  learn(ids: readonly (string | undefined)[], name?: string): void
  /** A key that all records on the principal share. */
  keyOf(ids: readonly (string | undefined)[], name?: string): string | undefined
  actorKey(actor: Actor): string
}

export function createPrincipals(): Principals {
  const parent = new Map<string, string>()
  /** By name in lower case, the id of who has it; null where several have. */
  const named = new Map<string, string | null>()

  const root = (id: string): string => {
    let at = id
    for (let next = parent.get(at); next !== undefined; next = parent.get(at)) {
      const above = parent.get(next)
      if (above !== undefined) parent.set(at, above)
      at = next
    }
    return at
  }
  const join = (a: string, b: string): void => {
    const [from, to] = [root(a), root(b)]
    if (from === to) return
    // the lesser stands for both, so that the order of the records does not matter
    if (from < to) parent.set(to, from)
    else parent.set(from, to)
  }
  const present = (ids: readonly (string | undefined)[]): string[] =>
    ids.filter((id) => id !== undefined && id !== '').map((id) => id!.toLowerCase())

  const principals: Principals = {
    learn(ids, name) {
      const [first, ...others] = present(ids)
      if (first === undefined) return
      for (const id of others) join(first, id)
      if (!name) return
      const key = name.toLowerCase()
      const known = named.get(key)
      if (known === undefined) named.set(key, first)
      else if (known !== null && root(known) !== root(first)) named.set(key, null)
    },
    keyOf(ids, name) {
      const [first] = present(ids)
      if (first !== undefined) return root(first)
      if (!name) return undefined
      const known = named.get(name.toLowerCase())
      return known ? root(known) : name.toLowerCase()
    },
    actorKey(actor) {
      const { ids, name } = identityOf(actor)
      return principals.keyOf(ids, name) ?? ''
    },
  }
  return principals
}

/** What an actor is known by. A user is not known by the application that it acted through. */
export function identityOf({ kind, id, name, appId }: Actor): { ids: (string | undefined)[]; name?: string } {
  if (kind === 'application') return { ids: [appId, guidIn(id)], name: name ?? id }
  const address = [name, id].find((text) => text?.includes('@'))
  return { ids: [address, guidIn(id)], name: id ?? name }
}

/** What a person may be shown for an actor. */
export function actorName({ actor }: Pick<TenantEvent, 'actor'>): string {
  return short(actor.name ?? actor.id ?? actor.appId ?? 'nobody that the log names')
}
