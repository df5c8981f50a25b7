/** The life of a rule or a connector: when it was made, changed and removed, and by whom. */

import type { Actor, Place, TenantEvent } from '../record.ts'
import type { Ledger } from './ledger.ts'
import { operationOf } from './ledger.ts'
import { actorName, guidIn } from './principals.ts'

/** One thing that was done to it. */
export interface Mark {
  time: number | undefined
  actor: Actor
  /** Key of the principal. */
  by: string
  /** What a person may be shown for it. */
  who: string
  place: Place
}

export interface Life<Facts> {
  name: string
  facts: Facts
  made: Mark | undefined
  changes: Mark[]
  removed: Mark | undefined
  /** Where exports have it. */
  exported: Place[]
  /** When it was made as an export says, and by whom. */
  exportedAs: { created: number | undefined; createdBy: string | undefined } | undefined
}

interface Exported {
  name: string
  id?: string
  place: Place
  created?: number
  createdBy?: string
}

export interface LifeKind<Facts, Export extends Exported> {
  /** Of the cmdlets, lower case. */
  noun: string
  exports: readonly Export[]
  noFacts(): Facts
  applyCmdlet(facts: Facts, event: TenantEvent, verb: string): void
  applyExport(facts: Facts, exported: Export): void
}

/** Lives in the order in which they begin; a name that is taken up again after its removal begins another. */
export function livesOf<Facts, Export extends Exported>(
  ledger: Ledger,
  kind: LifeKind<Facts, Export>,
): Life<Facts>[] {
  const lives: Life<Facts>[] = []
  /** The last life under each name. */
  const last = new Map<string, Life<Facts>>()
  const names = new Map<string, string>()
  for (const { id, name } of kind.exports) {
    const guid = guidIn(id)
    if (guid !== undefined) names.set(guid, name)
  }
  const begin = (key: string, name: string): Life<Facts> => {
    const life: Life<Facts> = {
      name,
      facts: kind.noFacts(),
      made: undefined,
      changes: [],
      removed: undefined,
      exported: [],
      exportedAs: undefined,
    }
    lives.push(life)
    last.set(key, life)
    return life
  }

  for (const event of ledger.events) {
    const [verb, noun] = operationOf(event).split('-')
    if (noun !== kind.noun || event.succeeded === false) continue
    const { parameters, object } = event
    // New- names it by a parameter, the others by what they are run on
    const given =
      (verb === 'new' && parameters.name) || object || parameters.identity || parameters.name || ''
    const name = names.get(guidIn(given) ?? '') ?? withoutTenant(given)
    const key = `${event.tenant ?? ''}\0${name.toLowerCase()}`
    const mark: Mark = {
      time: event.time,
      actor: event.actor,
      by: ledger.principals.actorKey(event.actor),
      who: actorName(event),
      place: event.place,
    }
    const open = last.get(key)
    if (verb === 'new') {
      // another log's word of the same thing
      if (open?.made && open.made.by === mark.by && open.made.time === mark.time) continue
      const life = open && !open.made && !open.removed && event.time === undefined ? open : begin(key, name)
      life.made = mark
      kind.applyCmdlet(life.facts, event, verb)
    } else if (verb === 'remove') {
      const life = open && !open.removed ? open : begin(key, name)
      life.removed = mark
    } else {
      const life = open && !open.removed ? open : begin(key, name)
      life.changes.push(mark)
      kind.applyCmdlet(life.facts, event, verb)
      // a rule that is called otherwise is the same rule
      if (parameters.name && parameters.name !== name) {
        last.set(`${event.tenant ?? ''}\0${parameters.name.toLowerCase()}`, life)
        life.name = parameters.name
      }
    }
  }

  // an export does not say whose it is: it is taken for that of the one tenant that has such a name
  const owners = new Map<string, Life<Facts> | null>()
  for (const [key, life] of last) {
    const name = key.slice(key.indexOf('\0') + 1)
    owners.set(name, owners.has(name) ? null : life)
  }
  for (const exported of kind.exports) {
    const name = exported.name.toLowerCase()
    const life = owners.get(name) ?? last.get(`\0${name}`) ?? begin(`\0${name}`, exported.name)
    life.exported.push(exported.place)
    life.exportedAs ??= { created: exported.created, createdBy: exported.createdBy }
    kind.applyExport(life.facts, exported)
  }
  return lives
}

/** `contoso.onmicrosoft.com\Test01` as `Test01` */
function withoutTenant(name: string): string {
  return name.slice(name.indexOf('\\') + 1)
}

/** When it began, as a log or an export says. */
export function begun({ made, exportedAs }: Life<unknown>): number | undefined {
  return made?.time ?? exportedAs?.created
}

/** Who made it, or else changed it first. */
export function maker({ made, changes }: Life<unknown>): Mark | undefined {
  return made ?? changes[0]
}

/** Milliseconds from its making to its removal, where both are known. */
export function lifetime({ made, removed }: Life<unknown>): number | undefined {
  if (made?.time === undefined || removed?.time === undefined) return undefined
  return removed.time - made.time
}

export function placesOf({ made, changes, removed, exported }: Life<unknown>): Place[] {
  return [made?.place, ...changes.map(({ place }) => place), removed?.place, ...exported].filter(
    (place) => place !== undefined,
  )
}
