/** Whether an evaluation is worse than an earlier one of the same messages. */
import { QUESTIONS, type Question } from '../schema.ts'
import type { Evaluation } from './evaluate.ts'
import { isYes, mcnemar } from './metrics.ts'

export interface Comparison {
  question: Question
  /** Messages of which label are compared. */
  label: 0 | 1
  /** Messages in both evaluations, under the same label. */
  messages: number
  /** Now right and then wrong, and the other way round. */
  better: number
  worse: number
  /** McNemar's exact test, two-sided. */
  p: number
  /** Worse by more than chance: `p` is small enough for all comparisons together. */
  significant: boolean
}

/** Chance that any comparison is called worse where nothing is (Holm 1979). */
const LEVEL = 0.05

/**
 * Compares the answers at a probability of 0.5, message by message, for each question and label: what is found, and what
 * is a false alarm. Messages that only one of the two has are left out.
 * @throws TypeError where `before` is no evaluation.
 */
export function compareEvaluations(now: Evaluation, before: Evaluation): Comparison[] {
  if (typeof before !== 'object' || before === null || typeof before.answers !== 'object')
    throw new TypeError('before must be an evaluation')
  const table: Comparison[] = []
  for (const question of QUESTIONS) {
    const answers = Object.entries(now.answers[question] ?? {})
    const earlier = before.answers[question] ?? {}
    for (const label of [1, 0] as const) {
      const row = { question, label, messages: 0, better: 0, worse: 0, p: 1, significant: false }
      for (const [id, [own, probability]] of answers) {
        const other = Object.hasOwn(earlier, id) ? earlier[id] : undefined
        if (own !== label || other?.[0] !== label) continue
        row.messages++
        const [right, wasRight] = [probability, other[1]].map((value) => isYes(value) === (label === 1))
        if (right && !wasRight) row.better++
        if (!right && wasRight) row.worse++
      }
      row.p = mcnemar(row.better, row.worse)
      if (row.messages > 0) table.push(row)
    }
  }
  markSignificant(table)
  return table
}

function markSignificant(table: readonly Comparison[]): void {
  const ordered = [...table].sort((a, b) => a.p - b.p)
  for (const [i, row] of ordered.entries()) {
    if (row.p > LEVEL / (ordered.length - i)) return
    row.significant = row.worse > row.better
  }
}
