import type { Application, TenantEvent } from '../../record.ts'
import type { Severity } from '../../report.ts'
import { type ConnectorLife, isOpen } from '../connector.ts'
import { ADMIN_ROLES, EXCHANGE_PERMISSIONS, RESOURCES } from '../known.ts'
import { applicationOf, changed, operationOf } from '../ledger.ts'
import { actorName, guidIn } from '../principals.ts'
import type { RuleLife } from '../rule.ts'
import { duration, iso, listed, short } from '../words.ts'
import { tellingOf } from './header-removal.ts'
import { ownDomains } from './mail-rules.ts'
import {
  type Case,
  DAY,
  grouped,
  MINUTE,
  type Note,
  shifted,
  some,
  type TenantPattern,
  type TenantReporter,
} from './pattern.ts'

/** Steps that one actor takes within this time are one undertaking. */
const TOGETHER = 60 * MINUTE
/** Characters of a consent that are looked through. */
const CONSENT = 20_000

const KINDS = ['application', 'permission', 'role', 'credential'] as const
type Kind = (typeof KINDS)[number]

interface Step {
  kind: Kind
  event: TenantEvent
  /** Names of the permission or the role. */
  what: string
}

interface AppLife {
  key: string
  name: string
  steps: Step[]
  exported: Application[]
}

/** An application that was given all of Exchange: made, granted, made administrator and given a secret of its own. */
export const pattern: TenantPattern = {
  id: 'applications/exchange-administrator',
  title: 'An application was given power over all of Exchange',
  run(tenant, reporter) {
    const domains = ownDomains(tenant)
    const users = usersOfTools(tenant)
    for (const life of applicationLives(tenant)) judge(life, tenant, domains, users, reporter)
  },
}

/** Keys of the principals that made or deleted open connectors or rules which remove headers, or what may have been such. */
function usersOfTools({ rules, connectors }: Case): Set<string> {
  const users = new Set<string>()
  const add = ({ made, removed }: RuleLife | ConnectorLife): void => {
    for (const mark of [made, removed]) if (mark) users.add(mark.by)
  }
  for (const life of rules) if (tellingOf(life).length > 0 || (!life.made && life.removed)) add(life)
  for (const life of connectors) if (isOpen(life) || (!life.facts.known && life.removed)) add(life)
  return users
}

function applicationLives({ ledger }: Case): Iterable<AppLife> {
  const lives = new Map<string, AppLife>()
  const lifeOf = (ids: readonly (string | undefined)[], name: string | undefined): AppLife | undefined => {
    const key = ledger.principals.keyOf(ids, name)
    if (key === undefined) return undefined
    let life = lives.get(key)
    if (!life) lives.set(key, (life = { key, name: name ?? key, steps: [], exported: [] }))
    if (life.name === key && name) life.name = name
    return life
  }
  const roles: TenantEvent[] = []
  for (const event of ledger.events) {
    if (event.log !== 'directory' || event.succeeded === false) continue
    if (/^add (?:eligible )?member to role/.test(operationOf(event))) {
      roles.push(event)
      continue
    }
    const step = stepOf(event)
    if (!step) continue
    const { ids, name } = applicationOf(event)
    lifeOf(
      ids.filter((id) => id === undefined || !RESOURCES.has(id)),
      name && RESOURCES.has(name.toLowerCase()) ? undefined : name,
    )?.steps.push(step)
  }
  for (const application of ledger.applications)
    lifeOf([application.appId, guidIn(application.id)], application.name)?.exported.push(application)
  for (const event of roles) {
    const role = changed(event.changes, 'role.templateid', 'role.displayname')
      .concat(changed(event.changes, 'role.displayname'))
      .concat(
        event.targets
          .filter(({ type }) => type?.toLowerCase() === 'role')
          .flatMap(({ id, name }) => [id ?? '', name ?? '']),
      )
      .map((text) => ADMIN_ROLES.get(text.toLowerCase()))
      .find((text) => text !== undefined)
    if (role === undefined) continue
    if (
      event.targets.some(
        ({ type, id, name }) => /^(?:user|group)$/i.test(type ?? '') || `${id} ${name}`.includes('@'),
      )
    )
      continue
    const { ids, name } = applicationOf(event)
    const says = event.targets.some(({ type }) => /^serviceprincipal$/i.test(type ?? ''))
    // where the log does not say what was made administrator, it must be known as an application
    const key = ledger.principals.keyOf(ids, name)
    if (key !== undefined && (says || lives.has(key)))
      lifeOf(ids, name)?.steps.push({ kind: 'role', event, what: role })
  }
  for (const { steps } of lives.values())
    steps.sort(
      (a, b) => (a.event.time ?? Number.POSITIVE_INFINITY) - (b.event.time ?? Number.POSITIVE_INFINITY) || 0,
    )
  return lives.values()
}

const OPERATIONS: Record<string, Kind> = {
  'add application': 'application',
  'add service principal': 'application',
  'add service principal credentials': 'credential',
  'update application - certificates and secrets management': 'credential',
  'add app role assignment to service principal': 'permission',
  'consent to application': 'permission',
}

function stepOf(event: TenantEvent): Step | undefined {
  const kind = OPERATIONS[operationOf(event)]
  if (kind === undefined) return undefined
  const keys = event.changes.find(({ name }) => name.toLowerCase() === 'keydescription')
  // a secret that was taken away
  if (keys && !keys.new) return undefined
  if (kind !== 'permission') return { kind, event, what: '' }
  const what = [...changed(event.changes, 'approle.value'), ...changed(event.changes, 'approle.id')]
    .map((text) => EXCHANGE_PERMISSIONS.get(text.toLowerCase()))
    .find((text) => text !== undefined)
  if (what !== undefined) return { kind, event, what }
  const consent = event.changes.find(({ name }) => name.toLowerCase() === 'consentaction.permissions')?.new
  const named = /exchange\.manageasapp|full_access_as_app/i.exec((consent ?? '').slice(0, CONSENT))?.[0]
  return named === undefined
    ? undefined
    : { kind, event, what: EXCHANGE_PERMISSIONS.get(named.toLowerCase())! }
}

/** The most kinds of step that one actor took within an hour, with the steps. */
function bestUndertaking(steps: readonly Step[], { ledger }: Case): { kinds: Set<Kind>; steps: Step[] } {
  let best: { kinds: Set<Kind>; steps: Step[] } = { kinds: new Set(), steps: [] }
  const timed = steps.filter(({ event }) => event.time !== undefined)
  for (const own of grouped(timed, ({ event }) => ledger.principals.actorKey(event.actor)).values()) {
    const counts = new Map<Kind, number>()
    let start = 0
    for (const [end, step] of own.entries()) {
      counts.set(step.kind, (counts.get(step.kind) ?? 0) + 1)
      while (step.event.time! - own[start].event.time! > TOGETHER) {
        const { kind } = own[start++]
        const left = counts.get(kind)! - 1
        if (left === 0) counts.delete(kind)
        else counts.set(kind, left)
      }
      if (counts.size > best.kinds.size)
        best = { kinds: new Set(counts.keys()), steps: own.slice(start, end + 1) }
    }
  }
  return best
}

function judge(
  life: AppLife,
  tenant: Case,
  domains: ReadonlySet<string>,
  users: ReadonlySet<string>,
  reporter: TenantReporter,
): void {
  const { steps, exported, key } = life
  const has = new Set(steps.map(({ kind }) => kind))
  const held = exported.flatMap(({ permissions }) =>
    permissions.flatMap((name) => EXCHANGE_PERMISSIONS.get(name.toLowerCase()) ?? []),
  )
  const usedForMail = users.has(key)
  const namedAfterDomain = isNamedAfterDomain(life.name, domains)
  if (
    !has.has('permission') &&
    !has.has('role') &&
    held.length === 0 &&
    !(namedAfterDomain && has.has('application'))
  )
    return

  const { kinds, steps: together } = bestUndertaking(steps, tenant)
  const roles = steps.filter(({ kind }) => kind === 'role').map(({ what }) => what)
  let severity: Severity = 'low'
  let grade = 'alone'
  const both = kinds.has('permission') && kinds.has('role')
  if (KINDS.every((kind) => kinds.has(kind))) [severity, grade] = ['medium', 'complete']
  else if (both) [severity, grade] = ['medium', 'permission-and-role']
  const global = grade === 'complete' && roles.includes('Global Administrator')
  if (global || namedAfterDomain) severity = shifted(severity, 1)
  if (usedForMail) severity = shifted(severity, 1)

  const permissions = [...steps.filter(({ kind }) => kind === 'permission').map(({ what }) => what), ...held]
  const did = [
    has.has('application') && 'was registered',
    permissions.length > 0 && `was given ${listed(permissions)}`,
    roles.length > 0 && `was made ${listed(roles)}`,
    has.has('credential') && 'got a secret or certificate',
  ].filter((text) => text !== false)
  const [first] = together
  const took = first && together.at(-1)!.event.time! - first.event.time!
  const use = useOf(life, tenant)
  const late = lateCredential(exported)
  const name = short(life.name)
  reporter.find({
    severity,
    grade,
    summary: [
      `application ${name} ${listed(did, did.length)}`,
      late !== undefined && `got a new secret or certificate ${duration(late)} after it was registered`,
      kinds.size > 1 && `by ${actorName(first.event)} within ${duration(took!)}`,
      namedAfterDomain &&
        "named after the tenant's domain with three letters behind it, as those of the campaign of 2022",
      usedForMail &&
        `it then worked on open connectors, or on rules that remove headers${use.dormant === undefined ? '' : `, ${duration(use.dormant)} later`}`,
      usedForMail && use.onlyMail && 'and did nothing else that was logged',
      grade === 'complete' &&
        severity === 'medium' &&
        'an administrator who sets up automation does the same',
    ]
      .filter(Boolean)
      .join('; '),
    notes: [
      ...steps.map((step) => noteOfStep(step, name)),
      ...exported.map(({ place }, i): Note => {
        if (held.length === 0) return { time: undefined, place }
        const text = i === 0 ? `exported: application ${name} has the permission ${listed(held)}` : undefined
        return { time: undefined, place, text, step: 'permission' }
      }),
    ],
    data: {
      application: life.name,
      appId: key,
      steps: KINDS.filter((kind) => has.has(kind)),
      permissions: some(permissions),
      roles: some(roles),
      by: first ? actorName(first.event) : undefined,
      firstUsed: iso(use.first),
    },
  })
}

/** How long after its registration an exported application got the latest of its secrets, where that was another day. */
function lateCredential(exported: readonly Application[]): number | undefined {
  let late = 0
  for (const { created, credentials } of exported)
    if (created !== undefined) for (const time of credentials) late = Math.max(late, time - created)
  return late > DAY ? late : undefined
}

function noteOfStep({ kind, event, what }: Step, name: string): Note {
  const who = actorName(event)
  const text = {
    application: `${who} registered the application ${name} (${event.operation})`,
    permission: `${who} gave the application ${name} the permission ${what}`,
    role: `${who} made the application ${name} ${what}`,
    credential: `${who} gave the application ${name} a secret or certificate`,
  }[kind]
  return { time: event.time, place: event.place, text, step: kind }
}

/** When the application first did something, how long after it was set up, and whether it did nothing but rules and connectors. */
function useOf(
  { key, steps }: AppLife,
  { ledger, rules, connectors }: Case,
): {
  first?: number
  dormant?: number
  onlyMail: boolean
} {
  const activity = ledger.activity.get(key)
  if (!activity) return { onlyMail: false }
  const last = Math.max(...steps.map(({ event }) => event.time ?? Number.NEGATIVE_INFINITY))
  const { first, events } = activity
  let own = 0
  for (const life of [...rules, ...connectors])
    for (const mark of [life.made, ...life.changes, life.removed]) if (mark?.by === key) own++
  return {
    first,
    dormant: first !== undefined && first >= last && Number.isFinite(last) ? first - last : undefined,
    onlyMail: own > 0 && own === events,
  }
}

/** `contoso.example_xyz`, where contoso.example is a domain of the tenant, or looks like one and nothing is known of its domains. */
function isNamedAfterDomain(name: string, domains: ReadonlySet<string>): boolean {
  const [, domain] = /^([a-z0-9.-]{1,253})_[a-z]{3}$/i.exec(name) ?? []
  if (domain === undefined) return false
  const key = domain.toLowerCase()
  if (domains.has(key)) return true
  for (const own of domains) if (own.startsWith(`${key}.`)) return true
  return domains.size === 0 && key.includes('.')
}
