/** Which steps of the attack the records show, and of which they can tell nothing. */

import { plural } from '../../plural.ts'
import type { AttackStep, Moment, StepId } from '../report.ts'
import { STEPS } from '../report.ts'
import type { Ledger } from './ledger.ts'
import type { Life } from './life.ts'
import type { Case } from './patterns/pattern.ts'

interface StepKind {
  title: string
  log: 'signInLog' | 'directoryLog' | 'exchangeLog' | undefined
  /** Why nothing is known where no such log was given. */
  otherwise: string
  /** Why nothing is known although one was. */
  hidden?(tenant: Case): string | undefined
}

const NO_SIGN_INS = { log: 'signInLog', otherwise: 'no sign-in log is in these files' } as const
const NO_DIRECTORY = { log: 'directoryLog', otherwise: 'no directory audit log is in these files' } as const
const NO_CMDLETS = { log: 'exchangeLog', otherwise: 'no log of Exchange cmdlets is in these files' } as const

/** Things whose deletion is all that is known of them. */
function onlyDeleted(lives: readonly Life<unknown>[], noun: string): string | undefined {
  const count = lives.filter(
    ({ made, changes, removed, exported }) => removed && !made && changes.length + exported.length === 0,
  ).length
  return count > 0 ? `of ${plural(count, noun)} nothing but the deletion is in these files` : undefined
}

const KINDS: Record<StepId, StepKind> = {
  'password-guessing': { title: 'Passwords were tried over many users', ...NO_SIGN_INS },
  'sign-in': { title: 'One that was tried was right', ...NO_SIGN_INS },
  application: { title: 'An application for Exchange was registered', ...NO_DIRECTORY },
  permission: { title: 'It was given all of Exchange', ...NO_DIRECTORY },
  role: { title: 'It was made administrator', ...NO_DIRECTORY },
  credential: { title: 'It got a secret or certificate', ...NO_DIRECTORY },
  connector: {
    title: 'A connector was opened',
    ...NO_CMDLETS,
    hidden: ({ connectors }) => onlyDeleted(connectors, 'connector'),
  },
  'header-removal': {
    title: 'Rules removed headers',
    ...NO_CMDLETS,
    hidden: ({ rules }) => onlyDeleted(rules, 'rule'),
  },
  mail: {
    title: 'Mail was sent through the tenant',
    log: undefined,
    otherwise: 'these logs do not tell: look at the messages, or at the message trace',
  },
  cleanup: { title: 'Connector and rules were deleted', ...NO_CMDLETS },
}

/** What was looked through, or undefined where nothing was. */
function lookedThrough({ coverage, hasCmdlets }: Ledger, log: StepKind['log']): string | undefined {
  if (log === undefined) return undefined
  const { records, from, to } = coverage[log]
  if (records === 0 || (log === 'exchangeLog' && !hasCmdlets)) return undefined
  return `${plural(records, 'record')}${from && to ? ` from ${from.slice(0, 10)} to ${to.slice(0, 10)}` : ''}`
}

export function attackSteps(
  tenant: Case,
  seen: ReadonlyMap<StepId, { time?: string; findings: Set<number> }>,
): AttackStep[] {
  const { ledger } = tenant
  return STEPS.map((step): AttackStep => {
    const { title, log, otherwise, hidden } = KINDS[step]
    const found = seen.get(step)
    const looked = lookedThrough(ledger, log)
    if (found)
      return {
        step,
        title,
        state: 'seen',
        ...(found.time === undefined ? {} : { time: found.time }),
        note: found.time === undefined ? 'in an export' : 'in a log',
        findings: [...found.findings].sort((a, b) => a - b),
      }
    if (looked === undefined) return { step, title, state: 'unknown', note: otherwise, findings: [] }
    const why = ledger.hits.length > 0 ? 'a limit left records out' : hidden?.(tenant)
    if (why !== undefined) return { step, title, state: 'unknown', note: why, findings: [] }
    return { step, title, state: 'absent', note: `not in ${looked}`, findings: [] }
  })
}

/** By time; what has none comes last. */
export function byMoment(a: Moment, b: Moment): number {
  if (a.time === b.time) return a.finding - b.finding
  if (a.time === undefined) return 1
  if (b.time === undefined) return -1
  return a.time < b.time ? -1 : 1
}
