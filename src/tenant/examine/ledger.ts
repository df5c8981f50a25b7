/** The records that matter to patterns, each once and in the order of time, whatever files they came from. */
import { fillLimits } from '../../util/arguments.ts'
import type {
  Application,
  Change,
  InboundConnector,
  Place,
  TenantEvent,
  TenantRecord,
  TransportRule,
  Unread,
} from '../record.ts'
import { type Coverage, SOURCES, type Source, type TenantLimitHit, type UnreadCount } from '../report.ts'
import { createPrincipals, guidIn, identityOf, type Principals } from './principals.ts'
import { iso } from './words.ts'

export interface ExamineLimits {
  /** Events other than sign-ins that are kept, of those that patterns look at. */
  events: number
  /** Sign-ins that are kept. */
  signIns: number
  /** Rules, connectors and applications of exports that are kept. */
  exports: number
  /** Findings, and dismissals, of one pattern. */
  findings: number
}

export const DEFAULT_EXAMINE_LIMITS: Readonly<ExamineLimits> = {
  events: 200_000,
  signIns: 500_000,
  exports: 100_000,
  findings: 1000,
}

/** @throws TypeError or RangeError naming the limit that is wrong. */
export function resolveExamineLimits(given?: Partial<ExamineLimits>): ExamineLimits {
  return fillLimits(DEFAULT_EXAMINE_LIMITS, given)
}

/** What a principal did over all, whether or not it is kept. */
export interface Activity {
  events: number
  first: number | undefined
}

export interface Ledger {
  /** Those that patterns look at but sign-ins, in the order of time; those without a time come last. */
  events: TenantEvent[]
  /** In the order of time; those without a time are left out. */
  signIns: (TenantEvent & { time: number })[]
  rules: TransportRule[]
  connectors: InboundConnector[]
  applications: Application[]
  principals: Principals
  /** By the key of the principal. */
  activity: ReadonlyMap<string, Activity>
  tenants: string[]
  coverage: Record<Source, Coverage>
  /** Whether a log of cmdlets was given, and not of mailboxes alone. */
  hasCmdlets: boolean
  copies: number
  untimed: number
  unread: UnreadCount[]
  limits: ExamineLimits
  hits: TenantLimitHit[]
}

/** Cmdlets whose use patterns look at. */
const CMDLETS =
  /^(?:new|set|remove|enable|disable|add)-(?:transportrule|(?:in|out)boundconnector|dkimsigningconfig|hostedconnectionfilterpolicy|managementroleassignment|rolegroupmember|adminauditlogconfig)$/i
const CMDLET = /^[a-z]{2,20}-[a-z]{2,80}$/i
/** Directory operations that patterns look at. */
const DIRECTORY = new Set([
  'add application',
  'add service principal',
  'add service principal credentials',
  'update application - certificates and secrets management',
  'add app role assignment to service principal',
  'consent to application',
  'add member to role',
  'add eligible member to role',
  'add member to role in pim completed (permanent)',
  'add member to role in pim completed (timebound)',
  'remove service principal',
  'delete application',
  'hard delete application',
])
/** Principals whose activity is counted, and tenants that are named. */
const MOST_PRINCIPALS = 200_000
const MOST_TENANTS = 1000
/** Reasons for which something was not read, that are told. */
const MOST_REASONS = 1000

export const operationOf = ({ operation }: TenantEvent): string => operation.trim().toLowerCase()

const LOG_SOURCE = {
  exchange: 'exchangeLog',
  directory: 'directoryLog',
  'sign-in': 'signInLog',
  other: 'otherLog',
} as const satisfies Record<TenantEvent['log'], Source>

function isLookedAt(event: TenantEvent): boolean {
  if (event.log === 'directory') return DIRECTORY.has(operationOf(event))
  return CMDLETS.test(event.operation)
}

/** Takes records in any order, and sorts them when all are in. */
export interface Gathering {
  add(record: TenantRecord | Unread): void
  ledger(): Ledger
}

export function createGathering(limits: ExamineLimits): Gathering {
  const counts = Object.fromEntries(
    SOURCES.map((source) => [
      source,
      { records: 0, from: Number.POSITIVE_INFINITY, to: Number.NEGATIVE_INFINITY },
    ]),
  ) as Record<Source, { records: number; from: number; to: number }>
  const events: TenantEvent[] = []
  const signIns: TenantEvent[] = []
  const rules: TransportRule[] = []
  const connectors: InboundConnector[] = []
  const applications: Application[] = []
  /** Where the first of each id is kept. */
  const seen = new Map<string, number>()
  const tenants = new Set<string>()
  const omitted = { events: 0, signIns: 0, exports: 0 }
  const raw = new Map<string, { event: TenantEvent; events: number; first: number | undefined }>()
  const unread = new Map<string, UnreadCount>()
  let copies = 0
  let untimed = 0
  let hasCmdlets = false

  const keep = <T>(kept: T[], record: T, limit: keyof typeof omitted, room: number): void => {
    if (room < limits[limit]) kept.push(record)
    else omitted[limit]++
  }
  const countActivity = (event: TenantEvent): void => {
    const { kind, id, name, appId } = event.actor
    if (kind === 'system') return
    const key = `${kind} ${kind === 'application' ? appId : ''} ${id} ${name}`
    const known = raw.get(key)
    if (known) {
      known.events++
      known.first = least(known.first, event.time)
    } else if (raw.size < MOST_PRINCIPALS) raw.set(key, { event, events: 1, first: event.time })
  }
  const addEvent = (event: TenantEvent): void => {
    const isSignIn = event.log === 'sign-in'
    const lookedAt = isSignIn ? event.time !== undefined : isLookedAt(event)
    if (event.log === 'exchange' && CMDLET.test(event.operation)) hasCmdlets = true
    const list: TenantEvent[] = isSignIn ? signIns : events
    if (lookedAt && event.id !== undefined) {
      const key = `${event.log} ${event.id.toLowerCase()}`
      const index = seen.get(key)
      if (index !== undefined) {
        copies++
        // of copies the one in the first place stands for all, whichever was read first
        if (byPlace(event.place, list[index].place) < 0) list[index] = event
        return
      }
      // what is not kept is not remembered either
      if (list.length < limits[isSignIn ? 'signIns' : 'events']) seen.set(key, list.length)
    }
    const count = counts[LOG_SOURCE[event.log]]
    count.records++
    if (event.time === undefined) untimed++
    else {
      count.from = Math.min(count.from, event.time)
      count.to = Math.max(count.to, event.time)
    }
    if (event.tenant && tenants.size < MOST_TENANTS) tenants.add(event.tenant)
    if (!isSignIn) countActivity(event)
    if (lookedAt) keep(list, event, isSignIn ? 'signIns' : 'events', list.length)
  }
  const addExport = <T extends TransportRule | InboundConnector | Application>(
    kept: T[],
    record: T,
    source: Source,
  ): void => {
    counts[source].records++
    keep(kept, record, 'exports', rules.length + connectors.length + applications.length)
  }
  const addUnread = ({ reason, place }: Unread): void => {
    const known = unread.get(reason)
    if (known) {
      known.records++
      if (byPlace(place, known.first) < 0) known.first = place
    } else if (unread.size < MOST_REASONS) unread.set(reason, { reason, records: 1, first: place })
  }

  const ledger = (): Ledger => {
    const sorted = <T extends { time?: number; place: Place }>(records: readonly T[]): T[] =>
      [...records].sort(byTime)
    const kept = {
      events: sorted(events),
      // those without a time are not among them
      signIns: sorted(signIns) as Ledger['signIns'],
      rules: sorted(rules),
      connectors: sorted(connectors),
      applications: sorted(applications),
    }
    const principals = createPrincipals()
    for (const event of kept.events) learnFrom(event, principals)
    for (const { id, appId, name } of kept.applications) principals.learn([appId, guidIn(id)], name)
    return {
      ...kept,
      principals,
      activity: joined(raw.values(), principals),
      tenants: [...tenants].sort(),
      coverage: Object.fromEntries(
        SOURCES.map((source) => {
          const { records, from, to } = counts[source]
          return [source, from <= to ? { records, from: iso(from), to: iso(to) } : { records }]
        }),
      ) as Record<Source, Coverage>,
      hasCmdlets,
      copies,
      untimed,
      unread: [...unread.values()].sort((a, b) => byPlace(a.first, b.first)),
      limits,
      hits: Object.entries(omitted)
        .filter(([, count]) => count > 0)
        .map(([limit, count]) => ({ limit, value: limits[limit as keyof typeof omitted], omitted: count })),
    }
  }
  return {
    add(record) {
      if (record.kind === 'event') addEvent(record)
      else if (record.kind === 'transport-rule') addExport(rules, record, 'transportRules')
      else if (record.kind === 'inbound-connector') addExport(connectors, record, 'inboundConnectors')
      else if (record.kind === 'application') addExport(applications, record, 'applications')
      else if (record.kind === 'unread') addUnread(record)
    },
    ledger,
  }
}

function least(a: number | undefined, b: number | undefined): number | undefined {
  if (a === undefined || b === undefined) return a ?? b
  return Math.min(a, b)
}

/** By time, then by place; what has no time comes last. */
function byTime(a: { time?: number; place: Place }, b: { time?: number; place: Place }): number {
  const times = (a.time ?? Number.POSITIVE_INFINITY) - (b.time ?? Number.POSITIVE_INFINITY)
  // two without a time give NaN
  return times || byPlace(a.place, b.place)
}

export function byPlace(a: Place, b: Place): number {
  if (a.path !== b.path) return a.path < b.path ? -1 : 1
  return a.record - b.record || a.start - b.start
}

function joined(
  raw: Iterable<{ event: TenantEvent; events: number; first: number | undefined }>,
  principals: Principals,
): Map<string, Activity> {
  const activity = new Map<string, Activity>()
  for (const { event, events, first } of raw) {
    const key = principals.actorKey(event.actor)
    const known = activity.get(key)
    activity.set(key, {
      events: events + (known?.events ?? 0),
      first: least(known?.first, first),
    })
  }
  return activity
}

/** The new value of the change that has one of these names, in a list of none or one. */
export function changed(changes: readonly Change[], ...names: string[]): string[] {
  const value = changes.find(({ name }) => names.includes(name.toLowerCase()))?.new
  return value ? [value] : []
}

/** The ids and names of the application that a directory operation was about. */
export function applicationOf(event: TenantEvent): { ids: (string | undefined)[]; name?: string } {
  const { changes, targets } = event
  const ids = changed(
    changes,
    'appid',
    'appprincipalid',
    'serviceprincipal.appid',
    'serviceprincipal.name',
  ).concat(changed(changes, 'serviceprincipal.objectid'))
  const [name] = changed(changes, 'displayname', 'serviceprincipal.displayname')
  // a grant names its resource as target, and the application that got it among the changes
  if (operationOf(event) === 'add app role assignment to service principal' && ids.length > 0)
    return { ids: ids.map(guidIn), name }
  const own = targets.filter(
    ({ type }) => type === undefined || /^(?:application|serviceprincipal|other)$/i.test(type),
  )
  return {
    ids: [...ids, ...own.flatMap(({ id, appId }) => [id, appId])].map(guidIn),
    name: name ?? own.find((target) => target.name && !target.name.includes('@'))?.name,
  }
}

function learnFrom(event: TenantEvent, principals: Principals): void {
  const { ids, name } = identityOf(event.actor)
  principals.learn(ids, event.actor.kind === 'application' ? name : undefined)
  if (event.log !== 'directory') return
  const application = applicationOf(event)
  principals.learn(application.ids, application.name)
}
