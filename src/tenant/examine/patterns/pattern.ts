/** What a pattern is: one file each, listed in `index.ts`. */

import type { Place } from '../../record.ts'
import type { Severity, StepId } from '../../report.ts'
import type { ConnectorLife } from '../connector.ts'
import type { Ledger } from '../ledger.ts'
import type { Mark } from '../life.ts'
import type { RuleLife } from '../rule.ts'

/** What a record adds to a finding, and to the story. */
export interface Note {
  time: number | undefined
  place: Place
  /** A sentence of the story; a record without one is evidence only. */
  text?: string
  /** The step of the attack that it is. */
  step?: StepId
}

export interface TenantFindingDraft {
  severity: Severity
  grade?: string
  summary: string
  /** At least one. */
  notes: readonly Note[]
  data?: Record<string, unknown>
}

export interface TenantReporter {
  find(finding: TenantFindingDraft): void
  dismiss(dismissal: { reason: string; summary: string; places: readonly Place[] }): void
}

/** What patterns read. */
export interface Case {
  ledger: Ledger
  rules: readonly RuleLife[]
  connectors: readonly ConnectorLife[]
}

export interface TenantPattern {
  id: string
  title: string
  run(tenant: Case, reporter: TenantReporter): void
}

export const MINUTE = 60_000
export const DAY = 86_400_000

const SCALE = ['info', 'low', 'medium', 'high'] as const satisfies readonly Severity[]

/** So many steps graver, or less grave where it is negative. */
export function shifted(severity: Severity, steps: number): Severity {
  const index = Math.min(SCALE.length - 1, Math.max(0, SCALE.indexOf(severity) + steps))
  return SCALE[index]
}

/** Runs of items that follow each other within so many milliseconds. */
export function clusters<T>(items: readonly T[], time: (item: T) => number, gap: number): T[][] {
  const sorted = [...items].sort((a, b) => time(a) - time(b))
  const runs: T[][] = []
  let last = Number.NEGATIVE_INFINITY
  for (const item of sorted) {
    const at = time(item)
    if (at - last > gap || runs.length === 0) runs.push([])
    runs.at(-1)!.push(item)
    last = at
  }
  return runs
}

/** Entries of a list in `data`: each once, a hundred at most. */
export function some(list: Iterable<string>): string[] {
  return [...new Set(list)].slice(0, 100)
}

export function grouped<T>(items: Iterable<T>, key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const of = key(item)
    const group = groups.get(of)
    if (group) group.push(item)
    else groups.set(of, [item])
  }
  return groups
}

export const noteOf = ({ time, place }: Mark, text?: string, step?: StepId): Note => ({
  time,
  place,
  text,
  step,
})
