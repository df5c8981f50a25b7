import type { Severity } from '../../report.ts'
import { maker, placesOf } from '../life.ts'
import { identityOf } from '../principals.ts'
import { actsOnAll, isIdle, type RuleLife } from '../rule.ts'
import { listed, short } from '../words.ts'
import { type Case, type Note, noteOf, shifted, some, type TenantPattern } from './pattern.ts'

const SEPARATOR = /[\s;,<>"'{}[\]]/

/** Mail addresses in a list of recipients. */
const addressesIn = (text: string): string[] => text.split(SEPARATOR).filter((item) => item.includes('@'))
const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1).toLowerCase()
const WORDS: Record<string, string> = {
  redirectmessageto: 'redirects',
  blindcopyto: 'secretly copies',
  copyto: 'copies',
  addtorecipients: 'copies',
}

/** Rules with another effect on mail that an intruder is glad of. */
export const pattern: TenantPattern = {
  id: 'rules/mail-diverted',
  title: 'A mail flow rule sends mail elsewhere, or lets all mail pass the spam filter',
  run(tenant, reporter) {
    const own = ownDomains(tenant)
    for (const life of tenant.rules) {
      const found = [...bypass(life), ...diversions(life, own)]
      const who = maker(life)
      for (const { severity, grade, what } of found)
        reporter.find({
          severity: isIdle(life) ? shifted(severity, -1) : severity,
          grade,
          summary: `rule ${short(life.name)} ${what}${who ? `; made by ${who.who}` : ''}`,
          notes: notes(life, what),
          data: { rule: life.name, conditions: some([...life.facts.conditions].sort()), by: who?.who },
        })
    }
  },
}

interface Effect {
  severity: Severity
  grade: string
  what: string
}

function* bypass(life: RuleLife): Generator<Effect> {
  if (life.facts.scl === '-1' && actsOnAll(life))
    yield {
      severity: 'medium',
      grade: 'no-spam-filter',
      what: 'sets the spam confidence level of all mail to -1',
    }
}

function* diversions(life: RuleLife, own: ReadonlySet<string>): Generator<Effect> {
  for (const [action, to] of life.facts.sends) {
    const addresses = addressesIn(to)
    // where nothing is known of the tenant's domains, none is known to be another's
    const outside = own.size === 0 ? [] : addresses.filter((address) => !own.has(domainOf(address)))
    const all = actsOnAll(life)
    // inside the tenant, and under conditions, it is everyday work
    if (!all && outside.length === 0) continue
    const where = outside.length > 0 ? ' outside the tenant' : ''
    yield {
      severity: all && (outside.length > 0 || action === 'redirectmessageto') ? 'medium' : 'low',
      grade: all ? 'all-mail' : 'some-mail',
      what: `${WORDS[action]} ${all ? 'all mail' : `mail that meets ${listed(life.facts.conditions)}`} to ${to === '' ? 'an address that the export does not name' : listed(addresses) || short(to)}${where}`,
    }
  }
}

/** Domains that users of the tenant sign in with. */
export function ownDomains({ ledger }: Case): Set<string> {
  const domains = new Set<string>()
  for (const { actor } of [...ledger.events, ...ledger.signIns]) {
    if (actor.kind !== 'user') continue
    const [address] = identityOf(actor).ids
    // a guest is named after a domain that is not the tenant's
    if (address && !/#ext#/i.test(address)) domains.add(domainOf(address))
  }
  return domains
}

function notes(life: RuleLife, what: string): Note[] {
  const who = maker(life)
  return [
    ...(who ? [noteOf(who, `${who.who} made the rule ${short(life.name)}, which ${what}`)] : []),
    ...(life.removed ? [noteOf(life.removed, `${life.removed.who} deleted rule ${short(life.name)}`)] : []),
    ...placesOf(life)
      .filter((place) => place !== who?.place && place !== life.removed?.place)
      .map((place) => ({ time: undefined, place })),
  ]
}
