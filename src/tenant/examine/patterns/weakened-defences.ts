import type { TenantEvent } from '../../record.ts'
import type { Severity } from '../../report.ts'
import { operationOf } from '../ledger.ts'
import { actorName } from '../principals.ts'
import { short } from '../words.ts'
import { grouped, type TenantPattern } from './pattern.ts'

interface Kind {
  severity: Severity
  grade: string
  /** What was done, or undefined where the cmdlet did something else. */
  what(event: TenantEvent): string | undefined
}

const isFalse = (value: string | undefined): boolean => /^\$?false$/i.test(value ?? '')
const isTrue = (value: string | undefined): boolean => /^\$?true$/i.test(value ?? '')

/** By cmdlet, in lower case. */
const KINDS: Record<string, Kind> = {
  'set-dkimsigningconfig': {
    severity: 'low',
    grade: 'dkim-off',
    what: ({ parameters, object }) =>
      isFalse(parameters.enabled)
        ? `stopped signing mail of ${short(object || 'a domain')} with DKIM`
        : undefined,
  },
  'set-hostedconnectionfilterpolicy': {
    severity: 'low',
    grade: 'allow-list',
    what({ parameters }) {
      if (isTrue(parameters.enablesafelist))
        return 'let mail from addresses on the safe list past the spam filter'
      const list = parameters.ipallowlist ?? ''
      // an empty list takes addresses away
      return /[0-9a-f]/i.test(list.replace(/^@\{remove=.*/i, ''))
        ? `let mail from ${short(list)} past the spam filter`
        : undefined
    },
  },
  'set-adminauditlogconfig': {
    severity: 'medium',
    grade: 'audit-off',
    what: ({ parameters }) =>
      isFalse(parameters.unifiedauditlogingestionenabled) || isFalse(parameters.adminauditlogenabled)
        ? 'switched the audit log off'
        : undefined,
  },
  'new-managementroleassignment': {
    severity: 'info',
    grade: 'role-to-application',
    what: ({ parameters }) =>
      parameters.app
        ? `gave application ${short(parameters.app)} the role ${short(parameters.role ?? 'that is not told')}`
        : undefined,
  },
  'add-rolegroupmember': {
    severity: 'info',
    grade: 'organization-management',
    what: ({ parameters, object }) =>
      /organization management/i.test(`${object} ${parameters.identity}`)
        ? `added ${short(parameters.member ?? 'a member')} to Organization Management`
        : undefined,
  },
}

/** Settings that keep a tenant's mail from being abused, turned down; each is done for honest reasons, too. */
export const pattern: TenantPattern = {
  id: 'settings/weakened',
  title: 'A setting that protects mail or its log was turned down',
  run({ ledger }, reporter) {
    const done = ledger.events.flatMap((event) => {
      if (event.succeeded === false || event.actor.kind === 'system') return []
      const operation = operationOf(event)
      const kind = Object.hasOwn(KINDS, operation) ? KINDS[operation] : undefined
      const what = kind?.what(event)
      return kind && what !== undefined ? [{ event, kind, what, who: actorName(event) }] : []
    })
    for (const same of grouped(done, ({ who, what }) => `${who}\0${what}`).values()) {
      const [{ kind, what, who, event }] = same
      reporter.find({
        severity: kind.severity,
        grade: kind.grade,
        summary: `${who} ${what}${same.length > 1 ? `, ${same.length} times` : ''}`,
        notes: same.map(({ event: { time, place } }, i) => ({
          time,
          place,
          text: i === 0 ? `${who} ${what}` : undefined,
        })),
        data: { by: who, operation: event.operation, times: same.length },
      })
    }
  },
}
