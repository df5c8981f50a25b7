/** Labelled messages as the model is fitted on them. */
import { META_BY_ID } from '../checks/index.ts'
import type { Found } from '../checks/run.ts'
import { QUESTIONS, type Question } from '../schema.ts'
import { foldOf } from './groups.ts'
import type { Observed } from './observe.ts'

export interface LabelledRow {
  /** Messages of one kind come from one source in one way. Where positives come in kinds, of which one can make as many
   * as one likes, each kind counts the same. */
  kind: string
  /** Messages that must not be apart: copies, variants made of one original, messages of one campaign. */
  group: string
  /** Who sends such mail, of legitimate mail: the repository that it is from, or the registered domain of its From address.
   * What one source does in many messages counts once. */
  source?: string
  /** In which its recipient took it over, where that is known: parts rows by time. */
  year?: number
  /** 1 for yes, 0 for no; a question that is not named was not judged. */
  labels: Partial<Record<Question, 0 | 1>>
  /** Of questions that are not judged of it: how much it teaches of what is answered yes, 0 to 1. A prize that text alone promises
   * is no picture lure, and yet says what is promised. */
  hints?: Partial<Record<Question, number>>
  /** Findings of the report; only what the model weighs them by is read. */
  findings: readonly Observed[]
  /** Whether it shows HTML. */
  hasHtml?: boolean
  /** Made out of another message, and so no measure of how frequent such mail is. */
  made?: boolean
}

/** Rows that are the same to the model, of one fold. */
export interface Cell {
  kind: string
  fold: number
  made: boolean
  labels: Partial<Record<Question, 0 | 1>>
  hints?: Partial<Record<Question, number>>
  found: Found[]
  count: number
  hasHtml: boolean
  /** Groups of the rows, each with how many of them are in the cell; of the rows with HTML, which fits of amounts count. */
  groups: Map<string, number>
  /** Of fits that count campaigns and sources: each counts as the square root of its messages. */
  weight: number
}

/** Rows drawn together. */
export interface Cells {
  cells: Cell[]
  /** By row: the index of its cell. */
  cellOf: number[]
  /** By question and fold: groups with a label. */
  groups: Record<Question, number[]>
}

/** A finding as the scoring takes it, with nothing but what weighs. @throws RangeError where there is no such check. */
export function foundOf({ check, ...weighed }: Observed): Found {
  const meta = META_BY_ID.get(check)
  if (!meta) throw new RangeError(`finding of a check that is not known: ${check}`)
  return { meta, draft: { summary: '', evidence: [], ...weighed } }
}

/** What a source of legitimate mail counts beside a campaign: a false alarm costs more than a miss. */
const LEGITIMATE = 2

/** Findings that are the same to the model have the same key. */
function keyOf({ check, grade = '', cells, amount, features }: Observed): string {
  return [check, grade, cells?.join() ?? '', amount ?? '', features?.join() ?? ''].join(':')
}

/** @throws TypeError or RangeError naming the row that is wrong. */
export function drawTogether(rows: readonly LabelledRow[], folds: number): Cells {
  if (!Array.isArray(rows as unknown)) throw new TypeError('rows must be an array')
  const cells: Cell[] = []
  const cellOf: number[] = []
  const byKey = new Map<string, number>()
  const sizes = new Map<string, number>()
  for (const [i, row] of rows.entries()) requireRow(row, i)
  for (const { group, made } of rows) if (!made) sizes.set(group, (sizes.get(group) ?? 0) + 1)
  const groups = Object.fromEntries(
    QUESTIONS.map((question) => [question, Array.from({ length: folds }, () => new Set<string>())]),
  ) as Record<Question, Set<string>[]>
  for (const row of rows) {
    const { kind, group, source, labels, hints, findings, hasHtml = false, made = false } = row
    const fold = foldOf(group, folds)
    const names = [...new Set(findings.map(keyOf))].sort()
    const key = JSON.stringify([
      fold,
      made,
      kind,
      QUESTIONS.map((question) => labels[question] ?? ''),
      hints,
      source !== undefined,
      hasHtml,
      names,
    ])
    let index = byKey.get(key)
    if (index === undefined) {
      index = cells.length
      byKey.set(key, index)
      cells.push({
        kind,
        fold,
        made,
        labels,
        hints,
        found: findings.map(foundOf),
        count: 0,
        hasHtml,
        groups: new Map(),
        weight: 0,
      })
    }
    cells[index].count++
    if (hasHtml) cells[index].groups.set(group, (cells[index].groups.get(group) ?? 0) + 1)
    cells[index].weight += (source === undefined ? 1 : LEGITIMATE) / Math.sqrt(sizes.get(group) ?? 1)
    cellOf.push(index)
    for (const question of QUESTIONS) if (labels[question] !== undefined) groups[question][fold].add(group)
  }
  return {
    cells,
    cellOf,
    groups: Object.fromEntries(
      QUESTIONS.map((question) => [question, groups[question].map(({ size }) => size)]),
    ) as Record<Question, number[]>,
  }
}

function requireRow(row: LabelledRow, i: number): void {
  if (row === null || typeof row !== 'object') throw new TypeError(`rows[${i}] must be an object`)
  for (const name of ['kind', 'group'] as const)
    if (typeof row[name] !== 'string') throw new TypeError(`rows[${i}].${name} must be a string`)
  if (!Array.isArray(row.findings as unknown)) throw new TypeError(`rows[${i}].findings must be an array`)
  if (row.labels === null || typeof row.labels !== 'object')
    throw new TypeError(`rows[${i}].labels must be an object`)
  for (const question of QUESTIONS) {
    const label: unknown = row.labels[question]
    if (label !== undefined && label !== 0 && label !== 1)
      throw new RangeError(`rows[${i}].labels.${question} must be 0 or 1`)
  }
}
