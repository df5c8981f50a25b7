/** Which steps of the attack the records show, and of which they can tell nothing. */

import type { AttackStep, Moment, StepId } from '../report.ts'
import { STEPS } from '../report.ts'
import type { Ledger } from './ledger.ts'
import { counted } from './words.ts'

interface StepKind {
  title: string
  /** What was looked through, or undefined where nothing was. */
  looked(ledger: Ledger): string | undefined
  /** Why nothing is known where nothing was looked through. */
  otherwise: string
}

function through(ledger: Ledger, source: 'directoryLog' | 'signInLog'): string | undefined {
  const { records, from, to } = ledger.coverage[source]
  if (records === 0) return undefined
  return `${counted(records, 'record')}${from === undefined ? '' : ` from ${from} to ${to}`}`
}

function cmdlets(ledger: Ledger): string | undefined {
  const { records, from, to } = ledger.coverage.exchangeLog
  if (!ledger.hasCmdlets) return undefined
  return `${counted(records, 'record')}${from === undefined ? '' : ` from ${from} to ${to}`}`
}

const NO_DIRECTORY = 'no directory audit log is in these files'
const NO_CMDLETS = 'no log of Exchange cmdlets is in these files'

const KINDS: Record<StepId, StepKind> = {
  'password-guessing': {
    title: 'Passwords were tried over many users',
    looked: (ledger) => through(ledger, 'signInLog'),
    otherwise: 'no sign-in log is in these files',
  },
  'sign-in': {
    title: 'A password that was tried was right',
    looked: (ledger) => through(ledger, 'signInLog'),
    otherwise: 'no sign-in log is in these files',
  },
  application: {
    title: 'An application was registered',
    looked: (ledger) => through(ledger, 'directoryLog'),
    otherwise: NO_DIRECTORY,
  },
  permission: {
    title: 'The application was given Exchange',
    looked: (ledger) => through(ledger, 'directoryLog'),
    otherwise: NO_DIRECTORY,
  },
  role: {
    title: 'The application was made administrator',
    looked: (ledger) => through(ledger, 'directoryLog'),
    otherwise: NO_DIRECTORY,
  },
  credential: {
    title: 'The application got a secret or certificate',
    looked: (ledger) => through(ledger, 'directoryLog'),
    otherwise: NO_DIRECTORY,
  },
  connector: {
    title: 'A connector was opened',
    looked: cmdlets,
    otherwise: `${NO_CMDLETS}, and an export has nothing of what was deleted`,
  },
  'header-removal': {
    title: 'Rules removed headers',
    looked: cmdlets,
    otherwise: `${NO_CMDLETS}, and an export has nothing of what was deleted`,
  },
  mail: {
    title: 'Mail was sent through the tenant',
    looked: () => undefined,
    otherwise: 'such logs do not tell; look at the messages, or at the message trace',
  },
  cleanup: { title: 'Connector and rules were deleted', looked: cmdlets, otherwise: NO_CMDLETS },
}

export function attackSteps(
  ledger: Ledger,
  seen: ReadonlyMap<StepId, { time?: string; findings: Set<number> }>,
): AttackStep[] {
  const cut = ledger.hits.length > 0
  return STEPS.map((step): AttackStep => {
    const { title, looked, otherwise } = KINDS[step]
    const found = seen.get(step)
    const what = looked(ledger)
    if (found)
      return {
        step,
        title,
        state: 'seen',
        ...(found.time === undefined ? {} : { time: found.time }),
        note: what ?? 'an export has it',
        findings: [...found.findings].sort((a, b) => a - b),
      }
    if (what === undefined) return { step, title, state: 'unknown', note: otherwise, findings: [] }
    if (cut) return { step, title, state: 'unknown', note: 'a limit left records out', findings: [] }
    return { step, title, state: 'absent', note: what, findings: [] }
  })
}

/** By time; what has none comes last. */
export function byMoment(a: Moment, b: Moment): number {
  if (a.time === b.time) return a.finding - b.finding
  if (a.time === undefined) return 1
  if (b.time === undefined) return -1
  return a.time < b.time ? -1 : 1
}
