import type { Severity } from '../../report.ts'
import { type ConnectorLife, isHybrid, isOpen } from '../connector.ts'
import { CONNECTOR_NAME_2022 } from '../known.ts'
import { begun, lifetime, maker, placesOf } from '../life.ts'
import { duration, iso, listed, short } from '../words.ts'
import { DAY, MINUTE, type Note, shifted, some, type TenantPattern, type TenantReporter } from './pattern.ts'

/** A connector that is gone so soon was made for one use. */
const BRIEF = 14 * DAY
/** So short a time is enough to try something out, and not for a mailing. */
const TEST = 10 * MINUTE

export const pattern: TenantPattern = {
  id: 'connectors/open-inbound',
  title: 'A connector lets mail from outside pass through the tenant',
  run({ connectors }, reporter) {
    for (const life of connectors) judge(life, reporter)
  },
}

function judge(life: ConnectorLife, reporter: TenantReporter): void {
  const { facts, name } = life
  const who = maker(life)
  const lived = lifetime(life)
  const named = CONNECTOR_NAME_2022.test(name)
  const byApplication = [life.made, ...life.changes].some((mark) => mark?.actor.kind === 'application')
  const harmless = harmlessOf(life, named, byApplication)
  if (harmless) {
    const [reason, why] = harmless
    reporter.dismiss({ reason, summary: `connector ${short(name)} ${why}`, places: placesOf(life) })
    return
  }
  const open = isOpen(life)
  if (!open && !named && !byApplication) return
  const brief = lived !== undefined && lived <= BRIEF
  let [severity, grade]: [Severity, string] = ['low', 'open']
  // its removal, or a change to it, is all that was seen
  if (!facts.known) [severity, grade] = ['low', named ? 'named' : 'changed-by-application']
  else if (byApplication)
    [severity, grade] = open ? ['high', 'open-by-application'] : ['medium', 'by-application']
  else if (open && brief) [severity, grade] = ['medium', 'open-and-brief']
  if (named) severity = shifted(severity, 1)
  const parts = [
    open &&
      `lets mail of any sender through from ${listed(facts.senderAddresses) || 'anywhere'}, without a certificate`,
    !open &&
      facts.known &&
      `takes mail over from ${listed([...facts.senderAddresses, ...facts.senderDomains]) || 'outside'}`,
    byApplication &&
      `was ${who === life.made && who?.actor.kind === 'application' ? 'made' : 'changed'} by an application rather than a person`,
    brief && `was deleted after ${duration(lived)}`,
    named && 'has a name like those of the campaign of 2022',
  ].filter(Boolean)
  find(life, { severity, grade }, parts.join('; '), reporter)
}

/** Why nothing is to be said of it: a stable word, and a sentence. */
function harmlessOf(
  life: ConnectorLife,
  named: boolean,
  byApplication: boolean,
): [string, string] | undefined {
  const { certificate, requireTls, restrictsToAddresses, senderAddresses, known } = life.facts
  const lived = lifetime(life)
  if (isHybrid(life))
    return ['hybrid-wizard', `is the hybrid wizard's, and asks for the certificate ${short(certificate!)}`]
  if (named || !known) return undefined
  if (requireTls === true && certificate !== undefined)
    return ['gateway', `asks for the certificate ${short(certificate)}, as connectors of gateways do`]
  if (byApplication) return undefined
  if (requireTls === true && restrictsToAddresses === true)
    return [
      'gateway',
      `takes mail over TLS only, from ${listed(senderAddresses)}, as connectors of gateways do`,
    ]
  if (isOpen(life) && lived !== undefined && lived <= TEST)
    return [
      'test',
      `was deleted ${duration(lived)} after it was made: long enough for a test, not for a mailing`,
    ]
  return undefined
}

function find(
  life: ConnectorLife,
  { severity, grade }: { severity: Severity; grade: string },
  what: string,
  reporter: TenantReporter,
): void {
  const { facts, made, removed, changes, exported } = life
  const name = short(life.name)
  const notes: Note[] = [
    ...(made
      ? [
          {
            ...made,
            text: `${made.who} made the connector ${name}: ${scope(life)}`,
            step: 'connector' as const,
          },
        ]
      : []),
    ...changes.map((mark) => ({
      ...mark,
      text: `${mark.who} changed connector ${name}`,
      step: 'connector' as const,
    })),
    ...(removed
      ? [
          {
            ...removed,
            text: `${removed.who} deleted connector ${name}`,
          },
        ]
      : []),
    ...exported.map((place) => ({
      place,
      time: made ? undefined : life.exportedAs?.created,
      text: made ? undefined : `connector ${name}: ${scope(life)}`,
      step: 'connector' as const,
    })),
  ]
  const who = maker(life) ?? removed
  reporter.find({
    severity,
    grade,
    summary: `connector ${name} ${what}`,
    notes,
    data: {
      connector: life.name,
      type: facts.type,
      senderAddresses: some(facts.senderAddresses),
      senderDomains: some(facts.senderDomains),
      by: who?.who,
      made: iso(begun(life)),
      deleted: iso(removed?.time),
    },
  })
}

function scope({ facts }: ConnectorLife): string {
  return `${facts.type ?? 'its type is not told'}, from ${listed(facts.senderAddresses) || 'any address'}, for ${listed(facts.senderDomains) || 'any domain'}`
}
